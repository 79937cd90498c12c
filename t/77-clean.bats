# What clean deletes. That it leaves alone what is used: 77-clean-live.bats.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# counts INDEXES MAPS TMPDIRS: the next clean prints these, and nothing on stderr.
counts() {
  run -0 --separate-stderr plash clean
  assert_equal "output_stable: false
unlinked_indexes: $1
unlinked_maps: $2
killed_fuses: 0
removed_tmpdirs: $3" "$output"
  assert_equal '' "$stderr"
}

@test "five lines are printed, with nothing to do too" {
  counts 0 0 0
  rm -rf "$PLASH_DATA"
  counts 0 0 0
}

@test "names of a container that is gone are deleted, those of others stay" {
  plash create 1 touch /x
  plash create 2 touch /y
  plash map gone 3
  plash map kept 1
  plash rm 2
  counts 2 1 0
  assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
  assert_equal $'0\n1\nbase' "$(ls "$PLASH_DATA/lower")"
  assert_equal 1 "$(plash map kept)"
  assert_equal 4 "$(plash create 1 true)"
  counts 0 0 0
}

@test "what a run leaves in tmp/ is deleted, its fstab too" {
  plash run 1 touch /x
  assert_contains "$(ls "$PLASH_DATA/tmp")" plashtmp
  mkdir changes
  plash runopts -c 1 -d changes -m /tmp touch /y
  counts 0 0 2
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
  [ -f changes/data/y ]
  inside_namespace rm -r changes
}

@test "files that belong to other ids, and closed directories, are deleted" {
  plash run 1 sh -c 'mkdir /a /a/b && touch /a/b/c && chown -R 5:7 /a && chmod 0 /a/b /a'
  counts 0 0 1
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}

@test "a pid that another process has now counts as ended, and any of an earlier boot" {
  local boot init start
  boot=$(cut -c 1-8 /proc/sys/kernel/random/boot_id)
  start_of() {
    sed 's/.*) //' "/proc/$1/stat" | cut -d ' ' -f 20
  }
  init=$(start_of 1)
  start=$(start_of $$)
  mkdir "$PLASH_DATA"/tmp/plashtmp_1_$$_{1_"${boot}_${init}"-0,"${start}_${boot}_${init}"-1,"${start}_01234567_${init}"-2}
  counts 0 0 2
  assert_equal "plashtmp_1_$$_${start}_${boot}_${init}-1" "$(ls -A "$PLASH_DATA/tmp")"
}

@test "scratch directories of the 2018 tool are deleted by its own rule" {
  local session
  session=$(ps -o sid= -p $$ | tr -d ' ')
  mkdir "$PLASH_DATA"/tmp/plashtmp_1_999999999_a_cd_f9h "$PLASH_DATA/tmp/plashtmp_${session}_$$_abcdefgh" \
    "$PLASH_DATA/tmp/plashtmp_9999999_$$_abcdefgh"
  counts 0 0 2
  assert_equal "plashtmp_${session}_$$_abcdefgh" "$(ls "$PLASH_DATA/tmp")"
}

@test "build records whose container is gone are deleted, others stay" {
  assert_equal 2 "$(plash build --from-id 1 --run 'touch /a' 2>/dev/null)"
  local before
  before=$(ls "$PLASH_DATA/plan/build" | wc -l)
  printf 'plash-build 1\nid 77\n' >"$PLASH_DATA/plan/build/gone"
  printf 'plash-build 1\nid ../../x\n' >"$PLASH_DATA/plan/build/odd"
  : >"$PLASH_DATA/plan/build/empty"
  mkdir "$PLASH_DATA/plan/build/directory"
  counts 0 0 0
  assert_equal "$((before + 1))" "$(ls "$PLASH_DATA/plan/build" | wc -l)"
  forbid_java
  assert_equal 2 "$(plash build --from-id 1 --run 'touch /a')"
}

@test "odd entries are left alone, and the options of 2018 ignored" {
  cd "$PLASH_DATA"
  touch tmp/file tmp/plashtmp tmp/plashtmp_1_2-0 tmp/plashtmp_1_x_3_0_0-0 index/file map/file
  mkdir tmp/directory index/directory index/77 map/directory
  ln -s nowhere tmp/link
  ln -s /home index/home
  run -0 --separate-stderr plash clean --clean-tmp --clean-index --clean-cache-keys
  assert_contains "$output" 'removed_tmpdirs: 0'
  assert_equal '' "$stderr"
  [ -f tmp/file ] && [ -f tmp/plashtmp ] && [ -f tmp/plashtmp_1_2-0 ] && [ -f tmp/plashtmp_1_x_3_0_0-0 ]
  [ -d tmp/directory ] && [ -L tmp/link ] && [ -L index/home ]
  [ -f index/file ] && [ -d index/directory ] && [ -d index/77 ] && [ -f map/file ] && [ -d map/directory ]
}

