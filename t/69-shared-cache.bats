# Layers that one machine has built are taken by another from a registry. A machine is a data directory.
# bats file_tags=once
load lib/helper
load lib/layout
load lib/registry
load lib/cache

setup() {
  cache_begin
}

teardown() {
  cache_end
}

# A command that makes something else each time.
random='cat /proc/sys/kernel/random/uuid'

@test "what one machine has built another one has, and no command of a layer runs" {
  cache_start
  words=(--from-id 1 --run "$random >/random" --layer --run 'rm /bin/ls; echo two >/two')
  run -0 --separate-stderr ci build "${words[@]}"
  assert_equal 3 "$output"
  assert_contains "$stderr" "plash: 2 of 2 layers to $cache"
  run -0 --separate-stderr elsewhere build "${words[@]}"
  assert_equal 3 "$output"
  assert_contains "$stderr" "plash: 2 of 2 layers from $cache"
  [[ $stderr != *'+ '* ]]
  assert_equal "$(plash run 3 sh -c 'cat /random /two; ls -d /bin/l*')" "$(elsewhere run 3 sh -c 'cat /random /two; ls -d /bin/l*')"
  forbid_java
  assert_equal 3 "$(elsewhere build "${words[@]}")"
  assert_equal "$(cat "$PLASH_DATA/index/3/_data/script")" "$(cat "$other/index/3/_data/script")"
}

@test "where the last layer is another, the others are taken and one is built, and pushed" {
  cache_start
  words=(--from-id 1 --run "$random >/random" --layer --run 'echo two >/two')
  ci build "${words[@]}" --layer --run 'echo a >/three' 2>/dev/null
  PLASH_CACHE_PUSH=$cache run -0 --separate-stderr elsewhere build "${words[@]}" --layer --run 'echo b >/three'
  assert_contains "$stderr" "plash: 2 of 3 layers from $cache"
  assert_equal '+ echo b' "$(grep '^+ ' <<<"$stderr")"
  assert_contains "$stderr" "plash: 1 of 3 layers to $cache"
  run -0 --separate-stderr ci build "${words[@]}" --layer --run 'echo b >/three'
  assert_contains "$stderr" "plash: 1 of 3 layers from $cache"
  assert_equal b "$(plash run "$output" cat /three)"
}

@test "eleven layers take few requests" {
  cache_start
  words=(--from-id 1)
  for i in 1 2 3 4 5 6 7 8 9 10 11; do
    words+=(--run "echo $i >/$i" --layer)
  done
  run -0 --separate-stderr ci build "${words[@]}"
  assert_contains "$stderr" "plash: 11 of 11 layers to $cache"
  filled=$(registry_requests .)
  [ "$(registry_requests '^(GET /v2/ |POST|PUT|.* 200$)')" -le $((5 * 11 + 4)) ]
  run -0 --separate-stderr elsewhere build "${words[@]}"
  assert_contains "$stderr" "plash: 11 of 11 layers from $cache"
  requests=$(($(registry_requests .) - filled))
  [ "$requests" -le 16 ]
}

@test "a layer of the cache lies upon those that it was built upon, not upon others of the same script" {
  cache_start
  words=(--from-id 1 --run "$random >/random")
  ci build "${words[@]}" --layer --run 'cp /random /copy' 2>/dev/null
  PLASH_DATA=$other PLASH_CACHE=127.0.0.1:1/none plash build "${words[@]}" 2>/dev/null
  own=$(elsewhere run 2 cat /random)
  run -0 --separate-stderr elsewhere build "${words[@]}" --layer --run 'cp /random /copy'
  assert_equal "$(plash run 3 cat /random /random)" "$(elsewhere run "$output" cat /random /copy)"
  assert_equal "$own" "$(elsewhere run 2 cat /random)"
}

@test "what the image says about programs holds for layers of the cache, too" {
  cache_start
  base_make
  craft t base.tar "config=c['config']['Env'].append('SAID=yes')"
  words=(--from-oci oci:img:t --run 'echo $SAID >/said')
  id=$(ci build "${words[@]}" 2>/dev/null)
  run -0 --separate-stderr elsewhere build "${words[@]}"
  assert_contains "$stderr" "plash: 1 of 1 layers from $cache"
  assert_equal yes,yes "$(elsewhere run "$output" sh -c 'echo $SAID,$(cat /said)')"
}

