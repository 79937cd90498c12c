# plash doctor: namespaces, and the ids that are mapped in them.
load lib/helper
load lib/doctor

setup() { world_reset; }

teardown() {
  user_clean
  world_clean
}

# Namespaces that are refused.

@test "namespaces that a limit forbids are told with the sysctl" {
  # shellcheck disable=SC2016 # for the inner shell
  run -1 unshare --user --map-root-user --mount sh -c \
    'echo 0 >/proc/sys/user/max_mnt_namespaces && exec plash doctor'
  assert_line broken namespaces 'No space left on device; nothing can run; to mend it: raise it: sysctl user.max_mnt_namespaces=10000'
  assert_line unknown union 'there are no namespaces'
  only_user
  cd /
  run -1 inside_namespace sh -c 'echo 0 >/proc/sys/user/max_user_namespaces &&
    exec setpriv --reuid 1 --regid 1 --clear-groups env PLASH_DATA=/var/tmp/none plash doctor'
  assert_line broken namespaces 'to mend it: raise it: sysctl user.max_user_namespaces=10000'
}

@test "a user in a chroot, which forbids user namespaces, is told so" {
  user_make
  as_user 'mkdir "$place/root"; mount --rbind / "$place/root"; become="chroot $place/root $become"' plash doctor
  assert_line broken namespaces 'cannot make a user namespace' 'not possible inside a chroot'
  [ "$status" -eq 1 ]
}

@test "the sysctls of Debian and Ubuntu that forbid user namespaces are told" {
  local name
  user_make
  for name in unprivileged_userns_clone=0 apparmor_restrict_unprivileged_userns=1; do
    # The kernel refuses by the chroot; which of them are there is what counts.
    name=$name as_user 'mkdir -p "$place/root"; mount --rbind / "$place/root"
      mount -t tmpfs none "$place/root/proc/sys/kernel"
      echo "${name#*=}" >"$place/root/proc/sys/kernel/${name%=*}"
      become="chroot $place/root $become"' plash doctor
    assert_line broken namespaces "to mend it: as root: sysctl kernel.${name%=*}=$((1 - ${name#*=}))"
  done
}

@test "seccomp that refuses namespaces is told, to users and to root" {
  user_make
  forbid_unshare
  chmod 755 "$BATS_TEST_TMPDIR"
  gate 'python3 cannot set a filter' "${forbidding[@]}" true
  python=${forbidding[0]} filter=${forbidding[1]} as_user 'cp "$filter" "$place/filter"; become="$python $place/filter $become"' \
    plash doctor
  assert_line broken namespaces 'to mend it: start the outer container with --cap-add SYS_ADMIN, which also opens'
  run -1 "${forbidding[@]}" plash doctor
  assert_line broken namespaces 'cannot make a mount namespace'
}

@test "a root without CAP_SYS_ADMIN that may make no user namespace either is told" {
  # shellcheck disable=SC2016 # for the inner shell
  run -1 unshare --user --map-root-user sh -c 'echo 0 >/proc/sys/user/max_user_namespaces &&
    exec setpriv --bounding-set -sys_admin plash doctor'
  assert_line broken namespaces 'cannot make a mount namespace' 'to mend it: this root lacks CAP_SYS_ADMIN: inside docker'
}

@test "a chroot whose root directory is no mount point is told" {
  only_root
  mkdir root
  # shellcheck disable=SC2016 # for the inner shell
  run -1 unshare --mount --propagation private sh -ec 'mount -t tmpfs none root
    mkdir root/root root/root/tmp
    for name in bin sbin lib lib64 usr etc proc dev var home work; do
      [ ! -d "/$name" ] || [ -L "/$name" ] || { mkdir "root/root/$name"; mount --rbind "/$name" "root/root/$name"; }
      [ ! -L "/$name" ] || cp -P "/$name" root/root
    done
    exec chroot root/root env PLASH_DATA=/tmp/data "$@"' sh "$(command -v plash)" doctor
  assert_line broken namespaces 'is no mount point; nothing can run; to mend it: bind it over itself outside'
}

@test "a user namespace without a map is told" {
  run -1 unshare --user env PLASH_DATA="$PLASH_DATA" plash doctor
  assert_line broken namespaces 'start the outer user namespace with a map'
}

# Ids.

@test "ids that the files give and that are mapped are counted" {
  user_make
  as_user '' plash doctor
  assert_line ok subuid '65536 ids from 2000000 on'
  assert_line ok subgid '65536 ids from 2000000 on'
  assert_line ok ids ' are mapped'
  assert_line ok newuidmap
  assert_line ok namespaces 'a user and a mount namespace can be made'
  [ "$status" -eq 0 ]
}

