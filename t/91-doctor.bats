# plash doctor: what it prints, and what it finds of programs, the shell, the kernel and /proc.
# bats file_tags=once
load lib/helper
load lib/doctor

setup() { world_reset; }

teardown() { world_clean; }

# json EXPRESSION: what python makes of the objects in output, as `all`, and by name in `by`.
json() {
  python3 -c 'import json, sys
all = json.load(sys.stdin)
by = {one["name"]: one for one in all}
print('"$1"')' <<<"$output"
}

# snapshot PATH...: all that lies there, with modes, owners, sizes, times of change and links.
snapshot() {
  find "$@" -printf '%p %m %U %G %s %C@ %l\n' | sort
}

@test "on a machine where plash works, nothing is broken" {
  local name
  run -0 --separate-stderr plash doctor
  assert_equal '' "$stderr"
  assert_equal '' "$(grep -vE '^(ok|limited|unknown) +[a-z0-9.-]+: ' <<<"$output")"
  for name in proc kernel sh mount unshare tar java namespaces ids data space inodes union leftovers; do
    assert_line ok "$name"
  done
  assert_line ok data "$PLASH_DATA"
  assert_line ok kernel "$(uname -r)"
  assert_line ok tar "$(command -v tar)"
}

@test "--json prints the same findings as an array of objects with five keys" {
  local text
  run -0 plash doctor
  text=$output
  run -0 --separate-stderr plash doctor --json
  assert_equal '' "$stderr"
  assert_equal "$(sed 's/^[a-z]* *//; s/: .*//' <<<"$text")" "$(json '"\n".join(one["name"] for one in all)')"
  assert_equal "$(cut -d ' ' -f 1 <<<"$text")" "$(json '"\n".join(one["status"] for one in all)')"
  assert_equal '[]' "$(json '[one for one in all if list(one) != ["name", "status", "found", "effect", "fix"]]')"
  assert_equal "('', '')" "$(json '(by["java"]["effect"], by["java"]["fix"])')"
}

@test "--json quotes what paths can hold" {
  export PLASH_DATA=$PWD/'a"b\c é'
  run -0 plash doctor --json
  assert_equal True "$(PYTHONUTF8=1 json 'by["data"]["found"].startswith('"'$PWD/a\"b\\\\c é'"')')"
  export PLASH_DATA=$PWD/$'a\nb\tc'
  run -0 plash doctor
  assert_line ok data "$PWD/a?b?c"
}

@test "other words are wrong use" {
  run -2 --separate-stderr plash doctor --xml
  assert_equal '' "$output"
  assert_contains "$stderr" 'plash-doctor: usage: plash doctor [ --json ]'
}

@test "it changes nothing, whether there is a data directory or not" {
  local before
  plash run 1 true
  touch file
  before=$(snapshot . "$PLASH_DATA" | grep -v "^$PLASH_DATA/tmp ")
  plash doctor
  assert_equal "$before" "$(snapshot . "$PLASH_DATA" | grep -v "^$PLASH_DATA/tmp ")"
  export PLASH_DATA=$PWD/a/b/c TMPDIR=$PWD
  before=$(snapshot . | grep -v '^\. ')
  run -0 plash doctor
  assert_equal "$before" "$(snapshot . | grep -v '^\. ')"
  assert_line ok data "$PWD/a/b/c, to be made on first use"
  assert_equal '' "$(doctor_line leftovers)"
}

@test "a result that cannot be written is an error" {
  run -1 bash -c 'plash doctor 2>&1 >/dev/full'
  assert_contains "$output" 'plash error: cannot write the result to stdout'
}

# Programs.

# fix_of PROGRAM: how a program is installed here.
fix_of() {
  awk -F '|' -v name="$1" '$1 == name { print "to mend it: install the package " $2 " (as root: apt-get install " $2 ")" }' \
    "$(dirname "$(readlink -f bin/plash)")/../libexec/plash/lib/packages"
}

@test "each program that is missing is told, with what does not work and the package" {
  local broken='mount unshare setsid setpriv mktemp sync awk' name
  local limited='tar gzip bzip2 xz zstd gpgv python3 mmdebstrap busybox fuse-overlayfs'
  link_farm
  /bin/ln -sf /bin/true bin/apt-get
  for name in $broken $limited newuidmap newgidmap; do
    /bin/rm -f "bin/$name"
  done
  run -1 plash doctor
  PATH=$PATH:/usr/bin
  for name in $broken; do
    assert_line broken "$name" 'there is none in PATH; ' "$(fix_of "$name")"
  done
  for name in $limited; do
    assert_line limited "$name" 'there is none in PATH; ' "$(fix_of "$name")"
  done
  assert_line broken mount '; nothing can run; '
  assert_line broken setpriv '; builds fail; '
  assert_line limited tar '; archives cannot be imported, and containers not be exported; '
  [ "$(id -u)" -eq 0 ] || assert_line limited newuidmap 'only your own user id is mapped' "$(fix_of newuidmap)"
  [ "$(id -u)" -eq 0 ] || assert_line limited newgidmap 'only your own user id is mapped' "$(fix_of newgidmap)"
}

@test "a PATH without sbin, as ordinary users have it, is enough" {
  local chroot
  link_farm
  rm bin/chroot
  if chroot=$(PATH=/usr/sbin:/sbin command -v chroot); then
    assert_equal ran "$(plash run 1 echo ran)"
    run -0 plash doctor
    assert_line ok chroot "$chroot"
  else
    run -1 plash doctor
    assert_line broken chroot 'there is none in PATH; ' "$(fix_of chroot)"
  fi
}

