load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# on_small_disk MEGABYTES COMMAND: runs the shell command with a copy of the data directory on a tmpfs
# that has MEGABYTES left, in a mount namespace of its own.
on_small_disk() {
  PLASH_FREE=$1 unshare --mount --propagation private bash -c '
    used=$(du -sk "$PLASH_DATA" | cut -f1)
    mkdir "$HOME/disk" && mount -t tmpfs -o "size=$((used + PLASH_FREE * 1024))k" none "$HOME/disk" &&
      cp -a "$PLASH_DATA/." "$HOME/disk" && mount --bind "$HOME/disk" "$PLASH_DATA" || exit 99
    unset PLASH_FREE
    eval "$1"' bash "$2"
}

@test "a disk that a command fills: one error, earlier layers stay, and the space is free again" {
  only_root
  gate 'no tmpfs' unshare --mount mount -t tmpfs none /mnt
  run -0 --separate-stderr on_small_disk 3 '
    plash build --from-id 1 --run "echo kept >/a" --layer --run "head -c 9000000 /dev/zero >/big"
    echo "status $?"
    ls "$PLASH_DATA/index" "$PLASH_DATA/tmp"
    plash run 2 cat /a
    plash build --from-id 1 --run "echo kept >/a" --layer --run "head -c 1000000 /dev/zero >/small"'
  assert_contains "$output" 'status 1'
  assert_contains "$output" $'\nkept\n'
  assert_equal 1 "$(grep -c 'plash error:' <<<"$stderr")"
  assert_contains "$stderr" 'plash error: build failed with exit status 1'
  [[ $stderr != *'at io.plash'* && $stderr != *Exception* ]]
  [[ ${lines[-1]} =~ ^[3-9]$ ]]
}

@test "a disk that is full already: one error that says so, and nothing half made" {
  only_root
  gate 'no tmpfs' unshare --mount mount -t tmpfs none /mnt
  run -0 --separate-stderr on_small_disk 1 '
    cat /dev/zero >"$PLASH_DATA/filler" 2>/dev/null
    plash build --from-id 1 --run "touch /a"
    echo "status $?"
    rm "$PLASH_DATA/filler"
    ls "$PLASH_DATA/tmp"
    plash run 1 echo whole'
  assert_equal $'status 1\nwhole' "$output"
  assert_equal 1 "$(grep -c 'plash error:' <<<"$stderr")"
  assert_contains "$stderr" 'No space left on device'
}

@test "a data directory that cannot be written is named, and nothing is built" {
  only_user
  chmod 500 "$PLASH_DATA"/{tmp,index,map,plan,lower}
  run -1 --separate-stderr plash build --from-id 1 --run 'touch /a'
  chmod 700 "$PLASH_DATA"/{tmp,index,map,plan,lower}
  assert_equal '' "$output"
  assert_contains "$stderr" 'permission denied'
  assert_equal 1 "$(grep -c 'plash error:' <<<"$stderr")"
}

@test "a place where no data directory can be made is named" {
  only_user
  mkdir -m 500 closed
  PLASH_DATA=$PWD/closed/data assert_refused 1 'cannot make the data directory' plash build --from-busybox
  assert_contains "$stderr" 'set PLASH_DATA to a directory that you can write'
}