@test "a root that has one id is told" {
  run unshare --user --map-root-user plash doctor
  assert_line limited ids '1 is mapped; ' 'package managers that change owners fail' 'with more ids'
}

@test "a user without a range is told a free one" {
  user_make
  printf 'a:100000:65536\nb:231072:65536\n' >"$place/sub"
  as_user '' plash doctor
  [ "$status" -eq 0 ]
  assert_line limited subuid '/etc/subuid gives no ids to plashids' \
    'to mend it: as root: usermod --add-subuids 165536-231071 --add-subgids 165536-231071 plashids'
  assert_line limited subgid '/etc/subgid gives no ids to plashids' '--add-subgids 165536-231071 plashids'
  assert_line limited ids '1 is mapped, your own; only your own user id is mapped'
}

@test "an error of a build names the same fix as doctor" {
  user_make
  echo 'a:100000:65536' >"$place/sub"
  as_user '' plash doctor
  local fix
  fix=$(doctor_line subuid)
  fix=${fix##*to mend it: }
  assert_contains "$fix" '--add-subuids 165536-231071'
  as_user '' sh -c 'plash build --from-busybox --run true 2>&1'
  assert_contains "$output" "($fix)"
}

@test "a user who has no name gets a line for the files" {
  user_make
  cp /etc/passwd "$place/passwd"
  : >"$place/sub"
  as_user '' plash doctor
  assert_line limited subuid 'gives no ids to 54321' 'as root: echo 54321:' ':65536 | tee -a /etc/subuid /etc/subgid'
}

@test "a short range and one of two users are told" {
  user_make
  printf 'plashids:2000000:1000\nother:2065536:65536\n' >"$place/sub"
  as_user '' plash doctor
  [ "$status" -eq 0 ]
  assert_line limited subuid '1000 ids of 65535' 'to mend it: as root: usermod --add-subuids ' ' plashids'
  assert_line limited ids ' are mapped; files of other owners cannot be made'
  [[ $(doctor_line ids) != *'to mend it'* ]]
  printf 'plashids:2000000:65536\nother:2000100:10\n' >"$place/sub"
  as_user '' plash doctor
  assert_line limited subuid 'your ids 2000000-2065535 are also in 2000100-2000109 of other' \
    'usermod --del-subuids 2000000-2065535 --add-subuids '
}

@test "a file of ranges that cannot be read is told" {
  user_make
  as_user 'chmod 0 "$place/sub"' plash doctor
  assert_line limited subuid 'cannot read /etc/subuid'
}

# newuidmap.

@test "no_new_privs is told" {
  user_make
  as_user '' setpriv --no-new-privs plash doctor
  [ "$status" -eq 1 ]
  assert_line broken namespaces 'cannot map the ids' 'to mend it: start plash from a program without no_new_privs'
  as_user '' setpriv --no-new-privs sh -c 'plash build --from-busybox --run true 2>&1'
  assert_contains "$output" 'plash: start plash from a program without no_new_privs'
}

@test "a newuidmap without its setuid bit, or on a nosuid mount, is told; one with capabilities will do" {
  local map
  user_make
  map=$(readlink -f "$(command -v newuidmap)")
  map=$map as_user 'cp "$map" "$place/map"; mount --bind "$place/map" "$map"' plash doctor
  assert_line broken namespaces "to mend it: as root: chmod u+s $map"
  map=$map as_user 'mount -t tmpfs -o nosuid none /mnt; cp -p "$map" /mnt/map; mount --bind /mnt/map "$map"' plash doctor
  assert_line broken namespaces "to mend it: as root: mount -o remount,suid $map"
  gate 'no setcap' command -v setcap
  map=$map as_user 'setcap cap_setuid+ep "$place/map"; mount --bind "$place/map" "$map"' plash doctor
  assert_line ok ids ' are mapped'
}

@test "a newuidmap that fails for another reason is told with what it says" {
  user_make
  printf '#!/bin/sh\necho "newuidmap: no reason" >&2\nexit 1\n' >"$place/newuidmap"
  chmod 4755 "$place/newuidmap"
  as_user 'PATH=$place:$PATH' plash doctor
  assert_line broken namespaces 'newuidmap: no reason' 'take your lines out of /etc/subuid and /etc/subgid'
}

@test "a range that is not mapped in the outer user namespace is told" {
  only_user
  echo 'daemon:5000000:65536' >sub
  run -1 inside_namespace unshare --mount sh -c 'mount --bind sub /etc/subuid && mount --bind sub /etc/subgid &&
    cd / &&
    exec setpriv --reuid daemon --regid daemon --clear-groups env PLASH_DATA=/var/tmp/none plash doctor'
  assert_line broken namespaces 'that are mapped in this user namespace'
}
