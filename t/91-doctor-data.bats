# plash doctor: the data directory and its file system, and what containers see of the host.
# bats file_tags=once
load lib/helper
load lib/doctor

setup() { world_reset; }

teardown() {
  user_clean
  world_clean
}

# on_files_of OPTIONS: the doctor's findings where the data directory is on a new file system, which mount(8) makes by
# OPTIONS; it is at $PWD/place.
on_files_of() {
  mkdir -p place
  export PLASH_DATA=$PWD/place/data
  run --separate-stderr on_machine "mount $1 place" plash doctor
  assert_equal '' "$stderr"
}

# The data directory.

@test "a data directory of somebody else is told in the words of other commands" {
  user_make
  mkdir "$place/home/data"
  as_user '' plash doctor
  [ "$status" -eq 1 ]
  assert_line broken data 'belongs to root; nothing can run; to mend it: set PLASH_DATA to a directory of your own'
  assert_line unknown union 'there is no data directory'
  assert_line ok namespaces
}

@test "a data directory whose name is not text, and a user without a home, are told" {
  PLASH_DATA=$PWD/$'a\377b' run -1 --separate-stderr plash doctor
  assert_equal '' "$stderr"
  assert_line broken data 'is not valid UTF-8' 'use a directory whose name is text'
  user_make
  cp /etc/passwd "$place/passwd"
  as_user 'unset HOME PLASH_DATA' plash doctor
  assert_line broken data 'no such user: 54321'
}

@test "a data directory that cannot be written is told" {
  on_files_of '-t tmpfs -o ro none'
  [ "$status" -eq 1 ]
  assert_line broken data 'on tmpfs; you cannot write to ' 'set PLASH_DATA to a directory that you can write'
  assert_line broken union "cannot make a directory in $PWD/place" 'set PLASH_DATA to a directory that you can write'
}

@test "little space and few inodes are told, and too little of them" {
  on_files_of '-t tmpfs -o size=100m none'
  [ "$status" -eq 0 ]
  assert_line limited space '104 MB free; large builds and imports fail; to mend it: delete files, `plash clean`'
  on_files_of '-t tmpfs -o size=512k none'
  [ "$status" -eq 1 ]
  assert_line broken space 'kB free; builds and imports fail'
  on_files_of '-t tmpfs -o nr_inodes=5000 none'
  [ "$status" -eq 0 ]
  assert_line limited inodes '4999 free; large builds and imports fail'
  on_files_of '-t tmpfs -o nr_inodes=60 none'
  [ "$status" -eq 1 ]
  assert_line broken inodes '59 free; builds and imports fail'
  on_files_of '-t tmpfs -o nr_inodes=0 none'
  assert_line ok inodes 'as many as there is space for'
}

@test "a full file system is told, and nothing is left on it" {
  mkdir place
  # shellcheck disable=SC2016 # for the inner shell
  PLASH_DATA=$PWD/place run -1 on_machine 'mount -t tmpfs -o nr_inodes=4 none place; touch place/1 place/2 place/3' \
    sh -c 'plash doctor; status=$?; ls -A place; exit $status'
  assert_line broken union
  assert_equal $'1\n2\n3' "$(tail -n 3 <<<"$output")"
}

# Overlays.

@test "a file system on which changes must be kept in memory is told, with a place that would do" {
  mkdir place
  export PLASH_DATA=$PWD/place/data
  run -0 on_machine 'mkdir lower upper work; mount -t overlay -o userxattr,lowerdir=lower,upperdir=upper,workdir=work none place' \
    plash doctor
  assert_line ok data "$PWD/place/data, to be made on first use, on overlay"
  assert_line limited union "on the file system of $PWD/place: cannot make a whiteout: mknod: " \
    '; what programs change, and layers while they are built, take memory; ' 'set PLASH_DATA=/var/tmp/plash-'
  assert_equal '' "$(find /var/tmp -maxdepth 1 -name '.plashtmp_*' -user "$(id -u)" -mmin -1)"
}

