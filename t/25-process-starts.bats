# How a warm start comes about: how many processes it takes, and which shells can do it.
load lib/helper
load lib/traces

setup() {
  world_reset
}

teardown() {
  inside_namespace rm -rf "$BATS_TEST_TMPDIR/copy"
  world_clean
}

# trace FILE WORD...: runs them under strace.
trace() {
  local file=$1
  shift
  strace -f -qq -s 4096 -e trace=execve,clone,clone3,fork,vfork -o "$file" "$@"
}

@test "starts are counted rightly" {
  can_trace
  trace file sh -c '/bin/true; exec /bin/true'
  assert_equal 2 "$(starts file)"
  trace file sh -c '(:); (/bin/true; :); x=$(echo x); exec /bin/true'
  assert_equal 5 "$(starts file)"
}

@test "a warm run takes at most 6 process starts as root" {
  can_trace
  plash run 1 /bin/true
  trace file plash run 1 /bin/true
  grep -q 'execve("/bin/true"' file
  [ "$(starts file)" -le 6 ]
}

@test "an image's profile takes one process start more, which reads it apart from the program" {
  can_trace
  local without
  plash run 1 /bin/true
  trace file plash run 1 /bin/true
  without=$(starts file)
  mkdir -p "$PLASH_DATA/index/1/_data/root/etc"
  echo 'export A=1' >"$PLASH_DATA/index/1/_data/root/etc/profile"
  trace file plash run 1 /bin/true
  assert_equal $((without + 1)) "$(starts file)"
}

@test "a cached build and run takes no more, and one sha256sum when its words are long" {
  can_trace
  local long
  long=$(printf ': %0300d' 0)
  plash --from-id 1 --run 'touch /a' -- true
  plash --from-id 1 --run "$long" -- /bin/true
  trace file plash --from-id 1 --run 'touch /a' -- /bin/true
  [ "$(starts file)" -le 6 ]
  run ! grep -q sha256sum file
  trace file plash --from-id 1 --run "$long" -- /bin/true
  # On a busy machine the result stands in a later line.
  assert_equal 1 "$(grep 'execve(.*/sha256sum"' file | grep -vc ' = -1 ')"
  [ "$(starts file)" -le 10 ]
}

@test "a cached build starts nothing to see if variables are the same, and four programs for files" {
  can_trace
  export MINE=x
  mkdir tree
  echo '--run true' | tee part tree/a >tree/b
  plash build --from-id 1 --import-env MINE
  trace file plash build --from-id 1 --import-env MINE
  assert_equal 0 "$(starts file)"
  plash build --from-id 1 --eval-file part
  trace file plash build --from-id 1 --eval-file part
  assert_equal 1 "$(starts file)"
  plash build --from-id 1 --eval-file part --hash-path tree part
  trace file plash build --from-id 1 --eval-file part --hash-path tree part
  assert_equal 4 "$(starts file)"
}

# An ordinary user under strace has no newuidmap, which is setuid; root can trace one who has.
# calls WORD...: how often the kernel is asked in a run with the variables WORD... beside the necessary ones.
calls() {
  env -i PATH="$PATH" HOME="$HOME" PLASH_DATA="$PLASH_DATA" "$@" strace -f -qq -o file plash run 1 /bin/true
  grep -vc '<\.\.\. .* resumed' file # a call that waits has two lines
}

@test "a warm run reads a large environment not byte by byte, and no files of the caller's language" {
  can_trace
  local small large number
  local -a variables
  plash run 1 /bin/true
  small=$(calls A=1)
  [ "$small" -lt 2500 ] # 1540 where this was written
  for number in $(seq 160); do
    variables+=("VARIABLE_$number=$(printf '%090d' "$number")") # 16 KB
  done
  large=$(calls "${variables[@]}")
  [ "$((large - small))" -lt 200 ] # dash reads what a command prints 128 bytes at a time
  calls LC_ALL=C.UTF-8 LANG=C.UTF-8 LANGUAGE=de
  assert_equal '' "$(grep -e /locale/ -e gconv file)"
}