@test "an error of another command that a missing program causes names the same package" {
  local fix
  link_farm
  ln -sf /bin/true bin/apt-get
  rm bin/sync bin/xz
  run -1 plash doctor
  fix=$(doctor_line sync)
  run -1 --separate-stderr plash create 1 touch /x
  assert_contains "$stderr" 'cannot start sync'
  assert_equal "$(fix_of sync)" "to mend it: ${stderr##*plash: }"
  assert_contains "$fix" "$(fix_of sync)"
}

@test "a program that does not know the options plash needs is told, as busybox's are" {
  local name
  gate 'busybox has no mount, tar and xz' busybox mount --help
  link_farm
  for name in mount unshare tar xz; do
    ln -sf "$(command -v busybox)" "bin/$name"
  done
  run -1 plash doctor
  assert_line broken mount "$PWD/bin/mount does not know -c, which plash needs; nothing can run; "
  assert_line broken unshare 'does not know --mount --propagation slave'
  assert_line limited tar 'does not know --xattrs --preserve-permissions' "$(fix_of tar)"
  assert_line ok xz "$PWD/bin/xz"
}

@test "options that the user has set for calls of his own are not those of plash's tools" {
  TAR_OPTIONS=--no-such-option XZ_OPT=--no-such-option run -0 --separate-stderr plash doctor
  assert_line ok tar "$(command -v tar)"
  assert_line ok xz "$(command -v xz)"
}

@test "where there are no programs at all, findings are all that is printed" {
  local plash
  plash=$(readlink -f "$(command -v plash)")
  run -1 --separate-stderr env PATH=/nonexistent "$plash" doctor
  assert_equal '' "$stderr"
  assert_line broken unshare 'there is none in PATH'
}

@test "a program that cannot be executed is told" {
  link_farm
  rm bin/zstd
  : >bin/zstd
  run plash doctor
  assert_line limited zstd "$PWD/bin/zstd cannot be executed"
}

@test "the package manager of the machine decides how a program is installed" {
  local manager words
  link_farm
  for manager in apt-get dnf pacman apk zypper zstd; do
    rm -f "bin/$manager"
  done
  run plash doctor
  assert_line limited zstd "to mend it: install the package zstd"
  for words in 'dnf install' 'pacman -S' 'apk add' 'zypper install'; do
    ln -s /bin/true "bin/${words% *}"
    run plash doctor
    assert_line limited zstd "to mend it: install the package zstd (as root: $words zstd)"
    rm "bin/${words% *}"
  done
}

# The shell, java, the kernel and /proc.

@test "without java what the shell can check is told, and that the rest needs it" {
  link_farm
  rm bin/java
  run -1 --separate-stderr plash doctor
  assert_equal '' "$stderr"
  assert_line broken java 'no java in PATH; only what was built before can run; to mend it: install a Java 17 runtime'
  assert_line unknown rest 'that needs Java'
  assert_line ok mount
  assert_line ok sh
  assert_equal '' "$(doctor_line namespaces)"
  run -1 plash doctor --json
  assert_equal 'broken no java in PATH' "$(json 'by["java"]["status"] + " " + by["java"]["found"]')"
}

@test "java that is too old, or not where JAVA_HOME says, is told in the words of other commands" {
  mkdir -p jdk/bin
  printf '#!/bin/sh\necho "openjdk version \\"11.0.21\\"" >&2\n' >jdk/bin/java
  chmod +x jdk/bin/java
  JAVA_HOME=$PWD/jdk run -1 plash doctor
  assert_line broken java "$PWD/jdk/bin/java is Java 11, plash needs 17 or later"
  JAVA_HOME=/nonexistent run -1 plash doctor
  assert_line broken java 'no java in /nonexistent'
  JAVA_HOME=/nonexistent run -1 --separate-stderr plash map key 1
  assert_contains "$(JAVA_HOME=/nonexistent plash doctor | grep ' java:')" "to mend it: ${stderr##*plash: }"
}

@test "a /bin/sh that cannot run plash is told, by plash itself" {
  # shellcheck disable=SC2016 # for the inner shell
  run -1 on_machine 'mount --bind /bin/false "$(readlink -f /bin/sh)"' bash "$(command -v plash)" doctor
  assert_line broken sh 'cannot run plash; nothing can run; to mend it: make /bin/sh a supported shell: as root: ln -sf /'
}

@test "a kernel before 5.11 is told" {
  local release
  for release in 5.10.0-8-amd64 4.19.300 2.6; do
    echo "$release" >release
    run -1 on_machine 'mount --bind release /proc/sys/kernel/osrelease' plash doctor
    assert_line broken kernel "Linux $release; nothing can run" 'boot Linux 5.11 or later'
  done
  echo 5.11.0 >release
  run -0 on_machine 'mount --bind release /proc/sys/kernel/osrelease' plash doctor
  assert_line ok kernel 5.11.0
}

@test "a /proc that is not mounted is told" {
  run -1 --separate-stderr on_machine 'mount -t tmpfs none /proc' plash doctor
  assert_equal '' "$stderr"
  assert_line broken proc 'nothing is mounted on /proc; nothing can run' 'mount -t proc proc /proc'
  assert_line unknown java
}