@test "a file system without extended attributes, on which layers keep what was deleted, is told" {
  user_make # who may not use FUSE
  as_user 'mkdir -p ram; mount -t ramfs none ram; chmod 777 ram; export PLASH_DATA=$PWD/ram/d' plash doctor
  assert_line broken union 'cannot mark what a layer deletes: ' 'Operation not supported' \
    'the data directory must lie on a file system that can hold overlay layers' 'set PLASH_DATA='
}

@test "a kind of union that config/union_taste names and that is not there is told" {
  echo unionfs-fuse >"$PLASH_DATA/config/union_taste"
  link_farm
  rm -f bin/unionfs bin/unionfs-fuse
  run -1 plash doctor
  assert_line broken union 'unionfs-fuse is not installed' 'install unionfs-fuse, or have the kind chosen: echo auto'
}

# bats test_tags=as-root
@test "in failsafe mode nothing is mounted on the host" {
  only_root
  PLASH_NO_UNSHARE=1 run -0 plash doctor
  assert_line ok namespaces 'none are made, since PLASH_NO_UNSHARE is set'
  assert_line unknown union 'it would be mounted on the host'
}

@test "a kernel without overlays is told" {
  link_farm
  rm bin/mount
  cat >bin/mount <<'EOF2'
#!/bin/sh
case $* in
  *--version) exit 0 ;;
esac
echo "mount: /merged: unknown filesystem type 'overlay'." >&2
exit 32
EOF2
  chmod +x bin/mount
  run -1 plash doctor
  assert_line broken union "unknown filesystem type 'overlay'" 'to mend it: as root: modprobe overlay'
}

# What is left.

@test "what programs and killed builds left is counted" {
  plash run 1 true
  plash run 1 true
  run -0 plash doctor
  assert_line ok leftovers 'of 2 programs that have ended, and of 0 builds that were killed'
  mkdir "$PLASH_DATA/tmp/plashtmp_1_99999999_1_00000000_1-0"
  run -0 plash doctor
  assert_line limited leftovers 'of 1 builds that were killed; they take space; to mend it: `plash clean`'
  plash clean >/dev/null 2>&1
  run -0 plash doctor
  assert_line ok leftovers 'of 0 programs that have ended, and of 0 builds'
}

# The host.

@test "a resolv.conf that is missing, empty or dangling is told" {
  : >empty
  run -0 on_machine 'mount --bind empty /etc/resolv.conf' plash doctor
  assert_line limited resolv.conf 'no file that can be read, or is empty' 'cannot look up host names' 'nameserver'
}

# small_dev: shell text that leaves /dev the usual files alone, without fuse.
small_dev='mkdir small
  mount -t tmpfs none small
  for name in null zero urandom; do
    : >small/$name
    mount --bind /dev/$name small/$name
  done
  mount --move small /dev'

@test "a /dev without fuse, and a fuse that cannot be opened, are told" {
  user_make # devices do not work on what an ordinary user mounts
  run -0 on_machine "$small_dev" plash doctor
  assert_line limited fuse 'there is no /dev/fuse; nothing can be mounted by FUSE' 'modprobe fuse'
  as_user "$small_dev; : >/dev/fuse; chmod 600 /dev/fuse; chmod 755 /dev" plash doctor
  assert_line limited fuse '/dev/fuse cannot be read and written' 'as root: chmod 666 /dev/fuse'
}

@test "the socket of docker is the one that other commands would use" {
  python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("engine")'
  DOCKER_HOST=unix://$PWD/engine run -0 plash doctor
  assert_line ok docker "$PWD/engine"
  DOCKER_HOST=unix:///x/y run -0 plash doctor
  assert_line limited docker 'cannot reach docker at /x/y: no such file or directory' 'export-docker fail; to mend it: is docker running?'
  DOCKER_HOST=tcp://x run -0 plash doctor
  assert_line limited docker 'cannot use DOCKER_HOST tcp://x' 'export-docker fail; to mend it: set DOCKER_HOST to unix://PATH'
}