@test "a warm run takes at most 8 process starts as an ordinary user" {
  can_trace
  gate 'no newuidmap' command -v newuidmap
  local stage
  stage=$(mktemp -d /var/tmp/plash-test.XXXXXX)
  chmod 755 "$stage"
  chown nobody "$stage"
  printf 'nobody:3000000:65536\n' >"$stage/ranges"
  export HOME=$stage PLASH_DATA=$stage/data
  cd /
  run -0 unshare -m --propagation private sh -ec '
    mount --bind "$1/ranges" /etc/subuid
    mount --bind "$1/ranges" /etc/subgid
    as_nobody() { setpriv --reuid nobody --regid nogroup --clear-groups "$@"; }
    as_nobody plash --from-busybox --run "touch /a" -- true
    strace -u nobody -f -qq -s 4096 -e trace=execve,clone,clone3,fork,vfork -o "$1/run" plash run 1 /bin/true
    strace -u nobody -f -qq -s 4096 -e trace=execve,clone,clone3,fork,vfork -o "$1/cached" \
      plash --from-busybox --run "touch /a" -- /bin/true' sh "$stage"
  cp "$stage/run" "$stage/cached" "$BATS_TEST_TMPDIR"
  rm -rf "$stage"
  PLASH_DATA=$BATS_TEST_TMPDIR/data
  grep -q newuidmap "$BATS_TEST_TMPDIR/run"
  [ "$(starts "$BATS_TEST_TMPDIR/run")" -le 8 ]
  [ "$(starts "$BATS_TEST_TMPDIR/cached")" -le 8 ]
}

@test "sudo takes no process but plash itself as root, with-mount at most 4" {
  can_trace
  plash with-mount 1 true
  trace file plash sudo true
  assert_equal 1 "$(starts file)"
  trace file plash with-mount 1 true
  [ "$(starts file)" -le 4 ]
}

@test "what is only read takes no process but plash itself" {
  can_trace
  local words
  plash map key 1
  plash build --from-id 1 --run ': x'
  for words in 'data' 'nodepath 2' 'parent 2' 'map key' 'map' 'build --from-id 1 --run'; do
    # shellcheck disable=SC2086 # words
    set -- $words
    [ "$1" != build ] || set -- "$@" ': x'
    trace file plash "$@"
    assert_equal "$words: 0" "$words: $(starts file)"
  done
}

# with_shell SHELL...: a copy of plash, all of whose scripts SHELL... interprets, runs and is as tight
# as with the machine's sh.
with_shell() {
  local copy=$BATS_TEST_TMPDIR/copy installed
  installed=$(dirname "$(command -v plash)")/..
  mkdir -p "$copy"
  cp -r "$installed/bin" "$installed/libexec" "$copy"
  find "$copy/bin" "$copy/libexec" -type f -exec sed -i "1s|^#!/bin/sh\$|#!$*|" {} +
  export PLASH_LIBEXEC=$copy/libexec/plash PATH=$copy/bin:$PATH
  assert_equal "#!$*" "$(head -n 1 "$copy/libexec/plash/plash--enter")"
  plash run 1 true
  plash --from-id 1 --run "echo 'a b' >/a" -- true
  printf '%s\n' '--from-id 1' '--hint use-env FULL' '--entrypoint-script' 'echo "$FULL $1"' >plashfile
  plash-exec plashfile
  forbid_java
  assert_equal $'1 two\n$x' "$(B=$'two\n$x' SECRET=3 PLASH_EXPORT=B plash run 1 A=1 sh -c 'echo "$A $B$SECRET"')"
  run -0 env -u TERM -u HOME -u DISPLAY 'A-B=1' PS4=x OPTIND=2 'BASH_FUNC_f%%=() { :; }' plash run 1 env
  assert_equal 'PATH PWD SHLVL' "$(cut -d= -f1 <<<"$output" | sort | paste -sd ' ')"
  run -0 --separate-stderr plash --from-id 1 --run "echo 'a b' >/a" -- cat /a
  assert_equal 'a b' "$output"
  assert_equal '' "$stderr"
  FULL=full run -0 plash-exec plashfile word
  assert_equal 'full word' "$output"
  run -7 plash run 1 sh -c 'exit 7'
  assert_refused 127 'cmdnotfound: command not found' plash run 1 cmdnotfound
  run -0 sh -c 'echo $$; exec plash run 1 sh -c "echo \$\$"'
  assert_equal "${lines[0]}" "${lines[1]}"
  A=$'two\n$x' run -0 plash with-mount 1 sh -c 'echo "$A"; ls bin/busybox'
  assert_equal $'two\n$x\nbin/busybox' "$output"
  run -127 --separate-stderr plash sudo cmdnotfound
  assert_equal 'cmdnotfound: command not found' "$stderr"
  run -7 plash sudo sh <<<'exit 7'
  plash export-tar 1 "$HOME/a b.tar"
  tar -tf "$HOME/a b.tar" ./bin/busybox
}

@test "busybox sh runs it" {
  with_shell "$(command -v busybox)" sh
}

@test "bash in POSIX mode runs it" {
  with_shell "$(command -v bash)" --posix
}

@test "dash runs it" {
  with_shell "$(command -v dash)"
}
