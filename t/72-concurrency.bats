# bats file_tags=once
load lib/helper

setup() {
  world_reset
  unset PLASH_INIT_UNION_TASTE
}

teardown() {
  world_clean
}

# all_at_once COUNT WORD...: runs `WORD... N` for N up to COUNT at the same time, the output of each
# in out.N; fails if one fails.
all_at_once() {
  local number pids=() failures=0 pid
  for ((number = 1; number <= $1; number++)); do
    "${@:2}" "$number" >"out.$number" 2>"err.$number" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    wait "$pid" || failures=$((failures + 1))
  done
  [ "$failures" -eq 0 ] || {
    cat err.* >&2
    return 1
  }
}

build_numbered() {
  plash build --from-id 1 --run "touch /file-$1"
}

import_numbered() {
  plash import-tar image.tar
}

name_numbered() {
  plash map shared 1 && plash map "own-$1" 1
}

remove_same() {
  plash rm 2 || true
}

@test "imports at the same time get different ids" {
  tar -cf image.tar -C "$PLASH_DATA/layer/0/1/_data/root" .
  all_at_once 12 import_numbered
  assert_equal 12 "$(sort -u out.* | wc -l)"
  for id in $(cat out.*); do
    plash nodepath "$id"
  done
  nothing_half_made
}

@test "builds of different layers at the same time get different ids, each its own file" {
  local number
  all_at_once 12 build_numbered
  assert_equal 12 "$(sort -u out.* | wc -l)"
  for number in {1..12}; do
    plash run "$(cat "out.$number")" ls "/file-$number"
  done
  nothing_half_made
}

@test "names set at the same time are all there" {
  local number
  all_at_once 12 name_numbered
  for number in {1..12}; do
    assert_equal 1 "$(plash map "own-$number")"
  done
  assert_equal 1 "$(plash map shared)"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "a container removed by several at once is gone, and nothing else" {
  plash create 1 touch /x
  all_at_once 6 remove_same
  run -3 plash nodepath 2
  plash run 1 true
  run -1 grep -l Exception err.*
}

@test "first uses of a data directory at the same time make one" {
  rm -rf "$PLASH_DATA"
  first_use() {
    plash map "key-$1" ''
  }
  all_at_once 8 first_use
  assert_equal 1 "$(plash build --from-busybox 2>/dev/null)"
}