@test "an entry is an ordinary image" {
  cache_start
  ci build --from-id 1 --run 'echo hi >/hi' 2>/dev/null
  id=$(plash import-oci "$cache:$(tag_of 2)" 2>/dev/null)
  assert_equal hi "$(plash run "$id" cat /hi)"
}

@test "what is here is answered without a JVM and without a request" {
  cache_start
  words=(--from-id 1 --run 'echo hi >/hi')
  plash build "${words[@]}" 2>/dev/null
  forbid_java
  assert_equal 2 "$(PLASH_CACHE=$cache plash build "${words[@]}")"
  assert_equal hi "$(PLASH_CACHE=$cache plash run "${words[@]}" -- cat /hi)"
  assert_equal 0 "$(registry_requests .)"
}

@test "without an answer the build goes on, with one warning" {
  cache=127.0.0.1:1/team/cache
  words=(--from-id 1 --run 'echo one >/one' --layer --run 'echo two >/two')
  run -0 --separate-stderr elsewhere build "${words[@]}"
  assert_equal 3 "$output"
  assert_equal 1 "$(grep -c '^plash: ' <<<"$stderr")"
  assert_contains "$stderr" 'plash: the shared cache is not used: '
  assert_contains "$stderr" 'onnection refused'
  run -0 --separate-stderr ci build --from-id 1 --run 'echo three >/three'
  assert_contains "$stderr" 'plash: not all layers are pushed: '
}

@test "of several repositories the first that has a layer is taken, and one that fails is passed over" {
  cache_start
  words=(--from-id 1 --run 'echo one >/one')
  ci build "${words[@]}" 2>/dev/null
  cache="127.0.0.1:1/none $registry/empty $cache"
  run -0 --separate-stderr elsewhere build "${words[@]}"
  assert_contains "$stderr" "plash: 1 of 1 layers from $registry/team/cache"
  assert_equal 1 "$(grep -c 'is not used' <<<"$stderr")"
}

@test "an image under the tag of another key is refused" {
  cache_start
  ci build --from-id 1 --run 'echo good >/good' 2>/dev/null
  ci build --from-id 1 --run 'echo bad >/bad' 2>/dev/null
  manifest_of team/cache "$(tag_of 3)" |
    curl -sf -X PUT -H 'Content-Type: application/vnd.oci.image.manifest.v1+json' --data-binary @- \
      "http://$registry/v2/team/cache/manifests/$(tag_of 2)"
  run -0 --separate-stderr elsewhere build --from-id 1 --run 'echo good >/good'
  assert_contains "$stderr" 'is not used: '
  assert_contains "$stderr" 'it is of another key'
  assert_contains "$stderr" '+ echo good'
  assert_equal good "$(elsewhere run 2 cat /good)"
}

@test "other bytes than promised are an error that is told, and the layer is built" {
  cache_start
  words=(--from-id 1 --run 'echo one >/one' --layer --run 'echo two >/two')
  ci build "${words[@]}" 2>/dev/null
  digest=$(sed -n 's/^blob sha256:\([^ ]*\) .*/\1/p' "$PLASH_DATA/index/3/_data/oci")
  printf x | dd of="$registry_folder/data/docker/registry/v2/blobs/sha256/${digest:0:2}/$digest/data" conv=notrunc bs=1 seek=30 2>/dev/null
  run -0 --separate-stderr elsewhere build "${words[@]}"
  assert_equal 3 "$output"
  assert_contains "$stderr" 'plash error: '
  assert_contains "$stderr" 'is not what the image promises'
  assert_equal '+ echo two' "$(grep '^+ ' <<<"$stderr")"
  assert_equal '' "$(ls "$other/tmp")"
  assert_equal two "$(elsewhere run 3 cat /two)"
}

