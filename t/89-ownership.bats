# Whose the data directory is: what is in it decides what is started, so it must be the caller's own.
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# refuses OWNER WORD...: WORD... is refused because the data directory is OWNER's, and leaves it as it was.
refuses() {
  local owner=$1 before
  shift
  before=$(stat -c '%n %U %a %Y' "$PLASH_DATA"/* "$PLASH_DATA"/index/*)
  assert_refused 1 "the data directory $PLASH_DATA belongs to $owner" "$@"
  assert_equal "$before" "$(stat -c '%n %U %a %Y' "$PLASH_DATA"/* "$PLASH_DATA"/index/*)"
}

# all_refuse OWNER: each kind of command refuses.
all_refuse() {
  local words
  for words in 'run 1 true' '--from-id 1 --run : -- true' 'runopts -c 1 true' 'with-mount 1 true' \
    'export-tar 1 /dev/null' 'shallow-copy 1 copy' 'build --from-id 1 --run true' 'create 1 true' 'init' 'ls' \
    'map key 1' 'rm 1' 'clean' 'shrink' 'purge --yes' 'import-tar /dev/null' 'data ls' 'nodepath 1' 'sudo true'; do
    # shellcheck disable=SC2086 # words
    refuses "$1" plash $words
  done
  [ ! -e copy ]
}

@test "root refuses the data directory of a user, by name, and runs nothing of it" {
  only_root
  plash run 1 true
  namespaces_entry
  printf 'id >"%s/pwned"\n' "$BATS_TEST_TMPDIR" | tee -a "$PLASH_DATA/index/1/_data/plan.0" >>"$entry"
  chown -R nobody "$PLASH_DATA"
  all_refuse nobody
  [ ! -e "$BATS_TEST_TMPDIR/pwned" ]
  # Where it is, may be asked.
  assert_equal "$PLASH_DATA" "$(plash data)"
  # The same by a link.
  ln -s data "$BATS_TEST_TMPDIR/link"
  PLASH_DATA=$BATS_TEST_TMPDIR/link
  refuses nobody plash run 1 true
  PLASH_DATA=$BATS_TEST_TMPDIR/data
}

@test "a user refuses the data directory of root and of other users" {
  only_root
  local user
  chmod -R a+rX "$PLASH_DATA"
  chmod a+rx "$BATS_TEST_TMPDIR" "$BATS_FILE_TMPDIR" "$BATS_RUN_TMPDIR"
  for user in root daemon 4711; do
    chown "$user" "$PLASH_DATA"
    run -1 --separate-stderr setpriv --reuid nobody --regid nogroup --clear-groups plash run 1 true
    assert_contains "$stderr" "plash error: the data directory $PLASH_DATA belongs to ${user/4711/user 4711}"
    assert_equal 1 "$(grep -c 'plash error:' <<<"$stderr")"
  done
  chown root "$PLASH_DATA"
}

@test "one's own is used inside plash sudo, too, where its owner is root" {
  only_user
  run -0 plash sudo plash run 1 echo ran
  assert_equal ran "$output"
  run -0 --separate-stderr plash sudo sh -c 'plash build --from-id 1 --run "touch /a" && plash run 2 ls /a'
  assert_equal $'2\n/a' "$output"
  assert_refused 1 'belongs to nobody' plash sudo env PLASH_DATA=/ plash run 1 true
}

@test "one's own below a directory of somebody else is used" {
  only_root
  mkdir "$BATS_TEST_TMPDIR/theirs"
  chown nobody "$BATS_TEST_TMPDIR/theirs"
  mv "$PLASH_DATA" "$BATS_TEST_TMPDIR/theirs/data"
  PLASH_DATA=$BATS_TEST_TMPDIR/theirs/data
  run -0 plash run 1 echo ran
  assert_equal ran "$output"
}

@test "one that every user may write to is refused, but by init, which keeps the others out" {
  chmod 777 "$PLASH_DATA"
  assert_refused 1 "every user may write to the data directory $PLASH_DATA" plash build --from-id 1 --run 'touch /a'
  assert_contains "$stderr" "chmod go-w $PLASH_DATA"
  chmod 1777 "$PLASH_DATA"
  assert_equal 2 "$(plash build --from-id 1 --run 'touch /a')"
  chmod 777 "$PLASH_DATA"
  run -0 plash init
  assert_equal 700 "$(stat -c %a "$PLASH_DATA")"
  assert_equal 2 "$(plash build --from-id 1 --run 'touch /a')"
}

@test "an empty directory of one's own that every user may write to becomes private" {
  rm -rf "$PLASH_DATA"
  mkdir -m 777 "$PLASH_DATA"
  run -0 plash init
  assert_equal 700 "$(stat -c %a "$PLASH_DATA")"
}
