# PLASH_NO_UNSHARE: no namespaces at all, for root. Tried in a mount namespace that is thrown away.
load lib/helper
load lib/image

setup() {
  world_reset
  mount_points=$BATS_TEST_TMPDIR/mount-points
  : >"$mount_points"
}

teardown() {
  xargs -r rmdir <"$mount_points"
  world_clean
}

# failsafe SCRIPT: runs it with PLASH_NO_UNSHARE in a mount namespace of its own; the directories that
# are mount points at its end are noted, to be removed when the namespace is gone.
failsafe() {
  only_root
  gate 'cannot make mount namespaces' unshare -m true
  run --separate-stderr unshare -m sh -c '
    exec 9>>"$2"
    PLASH_NO_UNSHARE=1 sh -c "$1"
    status=$?
    grep -o "/var/tmp/plash-mountpoint-[^/ ]*" /proc/self/mounts | sort -u >&9
    exit "$status"' sh "$1" "$mount_points"
  echo "$stderr" >&2
}

@test "run, in the mount namespace of the caller, mounts on a private directory and leaves it" {
  failsafe 'readlink /proc/self/ns/mnt; plash run 1 sh -c "readlink /proc/self/ns/mnt; echo x >/x; ls /bin/busybox"'
  assert_equal 0 "$status"
  assert_equal "${lines[0]}" "${lines[1]}"
  assert_equal /bin/busybox "${lines[2]}"
  assert_equal 1 "$(grep -c . "$mount_points")"
  assert_equal 700 "$(stat -c %a "$(cat "$mount_points")")"
  [[ $(cat "$mount_points") =~ ^/var/tmp/plash-mountpoint-[0-9]+-[A-Za-z0-9]{8}$ ]]
  [ "${lines[0]}" != "$(readlink /proc/self/ns/mnt)" ]
}

@test "the program keeps process id, status and environment as in any run" {
  failsafe 'echo $$; exec plash run 1 A=1 sh -c "echo \$\$ \$A; exit 7"'
  assert_equal 7 "$status"
  assert_equal "${lines[0]} 1" "${lines[1]}"
}

@test "nothing is mounted below the data directory, so that it can be deleted" {
  failsafe 'plash run 1 true; plash --from-id 1 --run "touch /a" -- true; plash runopts -c 1 -d changes true
    plash with-mount 1 true; plash export-tar 1 /dev/null; plash shallow-copy 1 copy; grep -F "$PLASH_DATA" /proc/self/mounts; rm -r "$PLASH_DATA/tmp" && mkdir "$PLASH_DATA/tmp"'
  assert_equal 0 "$status"
  assert_equal '' "$output"
  assert_equal 7 "$(grep -c . "$mount_points")" # an export of one layer needs none
  [ -e copy/bin/busybox ]
}

@test "runopts keeps changes in a directory of any name" {
  failsafe 'plash runopts -c 1 -d "a b,c:d" -m /etc/passwd sh -c "cp /etc/passwd /copy"'
  assert_equal 0 "$status"
  assert_equal "$(cat /etc/passwd)" "$(cat 'a b,c:d/data/copy')"
}

@test "builds, create, plash-exec and import work, and what they make is good outside" {
  local here=$PWD
  printf '%s\n' '--from-id 1' '--run' 'touch /in-plashfile' '--entrypoint' 'ls' >plashfile
  failsafe 'plash build --from-id 1 --run "touch /a" --layer --run "cp /a /b"; plash create 3 touch /c
    plash-exec ./plashfile /in-plashfile; tar -C / -cf tar etc/passwd; plash import-tar tar'
  assert_equal 0 "$status"
  assert_equal $'3\n4\n/in-plashfile\n6' "$output"
  run -0 plash run 4 ls /a /b /c
  run -0 plash with-mount 6 cat etc/passwd
  nothing_half_made
}

@test "a layer that fails leaves nothing behind in the data directory" {
  failsafe 'plash build --from-id 1 --run "touch /a; false"'
  assert_equal 1 "$status"
  nothing_half_made
}

@test "plash test passes, and leaves no mount point" {
  local before
  before=$(ls -d /var/tmp/plash-mountpoint-* 2>/dev/null || :)
  failsafe 'export TMPDIR=$PWD; plash test plash-runopts; plash test plash-clean'
  assert_equal '' "$(grep -v ' PASS$' <<<"$output")"
  assert_equal 0 "$status"
  assert_equal "$before" "$(ls -d /var/tmp/plash-mountpoint-* 2>/dev/null)"
}

@test "how to enter namespaces is neither read nor written" {
  only_root
  plash run 1 true
  namespaces_entry
  rm "$entry"
  failsafe 'plash run 1 true; plash --from-id 1 --run "touch /a" -- true'
  assert_equal 0 "$status"
  [ ! -e "$entry" ]
  printf 'namespaces_words=false\nset -- false\n' >"$entry"
  failsafe 'plash run 1 true; plash sudo true'
  assert_equal 0 "$status"
}

@test "an ordinary user has namespaces all the same" {
  only_user
  PLASH_NO_UNSHARE=1 run -0 plash run 1 readlink /proc/self/ns/mnt
  [ "$output" != "$(readlink /proc/self/ns/mnt)" ]
  PLASH_NO_UNSHARE=1 run -0 plash build --from-id 1 --run 'touch /a'
}

@test "an empty value changes nothing" {
  PLASH_NO_UNSHARE='' run -0 plash run 1 readlink /proc/self/ns/mnt
  [ "$output" != "$(readlink /proc/self/ns/mnt)" ]
}

@test "a file system that cannot be mounted leaves no mount point" {
  # No upper layer can lie on the mounted container, which is an overlay itself.
  failsafe 'mkdir on && plash mount 1 on changes && cp -a "$PLASH_DATA" on/data &&
    export PLASH_DATA=$PWD/on/data && echo $$ && exec plash run 1 true'
  assert_equal 125 "$status"
  assert_contains "$stderr" "plash error: cannot mount the container's file system"
  assert_contains "$stderr" 'plash: the data directory must lie on a file system that can hold overlay layers'
  run ! compgen -G "/var/tmp/plash-mountpoint-$output-*"
}

@test "a program is started in an image without /bin/sh" {
  image_begin
  rm "$image_tree/bin/sh"
  image_import
  failsafe "plash run $image echo hi"
  assert_equal hi "$output"
}
