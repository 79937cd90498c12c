# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  chmod u+rwx "$PLASH_DATA" 2>/dev/null || true
  world_clean
}

# still_there: the container of every test is.
still_there() {
  plash run 1 true
}

# all_gone: the directory is empty, and there.
all_gone() {
  [ -d "$PLASH_DATA" ]
  assert_equal '' "$(ls -A "$PLASH_DATA")"
}

@test "only the answer y deletes where no person types; the others, and none, are no failure" {
  local answer
  for answer in '' yes Y no ' y' 'y ' yy yesss $'\ny' $'y\r\n'; do
    run -0 --separate-stderr plash purge <<<"$answer"
    assert_equal 'Delete all build data? [y/N] ' "$output"
    assert_contains "$stderr" "plash: $PLASH_DATA holds 1 container, "
    still_there
    plash clean >/dev/null
  done
  run -0 --separate-stderr plash purge </dev/null
  assert_equal 'Delete all build data? [y/N] ' "$output"
  still_there
  plash clean >/dev/null
  run -0 --separate-stderr plash purge <<<y
  assert_equal 'Delete all build data? [y/N] ' "$output"
  assert_equal 1 "$(wc -l <<<"$stderr")"
  all_gone
}

@test "the end of the input ends the line of the question, and on a terminal yes deletes" {
  gate 'script is not installed' command -v script
  plash purge </dev/null 2>/dev/null | tail -c 2 | cmp - <(printf ' \n')
  still_there
  script -qec 'plash purge' /dev/null <<<yes
  all_gone
}

@test "--dry-run tells what would go, with or without --yes, and asks nothing" {
  run -0 --separate-stderr plash purge --dry-run --yes
  assert_equal '' "$output"
  assert_contains "$stderr" "$PLASH_DATA holds 1 container, "
  plash purge --yes --dry-run
  still_there
}

@test "a y at the end of the input needs no newline" {
  printf y | plash purge
  all_gone
}

@test "--yes does not ask, works twice, and ids begin anew" {
  run -0 --separate-stderr plash purge --yes
  assert_equal '' "$output$stderr"
  all_gone
  run -0 --separate-stderr plash purge --yes
  assert_equal '' "$output"
  assert_equal "plash: nothing to purge: $PLASH_DATA is empty" "$stderr"
  assert_equal 1 "$(plash build --from-busybox 2>/dev/null)"
}

@test "a word too many, --help and -h delete nothing" {
  run -2 plash purge now --yes
  run -2 plash purge --yes now
  run -2 plash purge --force
  plash purge --help
  plash purge -h
  still_there
}

@test "a directory that is not there is no failure, and is not made" {
  rm -rf "$PLASH_DATA"
  run -0 --separate-stderr plash purge --yes
  assert_equal '' "$output"
  assert_equal "plash: nothing to purge: $PLASH_DATA is not there" "$stderr"
  [ ! -e "$PLASH_DATA" ]
}

@test "a file in its place is refused" {
  rm -rf "$PLASH_DATA"
  echo mine >"$PLASH_DATA"
  assert_refused 1 "$PLASH_DATA" plash purge --yes
  assert_equal mine "$(cat "$PLASH_DATA")"
}

@test "a directory with anything else in it is left as it is" {
  local before
  echo mine >"$PLASH_DATA/thesis.tex"
  before=$(find "$PLASH_DATA" | sort)
  assert_refused 1 'does not look like a data directory of plash: it holds thesis.tex' plash purge --yes
  assert_contains "$stderr" 'nothing was deleted'
  assert_equal "$before" "$(find "$PLASH_DATA" | sort)"
}

@test "directories that only have some of the names are left as they are" {
  mkdir -p project/{tmp,config,lock,map} home/me empty/config
  touch project/config/settings project/tmp/work
  PLASH_DATA=$PWD/project assert_refused 1 'does not look like' plash purge --yes
  PLASH_DATA=$PWD/home assert_refused 1 'it holds me' plash purge --yes
  assert_contains "$stderr" 'nothing was deleted; is PLASH_DATA right?'
  PLASH_DATA=$PWD/project assert_refused 1 'does not look like' plash purge --yes
  assert_contains "$stderr" "plash sudo rm -rf $PWD/project"
  rm -r project/{tmp,lock,map}
  PLASH_DATA=$PWD/project assert_refused 1 'its config holds other files' plash purge --yes
  [ -e project/config/settings ]
  [ -d home/me ]
}

