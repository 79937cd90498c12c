# plash export-tar: archives that are whole, repeatable, and good for others.
load lib/helper
load lib/rich

setup() {
  world_reset
}

teardown() {
  # podman of an ordinary user leaves one process that holds its user namespace.
  local pause=$BATS_TEST_TMPDIR/podman/libpod/tmp/pause.pid
  [ ! -f "$pause" ] || kill "$(cat "$pause")" || :
  inside_namespace rm -rf "$BATS_TEST_TMPDIR/odd" "$BATS_TEST_TMPDIR/second" "$BATS_TEST_TMPDIR/podman"
  world_clean
}

@test "the archive goes to standard output, or to a file in the working directory" {
  mkdir there
  cd there
  plash export-tar 1 file.tar
  assert_equal file.tar "$(ls -A)"
  plash export-tar 1 >stdout.tar
  plash export-tar 1 - >dash.tar
  plash export-tar 1 /dev/stdout | cat >device.tar
  cmp file.tar stdout.tar
  cmp file.tar dash.tar
  cmp file.tar device.tar
  assert_equal ./ "$(tar -tf file.tar | head -n 1)"
  assert_equal '' "$(tar -tf file.tar | grep -v '^\./' || :)"
  tar -tf file.tar >names
  LC_ALL=C sort -c names
}

@test "it starts no java" {
  plash export-tar 1 >/dev/null
  forbid_java
  plash export-tar 1 out.tar
}

@test "what is exported and imported again is the same" {
  rich_build
  plash export-tar "$rich" rich.tar
  run -0 --separate-stderr plash import-tar rich.tar
  assert_equal '' "$stderr"
  tree_of "$rich" >before
  tree_of "$output" >tree
  diff before tree
  grep -q "'cap'.*security.capability" tree
  grep -q "'attr'.*user.kept" tree
  grep -q "'suid' 0o104751 0 5" tree
  grep -q "'d/kept' 0o43770 33 44" tree
  run ! grep -e "'lower'" -e 'gone' -e "'d/old" tree
}

@test "nothing of overlayfs is in the archive" {
  rich_build
  plash export-tar "$rich" rich.tar
  run ! grep -aq 'overlay\.' rich.tar
  run ! grep -q '^c' <(tar -tvf rich.tar)
}

@test "podman imports it" {
  gate 'no podman' command -v podman
  gate 'no newuidmap' command -v newuidmap
  local base=$BATS_TEST_TMPDIR/podman
  mkdir "$base"
  printf '[containers]\ndefault_ulimits = []\n[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n' \
    >"$base/containers.conf"
  printf '[storage]\ndriver = "vfs"\ngraphroot = "%s/graph"\nrunroot = "%s/run"\n' "$base" "$base" >"$base/storage.conf"
  export CONTAINERS_CONF=$base/containers.conf CONTAINERS_STORAGE_CONF=$base/storage.conf XDG_RUNTIME_DIR=$base
  rich_build
  plash export-tar "$rich" rich.tar
  run -0 --separate-stderr podman import rich.tar rich:1
  podman export "$(podman create rich:1 true)" >again.tar
  run -0 --separate-stderr plash import-tar again.tar
  # podman adds etc/hosts and the like; its archives have no entry for the root, nor fractions of seconds.
  tree_of "$rich" | sed 's/ [0-9]* {/ {/' | grep -v "^'\(\.'\|etc\|run\|dev\|proc\|sys\)" >before
  tree_of "$output" | sed 's/ [0-9]* {/ {/' | grep -v "^'\(\.'\|etc\|run\|dev\|proc\|sys\)" >after
  diff before after >&2
}

@test "with SOURCE_DATE_EPOCH a build repeated elsewhere gives the same archive" {
  export SOURCE_DATE_EPOCH=1000000000
  local build=(--from-id 1 --run 'mkdir /d; echo x >/d/a; ln /d/a /d/b; echo y >/c; chown 3 /c' --layer --run 'rm /c; echo z >/z')
  plash export-tar "${build[@]}" -- one.tar
  cp -a "$PLASH_SUITE_DATA" "$BATS_TEST_TMPDIR/second"
  sleep 1
  PLASH_DATA=$BATS_TEST_TMPDIR/second plash export-tar "${build[@]}" -- two.tar
  cmp one.tar two.tar
  assert_equal 2001 "$(TZ=UTC tar -tvf one.tar ./z | awk '{ print substr($4, 1, 4) }')"
}

@test "a file is replaced when the archive is whole, through links, and keeps its mode" {
  echo old >real.tar
  chmod 644 real.tar
  ln -s real.tar link.tar
  umask 027
  plash export-tar 1 link.tar
  [ -L link.tar ]
  tar -tf real.tar >/dev/null
  assert_equal 644 "$(stat -c %a real.tar)"
  assert_equal $'link.tar\nreal.tar' "$(ls -A)"
}

