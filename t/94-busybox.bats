# Userlands of busybox: its applets stand first in PATH, are all there is of a tool, or are parts of /bin/sh.
# bats file_tags=once
load lib/helper
load lib/doctor

setup() {
  world_reset
  gate 'no busybox' test -x /bin/busybox
  mkdir applets
  cp -a "$PLASH_DATA/index/1/_data/root" tree 2>/dev/null || :
  tar -cf archive.tar --owner=0 --group=0 -C tree .
  tar -cJf archive.tar.xz --owner=0 --group=0 -C tree .
}

teardown() {
  PATH=/usr/bin:/bin:/usr/sbin:/sbin
  world_clean
}

# applets FOLDER NAME...: puts these applets of busybox, or all, into FOLDER.
applets() {
  local folder=$1 name
  shift
  [ "$1" != all ] || mapfile -t names < <(/bin/busybox --list | grep -vx busybox)
  [ "$1" = all ] || names=("$@")
  for name in "${names[@]}"; do
    ln -sf /bin/busybox "$folder/$name"
  done
}

# everything_works: what people do all day, silently.
everything_works() {
  local folder=$BATS_TEST_TMPDIR/copy$RANDOM
  run -0 --separate-stderr plash run 1 echo hi
  assert_equal hi "$output$stderr"
  run -0 --separate-stderr plash build --from-id 1 --run 'echo built >/file; rm /bin/busybox'
  assert_equal 2 "$output"
  [[ $stderr != *[Bb]usy[Bb]ox\ v* && $stderr != *unrecognized* && $stderr != *plash* ]]
  run -0 --separate-stderr plash with-mount 2 cat file
  assert_equal built "$output$stderr"
  run -0 --separate-stderr plash import-tar archive.tar.xz
  assert_equal 3 "$output$stderr"
  run -0 --separate-stderr plash create 1 touch /new
  assert_equal 4 "$output$stderr"
  run -0 --separate-stderr plash import-tar archive.tar
  assert_equal 5 "$output$stderr"
  run -0 --separate-stderr plash export-tar 2 out.tar
  assert_equal '' "$output$stderr"
  run -0 --separate-stderr plash export-tar 4 out.tar
  assert_equal '' "$output$stderr"
  /bin/tar -tf out.tar ./new
  run -0 --separate-stderr plash shallow-copy 1 "$folder"
  assert_equal '' "$stderr"
  plash runopts -c 4 ls /new
  run -0 --separate-stderr plash rm 3
  assert_equal '' "$output$stderr"
  run -0 --separate-stderr plash clean
  assert_equal '' "$stderr"
  nothing_half_made
}

@test "each applet of busybox may stand first in PATH, with the real tool behind it" {
  local name path=$PATH
  for name in mount tar xz rm unshare setpriv; do
    echo "with the $name of busybox" >&2
    rm -rf applets
    mkdir applets
    applets applets "$name"
    PATH=$PWD/applets:$path
    plash run 1 true
    run -0 --separate-stderr plash import-tar archive.tar.xz
    assert_equal '' "$stderr"
    run -0 --separate-stderr plash rm "$(plash create "$output" touch /new)"
    assert_equal '' "$stderr"
    PATH=$path
  done
}

@test "all applets of busybox stand first in PATH" {
  applets applets all
  PATH=$PWD/applets:$PATH
  everything_works
}

@test "busybox is hard linked, beside itself" {
  cp /bin/busybox applets/
  for name in mount tar xz rm unshare setpriv; do
    ln applets/busybox "applets/$name"
  done
  PATH=$PWD/applets:$PATH
  everything_works
}

