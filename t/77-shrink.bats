# bats file_tags=once
load lib/helper

# The image of every test has a key, which would keep it.
setup() {
  world_reset
  rm -f "$PLASH_DATA"/map/*
}

teardown() {
  world_clean
}

# left: the ids in index/ after a shrink and a clean, in one line.
left() {
  plash shrink 2>shrink.err
  plash clean >/dev/null
  ls "$PLASH_DATA/index" | sort -n | xargs
}

# child PARENT...: makes a child of each.
child() {
  local parent
  for parent; do
    plash create "$parent" true >/dev/null
  done
}

@test "a single container goes, and nothing is left to do for the next" {
  run -0 --separate-stderr plash shrink
  assert_equal '' "$output"
  assert_contains "$stderr" $'\ndereferenced 1 of 1 containers\ncleaning up...'
  [ -L "$PLASH_DATA/index/1" ]
  run -1 plash run 1 true
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
  assert_equal 0 "$(left)"
  assert_equal $'dereferenced 0 of 0 containers\ncleaning up...' "$(cat shrink.err)"
}

@test "what has a name stays, with what it is built upon, unless there is nothing else" {
  child 1 1 2
  plash map mine 4
  assert_equal '0 1 2 4' "$(left)"
  plash map other 3 2>/dev/null || plash map other 2
  plash create 1 true >/dev/null
  plash map third 5
  run -0 --separate-stderr plash shrink
  assert_contains "$stderr" 'dereferenced 2 of 4 containers'
  plash run 5 true
}

@test "shrink lists what goes, and --dry-run deletes nothing" {
  child 1 1
  run -0 --separate-stderr plash shrink --dry-run
  assert_equal '' "$output"
  assert_equal 'These containers go:' "${stderr_lines[0]}"
  assert_equal 'ID 2 3' "$(awk 'NR > 1 { print $1 }' <<<"$stderr" | xargs)"
  plash run 2 true
  plash run 3 true
}

@test "on a terminal shrink asks, and only y or yes deletes; --yes does not ask" {
  gate 'script is not installed' command -v script
  # answered ANSWER WORD...: what it says to who types ANSWER at a terminal.
  answered() {
    local answer=$1
    shift
    script -qec "$*" /dev/null <<<"$answer" | tr -d '\r'
  }
  child 1 1 1 1
  assert_contains "$(answered n plash shrink)" 'Delete them? [y/N] '
  plash run 2 true
  assert_contains "$(answered yes plash shrink)" 'dereferenced 3 of 5 containers'
  run -1 plash run 2 true
  [[ $(answered '' plash shrink --yes) != *'[y/N]'* ]]
  run -1 plash run 5 true
}

@test "of two siblings the older goes" {
  plash import-tar <(tar -c -C "$PLASH_DATA/layer/0/1/_data/root" .) >/dev/null
  assert_equal '0 2' "$(left)"
}

@test "of one with two children the children go" {
  child 1 1
  assert_equal '0 1' "$(left)"
}

@test "of one with three children the youngest stays" {
  child 1 1 1
  assert_equal '0 1 4' "$(left)"
}

@test "of a chain of four the upper half goes" {
  child 1 2 3
  assert_equal '0 1 2' "$(left)"
}

@test "of an older and a newer tree the older goes" {
  child 1 1
  plash import-tar <(tar -c -C "$PLASH_DATA/layer/0/1/_data/root" .) >/dev/null
  child 4 4
  cp -a "$PLASH_DATA" "$BATS_TEST_TMPDIR/copy"
  assert_equal '0 4 5 6' "$(left)"
  grep -x 'dereferenced 3 of 6 containers' shrink.err
}

@test "with one child more in the newer tree, its oldest child goes too" {
  child 1 1
  plash import-tar <(tar -c -C "$PLASH_DATA/layer/0/1/_data/root" .) >/dev/null
  child 4 4 4
  assert_equal '0 4 6 7' "$(left)"
}

@test "a container that was removed is not counted" {
  plash rm 1
  assert_equal 0 "$(left)"
  assert_equal 'dereferenced 0 of 0 containers' "$(head -n 1 shrink.err)"
}

@test "odd entries in index/ are passed over" {
  child 1
  mkdir "$PLASH_DATA/index/77" "$PLASH_DATA/index/directory"
  touch "$PLASH_DATA/index/78" "$PLASH_DATA/index/file"
  ln -s 79 "$PLASH_DATA/index/79"
  ln -s ../layer/0/1 "$PLASH_DATA/index/80"
  ln -s /home "$PLASH_DATA/index/81"
  ln -s ../layer/0/1/_data "$PLASH_DATA/index/99999999999"
  run -0 --separate-stderr plash shrink
  assert_contains "$stderr" 'dereferenced 1 of 2 containers'
  plash run 1 true
  run -1 plash run 2 true
  [ -d "$PLASH_DATA/index/77" ] && [ -f "$PLASH_DATA/index/78" ]
}

@test "no build record answers with what is gone" {
  assert_equal 2 "$(plash build --from-id 1 --run 'touch /a' 2>/dev/null)"
  plash shrink 2>/dev/null
  assert_equal 3 "$(plash build --from-id 1 --run 'touch /a' 2>/dev/null)"
}

@test "files of other ids are deleted" {
  plash create 1 sh -c 'mkdir -m 700 /a && touch /a/b && chown -R 5:7 /a'
  run -0 --separate-stderr plash shrink
  assert_contains "$stderr" $'\ndereferenced 1 of 2 containers\ncleaning up...'
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}

@test "a shrink that was killed in the middle is finished by the next clean" {
  child 1 1 1
  mkdir bin
  printf '#!/bin/sh\nkill -9 "$PPID"\n' >bin/rm
  chmod +x bin/rm
  PATH=$PWD/bin:$PATH run plash shrink
  assert_equal 137 "$status"
  run -1 plash run 2 true
  plash run 4 true
  assert_contains "$(ls "$PLASH_DATA/tmp")" plashtmp
  plash clean
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
  assert_equal '0 1 4' "$(ls "$PLASH_DATA/index" | xargs)"
}

@test "several shrinks at once end well" {
  local pids=() pid number
  child 1 1 1 1 1
  for number in 1 2 3 4; do
    plash shrink >"out.$number" 2>&1 3>&- &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    wait "$pid"
  done
  assert_equal 4 "$(grep -l 'cleaning up' out.* | wc -l)"
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}