@test "layers for the cache see no home of the host; others do" {
  cache=127.0.0.1:1/none
  run -0 --separate-stderr elsewhere build --from-id 1 --run 'ls -A /home | wc -l >/count; mkdir /home/made' \
    --layer --run 'ls -A /home | wc -l >>/count'
  assert_equal $'0\n0' "$(elsewhere run "$output" cat /count)"
  run -1 --separate-stderr elsewhere build --from-id 1 --run "cat /home/none/file"
  assert_contains "$stderr" 'plash: layers for the shared cache see no home; name the files with --hash-path'
}

# bats test_tags=as-root
@test "of /home a layer that names files sees the working directory, read-only" {
  only_root
  run -0 --separate-stderr unshare --mount --propagation private sh -c '
    mount -t tmpfs none /home && mkdir -p /home/me/project /home/me/secret && echo text >/home/me/project/file && cd /home/me/project || exit
    export PLASH_CACHE=127.0.0.1:1/none
    plash build --from-id 1 --hash-path file --run "cat file >/copy; ls /home/me >/list; ! touch new" --layer \
      --run "ls -A /home >>/list"
    ls /home/me/project'
  assert_equal $'3\nfile' "$output"
  assert_equal $'text\nproject' "$(plash run 3 cat /copy /list)"
}

@test "what is not pushed is said, with the reason" {
  cache_start
  plash build --from-id 1 --run 'echo one >/one' 2>/dev/null
  run -0 --separate-stderr ci build --from-id 1 --run 'echo one >/one' --layer --run 'echo two >/two'
  assert_contains "$stderr" 'plash: layers 1 to 2 are not pushed: container 2 was built without the cache'
  run -0 --separate-stderr ci build --from-id 1 --run 'echo three >/three' --layer --invalidate-layer
  assert_contains "$stderr" "plash: 1 of 2 layers to $cache"
  assert_contains "$stderr" 'plash: layer 2 is not pushed: --invalidate-layer makes'
  PLASH_BUILD_HOME=rw run -0 --separate-stderr ci build --from-id 1 --run 'echo four >/four'
  assert_contains "$stderr" 'plash: no layer is pushed: with PLASH_BUILD_HOME=rw'
}

@test "layers that are here, and were not pushed, are pushed by the next build" {
  cache=127.0.0.1:1/none
  words=(--from-id 1 --run 'echo one >/one')
  ci build "${words[@]}" 2>/dev/null
  cache_start
  run -0 --separate-stderr ci build "${words[@]}"
  assert_equal 2 "$output"
  assert_contains "$stderr" "plash: 1 of 1 layers to $cache"
  run -0 --separate-stderr ci build "${words[@]}"
  assert_equal '' "$stderr"
}

@test "config/cache and config/cache_push say the same; an empty variable turns them off" {
  cache_start
  echo "$cache" | tee "$PLASH_DATA/config/cache" >"$PLASH_DATA/config/cache_push"
  echo "$cache" >"$other/config/cache"
  words=(--from-id 1 --run 'echo one >/one')
  plash build "${words[@]}" 2>/dev/null
  PLASH_DATA=$other PLASH_CACHE='' run -0 --separate-stderr plash build --from-id 1 --run 'echo two >/two'
  assert_contains "$stderr" '+ echo two'
  PLASH_DATA=$other run -0 --separate-stderr plash build "${words[@]}"
  assert_contains "$stderr" "plash: 1 of 1 layers from $cache"
}

@test "a cache that wants a login is written with it, and a layer of one machine is one of root and of users" {
  registry_start_secure
  export SSL_CERT_FILE=$PWD/ca.crt
  cache=$registry/team/cache
  run -0 --separate-stderr ci build --from-id 1 --run 'echo one >/one'
  assert_contains "$stderr" 'not all layers are pushed: '
  registry_login auth.json "$registry" alice s3cret
  export REGISTRY_AUTH_FILE=$PWD/auth.json
  run -0 --separate-stderr ci build --from-id 1 --run 'echo one >/one'
  assert_contains "$stderr" "plash: 1 of 1 layers to $cache"
  [[ $stderr != *s3cret* ]]
  run -0 --separate-stderr elsewhere build --from-id 1 --run 'echo one >/one'
  assert_contains "$stderr" "plash: 1 of 1 layers from $cache"
}
