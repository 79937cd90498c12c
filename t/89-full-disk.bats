# A disk that is full: what frees space works, one error says what is wrong with the rest, and nothing stays
# broken once there is space again.
# bats file_tags=once
load lib/helper
load lib/small_disk

setup() {
  world_reset
  gate 'no tmpfs in a namespace' in_tmpfs size=64m true
}

teardown() {
  world_clean
}

# frees FILL OPTIONS: with 0 to 3 pages or inodes left, rm, shrink and clean end well and delete.
frees() {
  run -0 --separate-stderr in_tmpfs "$2" '
    for free in 0 1 2 3; do
      id=$(plash create 1 sh -c "mkdir /d && head -c 100000 /dev/zero >/d/f")
      other=$(plash create 1 sh -c "mkdir /d && head -c 100000 /dev/zero >/d/f")
      mkdir -p "$PLASH_DATA/tmp/plashtmp_1_1_1_00000000_1-0/node"
      head -c 100000 /dev/zero >"$PLASH_DATA/tmp/plashtmp_1_1_1_00000000_1-0/node/f"
      rm -f "$PLASH_DATA"/plan/namespaces*
      '"$1"' "$free"
      plash clean >"$HOME/cleaned" || echo "clean with $free: $?"
      grep -q "removed_tmpdirs: 1" "$HOME/cleaned" || cat "$HOME/cleaned"
      free_all
      '"$1"' "$free"
      plash rm "$id" || echo "rm with $free: $?"
      [ ! -e "$PLASH_DATA/index/$id/_data" ] || echo "not removed"
      free_all
      '"$1"' "$free"
      plash shrink 2>"$HOME/shrunk" || { echo "shrink with $free: $?"; cat "$HOME/shrunk"; }
      free_all
      ls "$PLASH_DATA/tmp"
      [ ! -e "$PLASH_DATA/index/$other/_data" ] || echo "not shrunk"
    done'
  assert_equal '' "$output$stderr"
}

@test "clean, rm and shrink free space on a disk without a free page" {
  frees fill_pages size=32m
}

@test "clean, rm and shrink free space on a disk without a free inode" {
  frees fill_inodes size=64m,nr_inodes=2500
}

@test "on a full disk a program is refused in two lines, and a build that is known prints its id" {
  run -0 --separate-stderr in_tmpfs size=32m '
    plash build --from-id 1 --run "touch /a" 2>/dev/null
    plash run 1 true
    rm -r "$PLASH_DATA/plan/build"
    fill_pages 0
    plash build --from-id 1 --run "touch /a" 2>/dev/null
    plash --from-id 1 --run "touch /a" -- true
    echo "$?"
    plash run 1 true || echo "$?"'
  assert_equal "$(printf '%s\n' 2 2 125 125)" "$output"
  assert_equal 4 "$(wc -l <<<"$stderr")"
  assert_equal 2 "$(grep -c '^plash error: cannot write .*fstab$' <<<"$stderr")"
  assert_equal 2 "$(grep -c '^plash: delete files, `plash clean`' <<<"$stderr")"
}

@test "a first use that meets a full disk fails, and works once there is space" {
  run -0 --separate-stderr in_tmpfs size=32m '
    export PLASH_DATA=$HOME/disk/new
    for free in 0 1 2 3; do
      fill_pages "$free"
      plash build --from-busybox 2>"$HOME/message"
      grep -c "plash error:" "$HOME/message"
      free_all
      plash run "$(plash build --from-busybox)" echo works
      rm -r "$PLASH_DATA"
    done'
  assert_equal '' "$stderr"
  assert_equal "$(printf '1\nworks\n%.0s' 1 2 3 4)" "$output"
}

@test "a first use that is killed at any step works the next time" {
  gate 'strace is not installed or not permitted' strace -f -o /dev/null true
  local call number
  for call in mkdir symlink rename write; do
    for number in 1 2 3 5 8; do
      export PLASH_DATA=$HOME/$call-$number
      strace -f -qq -o /dev/null -e "trace=$call" -e "inject=$call:signal=KILL:when=$number" plash init ||
        [ "$?" -eq 137 ]
      assert_equal 1 "$(plash build --from-busybox)"
      plash run 1 true
      inside_namespace rm -r "$PLASH_DATA"
    done
  done
}

@test "an empty union taste, which an earlier plash left when it was killed, counts as auto" {
  : >"$PLASH_DATA/config/union_taste"
  assert_equal 2 "$(plash create 1 true)"
  plash run 2 true
}

# bats test_tags=as-root
@test "rm that cannot take a container out of sight says so and leaves it whole" {
  only_root # newuidmap has no rights under strace
  gate 'strace is not installed or not permitted' strace -f -o /dev/null true
  plash create 1 touch /a
  run --separate-stderr strace -f -qq -o /dev/null -e trace=rename -e inject=rename:error=EIO plash rm 2
  assert_equal 1 "$status"
  assert_contains "$stderr" 'plash error: cannot remove container 2:'
  plash run 2 ls /a
  nothing_half_made
  plash rm 2
  run -1 plash run 2 true
}
