# A disk as a power cut leaves it: the file that a loop device is backed by is copied as soon as plash has answered, without
# unmounting, and the copy is mounted, which replays the journal. What was answered is there and whole.
# bats file_tags=as-root
load lib/helper

setup() {
  only_root
  world_reset
  tar -cf image.tar -C "$PLASH_DATA/layer/0/1/_data/root" .
}

teardown() {
  world_clean
}

# on_disk KIND COMMANDS: runs the shell commands in a mount namespace of its own, in which PLASH_DATA lies on a new disk
# of that KIND, and a function power_cut, which makes the next words see the disk as it came out of one.
on_disk() {
  gate "there is no mkfs.$1" command -v "mkfs.$1"
  losetup --find >/dev/null || skip 'this machine gives no loop device'
  # shellcheck disable=SC2016 # for the inner shell
  unshare --mount --propagation private bash -ec '
    truncate -s 320M disk
    "mkfs.$1" -q disk
    mkdir before after
    mount -o loop disk before
    export PLASH_DATA=$PWD/before/data
    power_cut() {
      umount after 2>/dev/null || true
      cp --sparse=always disk copy
      mount -o loop${nouuid-} copy after
      diff -r --no-dereference before/data/layer after/data/layer
      diff -r --no-dereference before/data/index after/data/index
      diff -r --no-dereference before/data/map after/data/map
    }
    [ "$1" != xfs ] || nouuid=,nouuid
    eval "$2"' bash "$@"
}

# shellcheck disable=SC2016 # for the shell of on_disk
answers='
image=$(plash import-tar image.tar)
power_cut
built=$(plash build --from-id "$image" --run "echo a >/a" --layer --run "echo b >/b; rm /a" --layer --run "seq 20000 >/c")
power_cut
created=$(plash create "$built" sh -c "seq 30000 >/d")
power_cut
plash map name "$created"
power_cut
mkdir before/layer
seq 40000 >before/layer/e
added=$(plash add-layer "$created" before/layer)
power_cut
plash export-oci "$added" --squash oci:layout
pulled=$(plash import-oci oci:layout)
power_cut
plash build --from-url "file://$PWD/image.tar" --run "seq 50000 >/f"
power_cut
export PLASH_DATA=$PWD/after/data
plash run name sh -c "ls /a; tail -n 1 /b /c /d"
plash run "$added" tail -n 1 /d /e
plash run "$pulled" tail -n 1 /c /e
plash --from-url "file://$PWD/image.tar" --run "seq 50000 >/f" -- tail /f
plash build --from-id "$image" --run "echo a >/a" --layer --run "echo e >/e" >/dev/null
plash run name true
plash rm name
plash ls >/dev/null
'

# holds_all: what the last words of `answers` said.
holds_all() {
  assert_contains "$output" $'==> /b <==\nb\n\n==> /c <==\n20000\n\n==> /d <==\n30000'
  assert_contains "$output" $'==> /d <==\n30000\n\n==> /e <==\n40000'
  assert_contains "$output" $'==> /c <==\n20000\n\n==> /e <==\n40000'
  assert_contains "$output" $'49999\n50000'
  assert_equal 0 "$status"
}

@test "what was answered is whole on ext4 after a power cut, and work goes on there" {
  run on_disk ext4 "$answers"
  holds_all
}

@test "what was answered is whole on xfs after a power cut, and work goes on there" {
  run on_disk xfs "$answers"
  holds_all
}

@test "a run of root waits for nothing that others have written" {
  # shellcheck disable=SC2016 # for the shell of on_disk
  run -0 on_disk ext4 '
image=$(plash import-tar image.tar)
plash run "$image" true
yes "of somebody else" | head -c 9M >before/foreign
plash run "$image" touch /a
grep -c "of somebody else" disk || true
sync -f before
grep -c "of somebody else" disk'
  [[ ${lines[-2]} = 0 && ${lines[-1]} -gt 0 ]]
}
