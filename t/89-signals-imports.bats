# A signal that ends an import, a create or a build while it makes a container visible: the container is
# whole and its id is printed, or nothing is there. Sent at fixed system calls, not at times.
load lib/helper

setup() {
  world_reset
  only_root # an ordinary user under strace has no newuidmap, which is setuid
  gate 'strace is not installed or not permitted' strace -f -o /dev/null true
  tar -cf image.tar -C "$PLASH_DATA/layer/0/1/_data/root" .
  members=$(cd "$PLASH_DATA/layer/0/1/_data/root" && find . | sort)
}

teardown() {
  world_clean
}

# signalled SIGNAL CALL NUMBER WORD...: runs plash WORD... and sends SIGNAL at its main thread's system call.
signalled() {
  run --separate-stderr timeout 60 strace -f -qq -o "$BATS_TEST_TMPDIR/trace" \
    -e "trace=$2" -e "inject=$2:signal=$1:when=$3" plash "${@:4}"
}

# told BEFORE: the container that came since the index was BEFORE is the one that was printed, with status 0;
# there is none when the status is that of a signal.
told() {
  local new
  new=$(comm -13 <(echo "$1" | sort) <(plash_ids | sort))
  assert_equal "$new" "$output"
  case $status in
    0) [ -n "$new" ] ;;
    129 | 130 | 131 | 143) assert_equal '' "$new" ;;
    *) return 1 ;;
  esac
  plash clean >/dev/null
  nothing_half_made
}

# plash_ids: the ids of all containers that are there.
plash_ids() {
  find "$PLASH_DATA/index" -mindepth 1 -printf '%f\n'
}

# at_all_points WORD...: sends each signal at each call that makes plash WORD... visible.
at_all_points() {
  local signal point before
  for signal in TERM INT HUP; do
    for point in 'rename 1' 'symlink 1' 'symlink 2' 'rename 2' 'rename 3'; do
      before=$(plash_ids)
      # shellcheck disable=SC2086 # two words
      signalled "$signal" $point "$@"
      told "$before"
      [ "$status" -ne 0 ] || at_point "$output"
    done
  done
}

@test "an import that is told to end is whole and prints its id, or is not there" {
  at_point() {
    assert_equal "$members" "$(cd "$PLASH_DATA/index/$1/_data/root" && find . | sort)"
    plash run "$1" true
  }
  at_all_points import-tar image.tar
}

@test "a create that is told to end is whole and prints its id, or is not there" {
  at_point() {
    [ -f "$PLASH_DATA/index/$1/_data/root/made" ]
  }
  at_all_points create 1 touch /made
}

@test "a layer that is made visible is found by the next build, whatever signal comes" {
  local number ids
  for number in 1 2 3 4; do
    signalled TERM rename "$number" build --from-id 1 --run "touch /$number"
    ids=$(plash_ids | wc -l)
    plash build --from-id 1 --run "touch /$number"
    [ "$ids" -eq "$(plash_ids | wc -l)" ] || assert_equal 143 "$status" # nothing was visible
    assert_equal "$((number + 2))" "$(plash_ids | wc -l)"
  done
}