@test "files of other ids are deleted, and other names of the directory work" {
  plash create 1 sh -c 'mkdir -m 700 /a && touch /a/b && chown -R 5:7 /a'
  plash run 1 sh -c 'mkdir -m 700 /a && touch /a/b && chown -R 5:7 /a'
  mv "$PLASH_DATA" "$BATS_TEST_TMPDIR/"$'a b,c:d\n\'e'
  ln -s "$BATS_TEST_TMPDIR/"$'a b,c:d\n\'e' "$PLASH_DATA"
  plash purge --yes
  assert_equal '' "$(ls -A "$PLASH_DATA/")"
  [ -L "$PLASH_DATA" ]
  rm "$PLASH_DATA"
}

@test "links in the directory go, and what they lead to stays" {
  mkdir "$BATS_TEST_TMPDIR/precious"
  touch "$BATS_TEST_TMPDIR/precious/file"
  rmdir "$PLASH_DATA/tmp" "$PLASH_DATA/mnt"
  ln -s "$BATS_TEST_TMPDIR/precious" "$PLASH_DATA/tmp"
  ln -s "$BATS_TEST_TMPDIR/precious" "$PLASH_DATA/mnt"
  ln -s "$BATS_TEST_TMPDIR/precious" "$PLASH_DATA/index/5"
  plash purge --yes
  all_gone
  [ -f "$BATS_TEST_TMPDIR/precious/file" ]
}

@test "a directory of plash of 2018 is emptied; lost+found is the file system's" {
  cd "$PLASH_DATA"
  rm -r lower plan lock
  mkdir lost+found
  cd "$HOME"
  plash purge --yes
  assert_equal lost+found "$(ls -A "$PLASH_DATA")"
  run -0 plash purge --yes
}

@test "a running program is warned of" {
  plash run 1 sleep 60 3>&- &
  local pid=$!
  until [ -n "$(ls -A "$PLASH_DATA/tmp")" ]; do sleep 0.05; done
  run -0 --separate-stderr plash purge <<<n
  assert_contains "$stderr" "still use 1 of the directories in $PLASH_DATA/tmp"
  kill "$pid"
  wait "$pid" || true
  run -0 --separate-stderr plash purge <<<n
  [[ $stderr != *'still use'* ]]
}

@test "a purge that was killed anywhere can be done again" {
  local count
  mkdir bin
  for count in 1 2; do
    # Deletes the first half of what it is told to, or all of it, and ends its caller.
    printf '#!/bin/sh\nshift 3\nn=$(($# * %s / 2))\nwhile [ $n -gt 0 ]; do /bin/rm -rf "$1"; shift; n=$((n - 1)); done
kill -9 "$PPID"\n' "$count" >bin/rm
    chmod +x bin/rm
    PATH=$PWD/bin:$PATH run plash purge --yes
    assert_equal 137 "$status"
    [ ! -e "$PLASH_DATA/id_counter" ]
    [ -e "$PLASH_DATA/config/union_taste" ]
    plash ls
  done
  plash purge --yes
  all_gone
  mkdir "$PLASH_DATA/config"
  plash purge --yes
  all_gone
}

# bats test_tags=as-root
@test "what cannot be deleted is named, and the directory can be purged again" {
  only_root
  gate 'no tmpfs can be mounted' unshare -m mount -t tmpfs none /mnt
  assert_refused 1 "cannot delete all of $PLASH_DATA: rm: " unshare -m sh -c '
    mount -t tmpfs none "$PLASH_DATA/mnt" && touch "$PLASH_DATA/mnt/precious" && plash purge --yes || exit
    ls "$PLASH_DATA/mnt/precious"'
  plash purge --yes
  all_gone
}

# bats test_tags=as-root
@test "where no namespaces may be made, root lists, shrinks and purges without" {
  only_root
  mkdir bin
  printf '#!/bin/sh\nexit 1\n' >bin/unshare
  chmod +x bin/unshare
  export PLASH_NO_UNSHARE=1 PATH=$PWD/bin:$PATH
  run -0 --separate-stderr plash ls
  [[ ${lines[1]} =~ ^' 1  - '+[0-9.]+' MB '+[0-9]+[smhd]' ' ]]
  assert_equal '' "$stderr"
  plash shrink
  plash purge --yes
  all_gone
}
