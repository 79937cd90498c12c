load lib/helper

setup() {
  world_reset
  unset PLASH_INIT_UNION_TASTE
}

teardown() {
  world_clean
}

# a_directory NAME: a directory with one file, /added.
a_directory() {
  mkdir -p -- "$1"
  echo added >"$1/added"
}

# refused REASON DIRECTORY WORD...: refused, with the directory still there and no id burnt.
refused() {
  local reason=$1 directory=$2
  shift 2
  assert_refused 1 "$reason" "$@"
  assert_equal added "$(cat "$directory/added")"
  assert_equal 1 "$(stat -c %s "$PLASH_DATA/id_counter")"
  nothing_half_made
}

@test "add-layer moves a directory on top of a container" {
  a_directory d
  run -0 --separate-stderr plash add-layer 1 d
  assert_equal 2 "$output"
  assert_equal '' "$stderr"
  [ ! -e d ]
  assert_equal 1 "$(plash parent 2)"
  plash run 1 true
  forbid_java
  assert_equal added "$(plash run 2 cat /added)"
}

@test "add-layer on 0 makes an image, and takes relative, absolute and slashed names" {
  cp -a "$PLASH_DATA/layer/0/1/_data/root" image
  assert_equal 2 "$(plash add-layer 0 ./image/)"
  assert_equal 0 "$(plash parent 2)"
  plash run 2 true
  a_directory absolute
  assert_equal 3 "$(plash add-layer 2 "$PWD/absolute")"
  a_directory 'with blanks, commas:and:colons'
  assert_equal 4 "$(plash add-layer 2 'with blanks, commas:and:colons')"
  a_directory -dash
  assert_equal 5 "$(plash add-layer 2 -dash)"
  assert_equal added "$(plash run 5 cat /added)"
}

@test "add-layer takes its parent as build arguments" {
  a_directory d
  run -0 --separate-stderr plash add-layer --from-id 1 --run 'touch /below' -- d
  assert_equal 3 "$output"
  plash run 3 ls /added /below
}

@test "add-layer with a bad parent leaves the directory alone and burns no id" {
  a_directory d
  refused "no container '99'" d plash add-layer 99 d
  refused "no container '01'" d plash add-layer 01 d
  refused "container id must be integer, got 'xx'" d plash add-layer xx d
  refused "container id must be integer, got ''" d plash add-layer '' d
}

@test "add-layer refuses what is no directory, and links to one" {
  a_directory d
  echo content >file
  refused 'file is not a directory' d plash add-layer 1 file
  assert_equal content "$(cat file)"
  refused 'missing is not there' d plash add-layer 1 missing
  ln -s d link
  refused 'link is a symbolic link' d plash add-layer 1 link
  refused 'link is a symbolic link' d plash add-layer 1 link/
  assert_equal d "$(readlink link)"
}

@test "add-layer from another file system is refused, with the directory intact" {
  local other
  gate 'no second file system at /dev/shm' test "$(stat -c %d /dev/shm)" != "$(stat -c %d "$PLASH_DATA")"
  other=$(mktemp -d /dev/shm/plash-test.XXXXXX)
  a_directory "$other"
  refused 'rename: [Errno 18] Invalid cross-device link' "$other" plash add-layer 1 "$other"
  rm -r "$other"
}

@test "add-layer takes no part of the data directory, except from tmp" {
  local place
  a_directory "$PLASH_DATA/tmp/made"
  for place in . layer layer/0/1 layer/0/1/_data/root map tmp ..; do
    assert_refused 1 'is part of the data directory' plash add-layer 1 "$PLASH_DATA/$place"
  done
  assert_equal 2 "$(plash add-layer 1 "$PLASH_DATA/tmp/made")"
  plash run 1 true
}

@test "add-layer moves a directory that belongs to another id of the user's range" {
  a_directory d
  inside_namespace chown -R 33:33 d
  assert_equal 2 "$(plash add-layer 1 d)"
  [ ! -e d ]
  assert_equal 33 "$(plash run 2 stat -c %u /added)"
}

@test "add-layer without its words is a usage error" {
  run -2 --separate-stderr plash add-layer 1
  assert_equal '' "$output"
  assert_contains "$stderr" 'usage: plash add-layer'
}

@test "a directory at the top of the system is left where it is" {
  only_root
  local top
  top=$(mktemp -d /plash-test.XXXXXX)
  run --separate-stderr plash add-layer 0 "$top"
  rmdir "$top"
  assert_equal 1 "$status"
  assert_contains "$stderr" "$top is a directory at the top of the system"
}