@test "busybox is /bin/sh, and takes its own applets" {
  # A user may not mount over /bin/sh; what plash starts gets it all the same in a namespace of the user's.
  run -0 --separate-stderr on_machine 'mount --bind /bin/busybox "$(readlink -f /bin/sh)"; mkdir sh' \
    bash -c '
    plash run 1 echo run
    plash import-tar archive.tar.xz
    plash build --from-id 1 --run "echo built >/file" 2>/dev/null
    plash create 1 touch /new
    plash export-tar 4 - | tar -t ./new
    plash with-mount 4 ls new
    plash shallow-copy 1 copy
    plash rm 2
    PLASH_DATA=$PLASH_DATA.new plash --from-busybox -- echo fresh'
  assert_equal $'run\n2\n3\n4\n./new\nnew\nfresh' "$output"
  assert_equal '' "$stderr"
  inside_namespace rm -rf "$PLASH_DATA.new"
}

@test "where only the rm of busybox is there, files of all owners are deleted, and other file systems not entered" {
  link_farm
  applets bin rm
  run -0 --separate-stderr plash build --from-id 1 --run 'mkdir -m 0 /d; touch /d/f; chown -R 5:6 /d || :'
  run -0 --separate-stderr plash rm 2
  assert_equal '' "$output$stderr"
  assert_equal '' "$(find "$PLASH_DATA/tmp" -path '*/removed*' 2>/dev/null)"
  mkdir "$PLASH_DATA/kept" "$PLASH_DATA/kept/mnt"
  # shellcheck disable=SC2016 # for the inner shell
  inside_namespace unshare -m --propagation private sh -c 'mount -t tmpfs tmpfs "$1/mnt" && touch "$1/mnt/file" &&
    PATH=$2:$PATH "$3" "$1" 2>/dev/null; ls "$1/mnt"' \
    sh "$PLASH_DATA/kept" "$PWD/bin" "$(dirname "$(readlink -f "$(command -v plash)")")/../libexec/plash/plash--remove" >listed
  assert_equal file "$(cat listed)"
}

@test "where only busybox's decompressors are there, archives are imported" {
  link_farm
  applets bin xz gzip bzip2
  run -0 --separate-stderr plash import-tar archive.tar.xz
  assert_equal 2 "$output$stderr"
}

# lacks PROGRAM PACKAGE WORD...: WORD... fails with a line about PROGRAM, and with the package.
lacks() {
  local program=$1 package=$2
  shift 2
  run --separate-stderr sh -c '"$@" || exit 1' sh "$@"
  assert_equal 1 "$status"
  assert_equal '' "$output"
  assert_equal 2 "${#stderr_lines[@]}"
  assert_contains "${stderr_lines[0]}" 'plash error: '
  assert_contains "${stderr_lines[0]}" "$program"
  assert_contains "${stderr_lines[1]}" "plash: install the package $package"
}

@test "where only the mount, tar or unshare of busybox is there, or none, a line names the package" {
  local name
  plash run 1 true
  plash build --from-id 1 --run 'touch /a'
  link_farm
  for name in mount tar unshare; do
    for kind in applet none; do
      rm bin/$name
      [ "$kind" = none ] || applets bin "$name"
      case $name in
        mount)
          lacks mount mount plash run 1 true
          lacks mount mount plash with-mount 1 true
          lacks mount mount plash export-tar 2 out.tar
          lacks mount mount plash build --from-id 1 --run 'touch /b'
          ;;
        tar)
          lacks tar tar plash export-tar 1 out.tar
          lacks tar tar plash import-tar archive.tar
          lacks tar tar plash shallow-copy 1 copy
          ;;
        unshare)
          lacks unshare util-linux plash run 1 true
          lacks unshare util-linux plash with-mount 1 true
          PLASH_DATA=$BATS_TEST_TMPDIR/new lacks unshare util-linux plash run --from-busybox -- true
          ;;
      esac
      run --separate-stderr plash doctor
      assert_contains "$(doctor_line "$name")" 'install the package'
      applets bin "$name"
    done
    ln -sf "$(PATH=/usr/bin:/bin command -v "$name")" "bin/$name"
  done
}

@test "plash test passes where all applets of busybox stand first in PATH" {
  applets applets all
  PATH=$PWD/applets:$PATH
  run -0 --separate-stderr plash test plash-rm
  assert_equal '' "$stderr"
  assert_equal 'plash-rm             PASS' "$output"
}