@test "a file and a link with well-formed names in tmp/ go themselves, and nothing they lead to" {
  mkdir "$BATS_TEST_TMPDIR/precious"
  touch "$BATS_TEST_TMPDIR/precious/data"
  touch "$PLASH_DATA/tmp/plashtmp_1_999999999_1_0_0-0" "$PLASH_DATA/tmp/plashtmp_1_999999999_1_0_0-1.fstab"
  ln -s "$BATS_TEST_TMPDIR/precious" "$PLASH_DATA/tmp/plashtmp_1_999999999_1_0_0-2"
  mkdir "$PLASH_DATA/tmp/plashtmp_1_999999999_1_0_0-3"
  ln -s "$BATS_TEST_TMPDIR/precious" "$PLASH_DATA/tmp/plashtmp_1_999999999_1_0_0-3/data"
  counts 0 0 1
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
  [ -f "$BATS_TEST_TMPDIR/precious/data" ]
}

@test "links that go in a circle lead nowhere; links that cannot be looked at stay" {
  ln -s 78 "$PLASH_DATA/index/77"
  ln -s 77 "$PLASH_DATA/index/78"
  ln -s self "$PLASH_DATA/map/self"
  counts 2 1 0
  assert_equal 2 "$(plash create 1 true)"
  only_user
  chmod 0 "$PLASH_DATA/layer/0/1"
  counts 0 0 0
  chmod 755 "$PLASH_DATA/layer/0/1"
  plash run 2 true
}

@test "absolute links of a moved 2018 directory stay while their container is there" {
  rm "$PLASH_DATA/index/1"
  ln -s /old/place/layer/0/1 "$PLASH_DATA/index/1"
  ln -s /old/place/layer/0/2 "$PLASH_DATA/index/2"
  counts 1 0 0
  assert_equal /old/place/layer/0/1 "$(readlink "$PLASH_DATA/index/1")"
}

# bats test_tags=as-root
@test "what cannot be deleted is said in one line and not counted" {
  only_root
  gate 'no tmpfs can be mounted' unshare -m mount -t tmpfs none /mnt
  mkdir -p "$PLASH_DATA"/tmp/plashtmp_1_999999999_1_0_0-{0/mounted,1}
  run -0 --separate-stderr unshare -m sh -c '
    mount -t tmpfs none "$PLASH_DATA/tmp/plashtmp_1_999999999_1_0_0-0/mounted"
    touch "$PLASH_DATA/tmp/plashtmp_1_999999999_1_0_0-0/mounted/precious"
    plash clean
    ls "$PLASH_DATA/tmp/plashtmp_1_999999999_1_0_0-0/mounted"'
  assert_contains "$output" $'removed_tmpdirs: 1\nprecious'
  assert_equal 1 "$(wc -l <<<"$stderr")"
  assert_contains "$stderr" "plash: left behind in $PLASH_DATA/tmp: rm: "
  assert_contains "$stderr" findmnt
  counts 0 0 1
}

@test "--dry-run counts what would be deleted, and deletes nothing" {
  local before
  plash create 1 true
  plash map gone 2
  plash rm 2
  plash run 1 touch /x
  before=$(ls "$PLASH_DATA/index" "$PLASH_DATA/map" "$PLASH_DATA/tmp")
  run -0 --separate-stderr plash clean --dry-run
  assert_equal $'output_stable: false\nunlinked_indexes: 1\nunlinked_maps: 1\nkilled_fuses: 0\nremoved_tmpdirs: 1' "$output"
  assert_equal "$before" "$(ls "$PLASH_DATA/index" "$PLASH_DATA/map" "$PLASH_DATA/tmp")"
  counts 1 1 1
}

@test "on a terminal clean tells in words what it deleted" {
  gate 'script is not installed' command -v script
  # said WORD...: what it says on a terminal.
  said() { script -qec "$*" /dev/null </dev/null | tr -d '\r'; }
  plash create 1 true
  plash map gone 2
  plash map lost 2
  plash rm 2
  plash run 1 touch /x
  assert_equal 'would delete what one ended program or build left
would delete the id of a container that is gone
would delete 2 names of containers that are gone' "$(said plash clean --dry-run)"
  assert_equal 'deleted what one ended program or build left' "$(said plash clean | head -n 1)"
  assert_equal 'nothing to clean' "$(said plash clean)"
}

@test "a data directory of any name is cleaned" {
  mv "$PLASH_DATA" "$BATS_TEST_TMPDIR/"$'a b,c:d\n\'e'
  PLASH_DATA=$BATS_TEST_TMPDIR/$'a b,c:d\n\'e'
  plash run 1 touch /x
  ln -s nowhere "$PLASH_DATA/index/9"
  counts 1 0 1
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}

@test "a directory that holds other files is not cleaned" {
  mkdir -p other/tmp/plashtmp_1_999999999_1_0_0-0
  touch other/file
  PLASH_DATA=$PWD/other assert_refused 1 'it holds other files' plash clean
  [ -d other/tmp/plashtmp_1_999999999_1_0_0-0 ]
}

@test "a clean that was killed in the middle is finished by the next" {
  mkdir -p "$PLASH_DATA"/tmp/plashtmp_1_999999999_1_0_0-{0,1,2}
  mkdir bin
  printf '#!/bin/sh\nkill -9 "$PPID"\n' >bin/rm
  chmod +x bin/rm
  PATH=$PWD/bin:$PATH run plash clean
  assert_equal 137 "$status"
  counts 0 0 3
}
