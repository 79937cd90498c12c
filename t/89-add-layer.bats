# The directory that add-layer is given is never lost: not by failures, signals or kill -9 at any point.
load lib/helper
load lib/small_disk

setup() {
  world_reset
  gate 'strace is not installed or not permitted' strace -f -o /dev/null true
  mkdir mine
  echo precious >mine/f
}

teardown() {
  world_clean
}

# add_injected FAULT: adds ./mine while the renames of the worker's main thread suffer FAULT.
add_injected() {
  run --separate-stderr timeout 60 \
    strace -f -qq -o "$BATS_TEST_TMPDIR/trace" -e trace=rename -e "inject=rename:$1" plash add-layer 1 mine
}

@test "a file system that runs out of inodes at any point leaves the directory where it is, or makes it a layer" {
  gate 'no tmpfs in a namespace' in_tmpfs size=64m true
  run -0 in_tmpfs nr_inodes=2000 '
    failed=0
    for free in 0 1 2 3 4 5 6 7 8 9 10 11 12; do
      mkdir -p mine && echo precious >mine/f
      fill_inodes "$free"
      if id=$(plash add-layer 1 mine 2>"$HOME/message"); then
        [ ! -e mine ] && cat "$PLASH_DATA/index/$id/_data/root/f"
      else
        failed=$((failed + 1))
        grep -q "No space left on device" "$HOME/message" || cat "$HOME/message"
        cat mine/f
        ls "$PLASH_DATA/tmp"
      fi
      free_all
    done 2>&1
    [ "$failed" -gt 1 ] && [ "$failed" -lt 12 ] || echo "failed: $failed"'
  assert_equal precious "$(sort -u <<<"$output")"
}

@test "a rename that fails puts the directory back" {
  add_injected error=EIO:when=1
  assert_equal 1 "$status"
  assert_contains "$stderr" 'Input/output error'
  assert_equal precious "$(cat mine/f)"
  add_injected error=EIO:when=2
  assert_equal 1 "$status"
  assert_contains "$stderr" 'Input/output error'
  assert_equal precious "$(cat mine/f)"
  nothing_half_made
  assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
}

@test "a directory that cannot be put back is told of, and nothing deletes it" {
  add_injected error=EIO:when=2+
  assert_equal 1 "$status"
  local place
  place=$(echo "$PLASH_DATA"/tmp/*/node/_data/root)
  assert_contains "$stderr" "cannot put $HOME/mine back, it is now $place"
  assert_equal precious "$(cat "$place/f")"
}

@test "kill -9 between the renames: nothing deletes the directory, and clean says how to put it back" {
  add_injected signal=KILL:when=1
  assert_equal precious "$(cat mine/f)"
  add_injected signal=KILL:when=2
  [ ! -e mine ]
  plash build --from-id 1 --run 'touch /a'
  plash rm "$(plash create 1 true)"
  run -0 --separate-stderr plash clean
  assert_contains "$output" 'removed_tmpdirs: 0'
  local place
  place=$(echo "$PLASH_DATA"/tmp/*/node/_data/root)
  assert_equal "plash: an add-layer that was killed left $HOME/mine in the data directory; put it back with: \
mv -T -- $place $HOME/mine" "$stderr"
  assert_refused 1 'has moved a directory of yours' plash purge --yes
  bash -c "${stderr#*put it back with: }" || bash -c "mv -T -- $place $HOME/mine"
  assert_equal precious "$(cat mine/f)"
  run -0 --separate-stderr plash clean
  assert_equal '' "$stderr"
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}

@test "a signal waits until the directory is a layer, whose id is printed" {
  local signal id=2
  for signal in TERM:when=1 INT:when=1 HUP:when=1 TERM:when=2 INT:when=2 HUP:when=2; do
    [ -d mine ] || mkdir mine
    echo precious >mine/f
    add_injected "signal=$signal"
    assert_equal "0 $id" "$status $output"
    assert_equal precious "$(cat "$PLASH_DATA/index/$id/_data/root/f")"
    [ ! -e mine ]
    id=$((id + 1))
  done
  nothing_half_made
}