@test "when tar fails the old file is kept, and no new one is left" {
  local words=(sh -c)
  [ "$(id -u)" -ne 0 ] || words=(unshare -m sh -c)
  mkdir small
  run -0 --separate-stderr plash sudo "${words[@]}" 'mount -t tmpfs -o size=1m none small && echo old >small/out &&
    cd small && plash export-tar 1 out; echo "$?"; plash export-tar 1 new; echo "$?"; ls -A; cat out'
  assert_equal $'2\n2\nout\nold' "$output"
  assert_contains "$stderr" 'No space left on device'
  SOURCE_DATE_EPOCH=nonsense assert_refused 1 'SOURCE_DATE_EPOCH is no number' plash export-tar 1 out.tar
  [ ! -e out.tar ]
}

@test "a signal leaves the old file, and nothing beside it" {
  local exporter
  echo old >out.tar
  plash build --from-id 1 --run 'dd if=/dev/zero of=/big bs=1M count=300 2>/dev/null'
  plash export-tar 2 out.tar 3>&- &
  exporter=$!
  until ls .plash-export-tar* 2>/dev/null; do :; done
  kill -TERM "$exporter"
  wait "$exporter" || assert_equal 143 $?
  assert_equal old "$(cat out.tar)"
  assert_equal out.tar "$(ls -A)"
}

@test "a pipe or a device is written to as it is" {
  mkfifo pipe
  cat pipe >copy.tar 3>&- & # tar would not read what follows the end of the archive
  plash export-tar 1 pipe
  wait
  tar -tf copy.tar ./bin/busybox
  [ -p pipe ]
  run -0 plash export-tar 1 /dev/null
  [ -c /dev/null ]
  plash export-tar 1 /dev/fd/5 5>out.tar
  tar -tf out.tar >/dev/null
}

@test "files of any name are written" {
  local name
  for name in 'a b' '-x' './--help' "q'\"\\" $'new\nline' $'end\n' 'é*'; do
    plash export-tar 1 "$name"
    tar -tf "./$name" --force-local >/dev/null
  done
  assert_equal 7 "$(find . -type f | tr -d '\n' | grep -o '\./' | wc -l)"
}

@test "what cannot be written is refused" {
  mkdir dir
  assert_refused 1 'plash error: cannot write dir: it is a directory' plash export-tar 1 dir
  assert_refused 1 'plash error: cannot write none/x: no such directory' plash export-tar 1 none/x
  assert_refused 1 "plash error: cannot write ''" plash export-tar 1 ''
  assert_refused 1 "plash error: no container '99'" plash export-tar 99 out.tar
  [ ! -e out.tar ]
  run -2 --separate-stderr plash export-tar
  run -2 --separate-stderr sh -c 'plash export-tar 1 >/dev/full'
}

@test "places the caller may not write to are refused" {
  only_user
  mkdir shut
  echo old >locked
  chmod 500 shut
  chmod 400 locked
  assert_refused 1 'plash error: cannot write shut/x: permission denied' plash export-tar 1 shut/x
  assert_refused 1 'plash error: cannot write locked: permission denied' plash export-tar 1 locked
}

@test "nothing is written to a terminal" {
  gate 'no script(1)' script -qec true /dev/null
  run -1 script -qec 'plash export-tar 1' /dev/null
  assert_contains "$output" 'plash error: cannot write a tar archive to a terminal'
  assert_contains "$output" 'plash: name a FILE, or redirect standard output'
}

@test "a data directory of any name is exported, by build arguments too" {
  mkdir "$BATS_TEST_TMPDIR/odd"
  mv "$PLASH_DATA" "$BATS_TEST_TMPDIR/odd/a b,c:d'\"\\x"
  export PLASH_DATA="$BATS_TEST_TMPDIR/odd/a b,c:d'\"\\x" TAR_OPTIONS=--exclude=bin
  plash export-tar --from-id 1 --run 'touch /new' -- out.tar
  unset TAR_OPTIONS
  tar -tf out.tar ./new ./bin/busybox
}

# mounts WORD...: how often WORD... started mount(8).
mounts() {
  mkdir -p bin
  printf '#!/bin/sh\necho >>%s/mounted\nexec %s "$@"\n' "$PWD" "$(command -v mount)" >bin/mount
  chmod +x bin/mount
  : >mounted
  PATH=$PWD/bin:$PATH "$@"
  grep -c '' mounted
}

@test "of one layer the archive is made without an overlay, and is the same" {
  local id
  assert_equal 0 "$(mounts plash export-tar 1 one.tar)"
  id=$(plash build --from-id 1 --run 'touch /a' --layer --run 'rm /a')
  assert_equal 1 "$(mounts plash export-tar "$id" more.tar)"
  cmp <(tar -tvf one.tar | grep -v ' \./$') <(tar -tvf more.tar | grep -v ' \./$')
}

@test "a device that is a whiteout is no file of the only layer either" {
  only_root
  local id
  mkdir -p tree/dev
  mknod tree/gone c 0 0
  mknod tree/dev/null c 1 3
  touch tree/file
  tar -cf tree.tar -C tree .
  id=$(plash import-tar tree.tar)
  [ -c "$PLASH_DATA/index/$id/_data/root/gone" ]
  plash export-tar "$id" out.tar
  assert_equal $'./\n./dev/\n./dev/null\n./file' "$(tar -tf out.tar)"
}
