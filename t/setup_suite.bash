# One image for all tests, made once a run: the host's busybox, container 1 of a data directory
# that each test copies (links in a data directory are relative, so a copy works). What plash finds out about namespaces
# is there, too, so that not each test starts a JVM for that.

setup_suite() {
  export PLASH_SUITE_DATA=$BATS_SUITE_TMPDIR/data
  (
    unset "${!PLASH_@}"
    export PLASH_DATA=$BATS_SUITE_TMPDIR/data HOME=$BATS_SUITE_TMPDIR
    plash build --from-busybox && plash run 1 true && plash clean >/dev/null 2>&1
  ) >"$BATS_SUITE_TMPDIR/id" || {
    echo "cannot make the image for the tests" >&2
    return 1
  }
  [ "$(cat "$BATS_SUITE_TMPDIR/id")" = 1 ] && suite_programs >"$BATS_SUITE_TMPDIR/programs"
}

# All tests have the image's programs in common.
teardown_suite() {
  suite_programs | diff "$BATS_SUITE_TMPDIR/programs" - || {
    echo "a test changed programs of the image of all tests" >&2
    return 1
  }
}

# suite_programs: a line for each program of the image, with what would tell a change; tests may touch the links.
suite_programs() {
  (cd "$PLASH_SUITE_DATA/layer/0/1/_data/root/bin" && sha256sum busybox && find . -printf '%P %m %U %G %s %l\n' | LC_ALL=C sort)
}
