# Images that lock files name, in a shared cache, for those who cannot have them from where they came.
# bats file_tags=once
load lib/helper
load lib/web
load lib/lxc_mirror
load lib/registry
load lib/engine
load lib/cache

setup_file() {
  engines_start
}

teardown_file() {
  engines_stop
}

setup() {
  cache_begin
  web_start
  export PLASH_LXC_URL=$web_url PLASH_LOCK=plash.lock
  cache_start
}

teardown() {
  web_stop
  cache_end
}

# alpine_locked: the lock file for an image alpine, which is in the cache, and no longer on its server.
alpine_locked() {
  lxc_build alpine 3.20 20261123_13:00
  lxc_list
  run -0 --separate-stderr ci lock --from alpine:3.20
  rm -r "$web_root$lxc_path"
}

# tree: the digest of the files that the only line of the lock file names.
tree() {
  sed -n 's/.* tree:sha256:\([0-9a-f]*\).*/\1/p' plash.lock
}

# base_put TAG CODE: under TAG, the cache has what python makes of the configuration c of the image there.
base_put() {
  plash export-oci "$(plash import-oci "$cache:$1")" oci:changed:a >/dev/null
  python3 - "$2" <<'END'
import hashlib, json, sys

def store(text):
    digest = hashlib.sha256(text).hexdigest()
    open('changed/blobs/sha256/' + digest, 'wb').write(text)
    return {'digest': 'sha256:' + digest, 'size': len(text)}

def load(digest):
    return json.load(open('changed/blobs/sha256/' + digest[7:]))

index = json.load(open('changed/index.json'))
manifest = load(index['manifests'][0]['digest'])
c = load(manifest['config']['digest'])
exec(sys.argv[1])
manifest['config'].update(store(json.dumps(c).encode()))
index['manifests'][0].update(store(json.dumps(manifest).encode()))
json.dump(index, open('changed/index.json', 'w'))
END
  policy
  skopeo copy --policy policy.json -q --dest-tls-verify=false oci:changed:a "docker://$cache:$1"
}

@test "an image that its server has dropped comes from the cache, once it was locked with one" {
  alpine_locked
  assert_contains "$stderr" "plash: lxc alpine:3.20 to $cache"
  run -1 --separate-stderr env PLASH_DATA="$other" plash build --from alpine:3.20
  run -0 --separate-stderr elsewhere build --from alpine:3.20 --run 'echo one >/one'
  assert_contains "$stderr" "plash: lxc alpine:3.20 from $cache"
  assert_equal 'import-lxc alpine:3.20' "$(cat "$other/index/$((output - 1))/_data/script")"
  assert_equal one "$(elsewhere --from alpine:3.20 --run 'echo one >/one' -- cat /one)"
  (forbid_java && elsewhere --from alpine:3.20 --run 'echo one >/one' -- true)
  # the same files, so what others build upon it can be had, too
  run -0 --separate-stderr ci build --from alpine:3.20 --run 'echo two >/two'
  run -0 --separate-stderr elsewhere build --from alpine:3.20 --run 'echo two >/two'
  assert_contains "$stderr" "plash: 1 of 1 layers from $cache"
}

@test "a build by a lock file pushes the image as well, once" {
  lxc_build alpine 3.20 20261123_13:00
  lxc_list
  plash lock --from alpine:3.20
  run -0 --separate-stderr ci build --from alpine:3.20
  assert_contains "$stderr" "plash: lxc alpine:3.20 to $cache"
  run -0 --separate-stderr ci build --from alpine:3.20
  assert_equal '' "$stderr"
  rm -r "$web_root$lxc_path"
  run -0 elsewhere build --from alpine:3.20
}

@test "a suite of packages is taken from the cache first" {
  alpine_locked
  printf '# plash-lock 1\nbootstrap sid %s - tree:sha256:%s snapshot:20261127T000000Z\n' "$(lxc_architecture)" "$(tree)" >lock
  PLASH_LOCK=lock run -0 --separate-stderr elsewhere build --from-bootstrap sid
  assert_equal "plash: bootstrap sid from $cache" "$(grep -v fetching <<<"$stderr")"
}

@test "what has other files than the lock file names is not taken, whatever its tag" {
  alpine_locked
  plash export-oci 1 "$cache:t-$(tree)"
  run -1 --separate-stderr elsewhere build --from alpine:3.20
  assert_contains "$stderr" 'it has other files than the lock file names'
  base_put "t-$(tree)" "c['rootfs']['diff_ids'] = ['sha256:$(tree)']"
  run -1 --separate-stderr elsewhere build --from alpine:3.20
  assert_contains "$stderr" 'is not what the image promises'
  assert_equal '0 1' "$(ls "$other/index" | xargs)"
  assert_equal '' "$(ls "$other/tmp")"
}

@test "what an image of the cache says about programs is not believed, unless the lock file names it" {
  alpine_locked
  base_put "t-$(tree)" "c['config'] = {'Env': ['EVIL=yes'], 'Cmd': ['evil']}"
  run -0 --separate-stderr elsewhere build --from alpine:3.20
  assert_equal '' "$(elsewhere run "$output" sh -c 'echo "$EVIL"')"
  [ ! -e "$other/index/$output/_data/image.json" ]
}

@test "an image of an engine alone is had without one, from the cache" {
  local engine
  gate 'neither dockerd nor podman can be started here' [ -n "$engines" ]
  mkdir -p image/bin
  cp "$PLASH_DATA/index/1/_data/root/bin/busybox" image/bin/busybox
  for engine in $engines; do
    engine_use "$engine"
    engine_load "local/$engine:1" image 'ENV SAID=yes' 'CMD ["/bin/busybox","true"]'
    rm -f plash.lock
    run -0 --separate-stderr ci lock --from-docker "local/$engine:1"
    assert_contains "$stderr" "plash: docker local/$engine:1 to $cache"
    grep -E ' tree:sha256:[0-9a-f]{64} config:sha256:[0-9a-f]{64}' plash.lock
    export DOCKER_HOST=unix://$PWD/none
    run -1 --separate-stderr env PLASH_DATA="$other" plash build --from-docker "local/$engine:1"
    run -0 --separate-stderr elsewhere run --from-docker "local/$engine:1" -- busybox sh -c 'echo $SAID'
    assert_equal yes "$output"
    sed "s/config:sha256:[0-9a-f]*/config:sha256:$(printf %064d 0)/" plash.lock >other.lock
    PLASH_DATA=$BATS_TEST_TMPDIR/third PLASH_CACHE=$cache PLASH_LOCK=other.lock \
      run -1 --separate-stderr plash build --from-docker "local/$engine:1"
    assert_contains "$stderr" 'it says something else about programs than the lock file'
  done
}

@test "two copies that an engine makes of one image are the same" {
  local engine
  gate 'neither dockerd nor podman can be started here' [ -n "$engines" ]
  for engine in $engines; do
    engine_use "$engine"
    unset PLASH_LOCK
    run -0 --separate-stderr ci build --from-docker busybox-test:1 --run "echo $engine >/one"
    run -0 --separate-stderr elsewhere build --from-docker busybox-test:1 --run "echo $engine >/one"
    assert_contains "$stderr" "plash: 1 of 1 layers from $cache"
    plash map "docker:busybox-test:1" '' && elsewhere map "docker:busybox-test:1" ''
  done
}
