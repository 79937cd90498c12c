# plash test: the tests that users run on their machine.
load lib/helper

setup() {
  world_reset
  mkdir "$BATS_TEST_TMPDIR/tmp"
  export TMPDIR=$BATS_TEST_TMPDIR/tmp
}

teardown() {
  [ -z "${self_test-}" ] || kill -9 "$self_test" 2>/dev/null || true
  rm -rf "$TMPDIR" 2>/dev/null || inside_namespace rm -rf "$TMPDIR"
  world_clean
}

# own_tests: a copy of libexec, in libexec, without tests; own_test adds one.
own_tests() {
  cp -r "$(dirname "$(command -v plash)")/../libexec/plash" libexec
  chmod -R u+w libexec
  rm -r libexec/test
  mkdir libexec/test
  export PLASH_LIBEXEC=$PWD/libexec
}

# own_test NAME LINE...: a test of these lines.
own_test() {
  local file=libexec/test/$1
  shift
  mkdir -p "${file%/*}"
  printf '%s\n' '#!/bin/sh' 'set -eux' "$@" >"$file"
  chmod +x "$file"
}

# nothing_left: the data directories of the tests are gone, and the user's is as it was.
nothing_left() {
  assert_equal '' "$(ls -A "$TMPDIR")"
  assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
}

# bats test_tags=as-root
@test "all of plash test passes" {
  local files
  files=$(cd "$(dirname "$(command -v plash)")/../libexec/plash/test" && find . -type f | wc -l)
  run -0 --separate-stderr plash test
  assert_equal '' "$stderr"
  assert_equal "$files" "${#lines[@]}"
  assert_equal '' "$(grep -vE '^[a-z0-9/-]+ +(PASS|SKIP: .+)$' <<<"$output")"
  nothing_left
}

# bats test_tags=once
@test "the user's variables do not reach the tests" {
  export PLASH_EXPORT=PLASH_DATA PLASH_BUILD_HOME=rw PLASH_DEBUG=1
  run -0 plash test plash-run
  run -0 plash test error-messages
}

# bats test_tags=once
@test "a prefix chooses tests, in their order, with names in a column of 20" {
  own_tests
  own_test b/two true
  own_test a true
  own_test b/one true
  own_test c false
  run -0 --separate-stderr plash test b/
  assert_equal $'b/one                PASS\nb/two                PASS' "$output"
  assert_equal '' "$stderr"
  run -0 plash test a
  assert_equal 'a                    PASS' "$output"
}

# bats test_tags=once
@test "a prefix that no test has is said" {
  assert_refused 1 "no test begins with 'nothing-like-it'" plash test nothing-like-it
  assert_refused 1 "no test begins with '*'" plash test '*'
  nothing_left
}

# bats test_tags=once
@test "a failing test is shown by what was tried and the commands of that, and the others run" {
  own_tests
  own_test a ': first' 'echo early' ': second' 'echo out' 'echo err >&2' 'false' 'echo never'
  own_test b true
  run -1 --separate-stderr plash test
  assert_equal $'a                    FAIL\nb                    PASS' "$output"
  # bats drops the blanks in front of it all
  assert_equal $'| second:\n  | $ echo out\n  | out\n  | $ echo err\n  | err\n  | $ false\nplash error: tests that failed: 1' "$stderr"
  nothing_left
}

# bats test_tags=once
@test "a test that tells no parts is shown whole, and one that cannot be started fails" {
  own_tests
  own_test a 'echo out' 'exit 7'
  printf '#!/nonexistent/interpreter\n' >libexec/test/b
  run -1 --separate-stderr plash test a
  assert_equal $'| $ echo out\n  | out\n  | $ exit 7\nplash error: tests that failed: 1' "$stderr"
  run -1 --separate-stderr plash test b
  assert_equal 'b                    FAIL' "$output"
}

# bats test_tags=once
@test "a failing test with much to show is shown by its last lines" {
  own_tests
  own_test a ': part' 'seq 100; false'
  run -1 --separate-stderr plash test
  assert_equal $'| part:\n  | ...\n  | 62' "$(head -n 3 <<<"$stderr")"
  assert_equal $'  | 100\n  | $ false\nplash error: tests that failed: 1' "$(tail -n 3 <<<"$stderr")"
}

