# Machines without /proc or /dev/null, and users who lack something: it works, or one line says what is missing.
load lib/helper
load lib/doctor

setup() { world_reset; }

teardown() {
  cd /
  user_clean
  world_clean
}

# all_refused SETUP MESSAGE HINT: every command that touches the data directory, which begin alike, is refused with one
# line and a hint where SETUP was run.
all_refused() {
  local words
  for words in 'run 1 true' 'build --from-id 1 --run true' 'with-mount 1 true' 'sudo true' 'ls' 'map key' 'rm 1' 'clean'; do
    # shellcheck disable=SC2086 # words
    assert_refused 1 "$2" on_machine "$1" plash $words
    assert_contains "$stderr" "$3"
    assert_equal 2 "$(wc -l <<<"$stderr")"
  done
}

@test "without /proc there is one line, which tells how to mount it" {
  all_refused 'mount -t tmpfs proc /proc' 'nothing is mounted on /proc' 'plash: mount it: as root: mount -t proc proc /proc'
}

@test "without /dev/null there is one line, which tells how to make it" {
  all_refused 'mount -t tmpfs dev /dev' '/dev/null is not there, or no device' 'mknod -m 666 /dev/null c 1 3'
}

@test "where /proc is read-only, a user is told which option of docker and podman opens it" {
  user_make
  as_user 'mount --bind /proc /proc && mount -o remount,bind,ro /proc' sh -c 'plash --from-busybox -- true 2>&1'
  assert_equal 125 "$status"
  assert_contains "$output" 'Read-only file system'
  assert_contains "$output" 'plash: /proc is read-only: start the outer container with --security-opt systempaths=unconfined'
}

@test "in another group than the primary one, for which newuidmap does nothing, a user is told so" {
  user_make
  # shellcheck disable=SC2016 # for the shell of as_user
  as_user 'become="setpriv --reuid 54321 --regid 54322 --clear-groups"' sh -c 'plash --from-busybox -- true 2>&1'
  assert_equal 125 "$status"
  assert_contains "$output" 'plash: newuidmap and newgidmap work in your primary group only, to which this returns: newgrp'
}

@test "a user without a name or HOME is told to set one, and has containers with the own id" {
  user_make
  # shellcheck disable=SC2016 # for the shell of as_user
  as_user 'umount /etc/passwd; echo other:2000000:65536 >"$place/sub"' sh -c '
    (
      unset HOME PLASH_DATA
      plash ls 2>&1
    )
    plash --from-busybox --run "id -u; touch /a" -- sh -c "id -u; ls /a" 2>/dev/null'
  assert_equal "$(printf '%s\n' 'plash error: no such user: 54321' 'plash: set HOME or PLASH_DATA' 0 /a)" "$output"
}

@test "a user without a name who has a range of ids is told that newuidmap wants one" {
  user_make
  # shellcheck disable=SC2016 # for the shell of as_user
  as_user 'umount /etc/passwd; echo 54321:2000000:65536 >"$place/sub"' sh -c 'plash --from-busybox -- true 2>&1'
  assert_equal 125 "$status"
  assert_contains "$output" 'plash: newuidmap and newgidmap know no user without a name: as root: useradd --uid UID NAME'
}

@test "a uid beyond 2^31 and 40 groups are no obstacle, with a /proc that hides the processes of others" {
  user_make
  local groups
  groups=$(seq -s , 70001 70040)
  chown 3000000001:3000000002 "$place/home"
  # shellcheck disable=SC2016 # for the shell of as_user
  as_user 'echo "big:x:3000000001:3000000002::$place/home:/bin/sh" >>"$place/passwd"
    echo big:2000000:65536 >"$place/sub"
    mount -t proc -o hidepid=2 proc /proc
    become="setpriv --reuid 3000000001 --regid 3000000002 --groups '"$groups"'"' sh -c '
    plash --from-busybox --run "touch /a" -- sh -c "id -u; id -G | wc -w; ls /a" 2>/dev/null
    plash clean | tail -n 1
    plash export-tar 2 - | tar -t | grep -cx "\(./\)\?a"
    plash rm 2; plash ls | tail -n +2 | wc -l'
  assert_equal "$(printf '%s\n' 0 41 /a 'removed_tmpdirs: 1' 1 1)" "$output"
}

@test "what a host has mounted below /dev and /sys is there in programs and layers, whatever its kind" {
  # shellcheck disable=SC2016 # for the inner shell
  run -0 --separate-stderr on_machine '
    mkdir -p "$HOME/disk/deep"
    mount -t tmpfs shm /dev/shm
    mkdir -p /dev/shm/"a b"/c
    mount -t tmpfs -o ro,nosuid,nodev,noexec odd /dev/shm/"a b"
    mount --bind "$HOME/disk" /sys/kernel
    mount -t tmpfs -o ro sub /sys/kernel/deep
    : >"$HOME/disk/file"
    mount --bind /dev/zero /sys/kernel/file' sh -c '
    plash run 1 sh -c "ls -d /dev/shm/a?b /sys/kernel/deep; test -c /sys/kernel/file && echo device"
    plash build --from-id 1 --run "test -d /dev/shm/a?b && test -d /sys/kernel/deep && test -c /sys/kernel/file" 2>/dev/null'
  assert_equal "$(printf '%s\n' '/dev/shm/a b' /sys/kernel/deep device 2)" "$output"
}

@test "in a directory that the user may not enter, as after su in root's home, everything works" {
  user_make
  mkdir -m 700 "$place/shut"
  as_user 'cd "$place/shut"' sh -c '
    plash --from-busybox --run "touch /a" -- ls /a 2>&1
    plash run 2 pwd
    plash doctor | grep "^ok *namespaces"'
  assert_equal 0 "$status"
  assert_contains "$output" $'\n/a\n/\nok       namespaces'
}
