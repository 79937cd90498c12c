# Images that are the same on every machine, so that layers upon them are shared.
# bats file_tags=once
load lib/helper
load lib/registry
load lib/web
load lib/cache

setup() {
  cache_begin
}

teardown() {
  web_stop
  cache_end
}

@test "the same busybox is the same image, whoever makes it, and when" {
  cache_start
  words=(--from-busybox --run 'echo one >/one')
  run -0 --separate-stderr ci build "${words[@]}"
  (umask 077 && elsewhere build --from-busybox)
  run -0 --separate-stderr elsewhere build "${words[@]}"
  assert_contains "$stderr" "plash: 1 of 1 layers from $cache"
  plash export-oci 2 oci:layout:a
  blob=$(find layout/blobs -size +100k)
  assert_equal '0/0 1970-01-01 00:00:00' \
    "$(TZ=UTC tar --numeric-owner --full-time -tvzf "$blob" | awk '{ print $2, $4, $5 }' | sort -u)"
}

@test "layers upon an image that a build file in a repository describes are shared, with those of the file" {
  cache_start
  web_start
  export PLASH_GITHUB_URL=$web_url
  mkdir -p "$web_root/me/tool/HEAD"
  printf '%s\n' '--from-id 1' --run 'echo tool >/tool' --layer --run 'echo two >>/tool' >"$web_root/me/tool/HEAD/plashfile"
  words=(--from-github me/tool --run 'cp /tool /copy')
  run -0 --separate-stderr ci build "${words[@]}"
  assert_contains "$stderr" "plash: 2 of 2 layers to $cache"
  assert_contains "$stderr" "plash: 1 of 1 layers to $cache"
  run -0 --separate-stderr elsewhere build "${words[@]}"
  assert_contains "$stderr" "plash: 2 of 2 layers from $cache"
  assert_contains "$stderr" "plash: 1 of 1 layers from $cache"
  [[ $stderr != *'+ '* ]]
  assert_equal $'tool\ntwo' "$(elsewhere run "$output" cat /copy)"
}

@test "two machines that write one layer at once both leave a whole one" {
  cache_start
  words=(--from-id 1 --run 'cat /proc/sys/kernel/random/uuid >/random; head -c 3000000 /dev/urandom >/noise' --layer --run 'cp /random /copy')
  PLASH_DATA=$other ci build "${words[@]}" 2>said &
  ci build "${words[@]}"
  wait $!
  assert_contains "$(cat said)" "plash: 2 of 2 layers to $cache"
  PLASH_DATA=$BATS_TEST_TMPDIR/third
  cp -a "$PLASH_SUITE_DATA" "$PLASH_DATA"
  PLASH_CACHE=$cache run -0 --separate-stderr plash build "${words[@]}"
  assert_contains "$stderr" "plash: 2 of 2 layers from $cache"
  plash run "$output" cmp /random /copy
}