# bats test_tags=once
@test "a word of the tests says what went wrong, and not how it found that" {
  local words count=0 expected=
  own_tests
  for words in 'ends 0 false|it ended with status 1, not 0' 'refused 1 text true|it ended with status 0, not 1' \
    'refused 1 text false|it did not say on stderr: text' 'refused 0 text echo out|out|it printed something on stdout' \
    'silent false|it ended with status 1' 'silent warns|warned|it said that on stderr'; do
    count=$((count + 1))
    own_test "$count" '. "$PLASH_LIBEXEC/lib/test.sh"' 'warns() { echo warned >&2; }' ": 'the part'" "${words%%|*}" 'echo never'
    expected+=$'| the part:\n  | $ '${words//|/$'\n  | '}$'\n  '
  done
  run -1 --separate-stderr plash test
  assert_equal 6 "$(grep -c ' FAIL$' <<<"$output")"
  assert_equal "${expected%  }plash error: tests that failed: 6" "$stderr"
}

# bats test_tags=once
@test "a failing test whose last line but one is SKIP MARKER is skipped, and says why" {
  own_tests
  own_test a 'echo SKIP MARKER' 'exit 1'
  own_test b '. "$PLASH_LIBEXEC/lib/test.sh"' "skip 'there is no moon'"
  run -0 --separate-stderr plash test
  assert_equal $'a                    SKIP\nb                    SKIP: there is no moon' "$output"
  assert_equal '' "$stderr"
  own_test a 'echo SKIP MARKER' 'echo more' 'exit 1'
  own_test b 'echo SKIP MARKER'
  run -1 --separate-stderr plash test
  assert_equal $'a                    FAIL\nb                    PASS' "$output"
}

# bats test_tags=once
@test "each test has a data directory of its own, with a busybox as container 1" {
  own_tests
  own_test a 'plash map key 1' '[ "$(plash build -f 1 -x "touch /a")" = 2 ]'
  own_test b '[ -z "$(plash map key)" ]' '[ -z "$(ls "$PLASH_DATA/map")" ]' '[ -e "$PLASH_DATA/config/testmode" ]' \
    '[ "$(plash build -f 1 -x "touch /a")" = 2 ]' 'echo >"$TMPDIR/file"' '[ -x ./a ]' \
    'case $PLASH_DATA in "'"$TMPDIR"'"/plashtest-????????/*) ;; *) exit 1 ;; esac'
  run -0 --separate-stderr plash test
  assert_equal '' "$stderr"
  nothing_left
}

# bats test_tags=once
@test "an internal error ends the test that expects some failure" {
  own_tests
  own_test a ': part' 'rm "$PLASH_LIBEXEC/jar/commons-exec.jar"' \
    'if plash build -f 1 -x "touch /a"; then exit 1; fi'
  run -1 --separate-stderr plash test
  assert_equal 'a                    FAIL' "$output"
  assert_contains "$stderr" 'NoClassDefFoundError'
  nothing_left
}

# bats test_tags=once
@test "without a static busybox it says what to install" {
  own_tests
  own_test a true
  printf '%s\n' '#!/bin/sh' 'echo "plash error: no busybox" >&2' 'exit 1' >libexec/plash-build
  run -1 --separate-stderr plash test
  assert_equal '' "$output"
  assert_equal 'plash error: no busybox' "$stderr"
  nothing_left
}

# bats test_tags=once
@test "where containers cannot run it says so once, before the first test" {
  own_tests
  own_test a true
  own_test b true
  printf '%s\n' '#!/bin/sh' 'echo "plash error: cannot mount" >&2' 'exit 125' >libexec/plash-run
  run -1 --separate-stderr plash test
  assert_equal '' "$output"
  assert_equal $'plash error: cannot mount\nplash: where TMPDIR says another file system is tried' "$stderr"
  nothing_left
}

# bats test_tags=once
@test "files of other ids are removed too" {
  own_tests
  own_test a 'plash build -f 1 -x "mkdir -m 700 /d; touch /d/f; chown -R 7:7 /d"'
  gate 'no range of ids' inside_namespace sh -c 'touch "$1/f" && chown 7 "$1/f" && rm "$1/f"' sh "$HOME"
  run -0 plash test
  nothing_left
}

# bats test_tags=once
@test "a signal ends the test that runs and removes its data" {
  local signal
  own_tests
  own_test a 'plash build -f 1 -x "mkdir -m 700 /d; chown 7:7 /d || :"' "echo >$HOME/ready" 'plash run 1 sleep 98765'
  for signal in INT TERM HUP; do
    rm -f ready
    env --default-signal="$signal" plash test >out 2>err 3>&- 4>&- &
    self_test=$!
    until [ -e ready ]; do sleep 0.05; done
    kill -"$signal" "$self_test"
    status=0
    wait "$self_test" || status=$?
    self_test=
    assert_equal "$((128 + $(kill -l "$signal")))" "$status"
    assert_equal '' "$(cat err)"
    nothing_left
    run -1 pgrep -f "sleep 98765" -u "$(id -u)"
  done
}

# bats test_tags=once
@test "plash test --help is help and starts nothing" {
  forbid_java
  run -0 --separate-stderr plash test --help
  assert_equal 'usage: plash test [TEST-PREFIX]' "${lines[0]}"
  nothing_left
}
