# A root who may do less than root of the machine: in containers, sandboxes, user namespaces.
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# limited WORD...: as root without CAP_SYS_ADMIN, as in a container of podman or docker.
limited() {
  setpriv --bounding-set -sys_admin --inh-caps -sys_admin "$@"
}

# single WORD...: as root of a user namespace that has no other id.
single() {
  unshare --user --map-root-user "$@"
}

@test "root without CAP_SYS_ADMIN builds and runs in a user namespace with all ids" {
  only_root
  run -0 --separate-stderr limited plash build --from-id 1 --run 'touch /x /y' 'chown 1234:33 /x'
  assert_equal 2 "$output"
  [[ $stderr != *plash* ]]
  assert_equal '1234 33' "$(limited plash run 2 stat -c '%u %g' /x)"
  assert_equal "$(xargs </proc/self/uid_map)" "$(limited plash run 2 cat /proc/self/uid_map | xargs)"
  assert_equal 3 "$(limited plash create 2 rm /y)"
  limited plash rm 3
  forbid_java
  limited plash run 2 test -e /x
}

@test "root without CAP_SYS_ADMIN imports and exports files of all owners" {
  only_root
  mkdir t
  touch t/f
  tar -cf t.tar --owner 70000 --group 33 -C t .
  run -0 limited plash import-tar t.tar
  assert_equal '70000 33' "$(stat -c '%u %g' "$(plash nodepath "$output")/_data/root/f")"
  limited plash export-tar "$output" out.tar
  assert_contains "$(tar --numeric-owner -tvf out.tar)" '70000/33'
}

@test "root of one id maps no other, and files of other owners become its own" {
  mkdir t
  touch t/f
  tar -cf t.tar --owner 70000 --group 33 -C t .
  export PLASH_DATA=$BATS_TEST_TMPDIR/single
  run -0 --separate-stderr single plash import-tar t.tar
  assert_equal '' "$stderr"
  assert_equal "$(id -u)" "$(stat -c %u "$PLASH_DATA/index/$output/_data/root/f")"
  run -0 single plash --from-busybox --run 'touch /x' -- ls /x
  assert_contains "$output" /x
  single rm -rf "$PLASH_DATA"
}

@test "a chroot whose root directory is no mount point is refused with what to do about it" {
  only_root
  mkdir root
  # shellcheck disable=SC2016 # for the inner shell
  run -1 --separate-stderr unshare --mount --propagation private sh -ec '
    for place in /*; do
      [ -d "$place" ] || continue
      [ -L "$place" ] && cp -P "$place" root && continue
      mkdir "root$place" && mount --rbind "$place" "root$place"
    done
    chroot root env PLASH_DATA="$HOME/chrooted" plash build --from-busybox --run true'
  assert_contains "$stderr" 'plash error:'
  assert_contains "$stderr" 'the root directory of this chroot is no mount point'
  assert_contains "$stderr" 'mount --bind DIRECTORY DIRECTORY'
}
