# The program that plash run starts: its process, signals, status and descriptors.
load lib/helper

setup() {
  world_reset
}

teardown() {
  [ -z "${program-}" ] || kill -9 "$program" 2>/dev/null || true
  world_clean
}

# program_start WORD...: starts them in container 1, waits until they have begun; sets program.
program_start() {
  local tries=0
  plash run 1 "$@" 3>&- 4>&- >"$BATS_TEST_TMPDIR/said" &
  program=$!
  until [ "$(cat "/proc/$program/comm")" = "$1" ]; do
    sleep 0.02
    tries=$((tries + 1))
    [ "$tries" -lt 500 ] && kill -0 "$program"
  done
}

# program_ends STATUS: waits for it.
program_ends() {
  local status=0
  wait "$program" || status=$?
  program=
  assert_equal "$1" "$status"
}

# same_as_outside WORD...: the container's busybox gives the same answer inside as outside.
same_as_outside() {
  local inside outside busybox=$PLASH_DATA/index/1/_data/root/bin/busybox
  outside=$("$busybox" "$@")
  inside=$(plash run 1 busybox "$@")
  [ -n "$outside" ]
  assert_equal "$outside" "$inside"
}

@test "the exit status is the program's own" {
  run -0 plash run 1 true
  run -1 plash run 1 false
  run -42 plash run 1 sh -c 'exit 42'
  run -125 --separate-stderr plash run 1 sh -c 'exit 125'
  assert_equal '' "$stderr"
}

@test "a program that is not there is refused with 127" {
  assert_refused 127 'plash error: cmdnotfound: command not found' plash run 1 cmdnotfound
  assert_refused 127 'plash error: /bin/cmdnotfound: command not found' plash run 1 /bin/cmdnotfound
  assert_refused 127 'plash error: ./cmdnotfound: command not found' plash run 1 ./cmdnotfound
  run -127 --separate-stderr plash run 1 cd
  assert_equal '' "$output"
}

@test "a program that is not executable is refused with 126" {
  assert_refused 126 'plash error: /etc: not executable' plash run 1 /etc
  assert_refused 126 'plash error: /etc/passwd: not executable' plash run 1 /etc/passwd
  image=$(plash build --from-id 1 --run 'echo echo hi >/bin/plain')
  assert_refused 126 'plash error: plain: not executable' plash run "$image" plain
}

@test "what plash itself cannot do is refused with 125" {
  plash run 1 true
  rm -r "$PLASH_DATA/tmp"
  run -125 --separate-stderr plash run 1 true
  assert_equal '' "$output"
  assert_contains "$stderr" "plash error: cannot write $PLASH_DATA/tmp/"
}

@test "the program has the process id, the parent, the session and the terminal of plash" {
  run -0 sh -c 'echo $$; exec plash run 1 sh -c "echo \$\$"'
  assert_equal "${lines[0]}" "${lines[1]}"
  run -0 sh -c 'echo $$; plash run 1 sh -c "echo \$PPID"; :'
  assert_equal "${lines[0]}" "${lines[1]}"
  same_as_outside awk '{ print $5, $6, $7, $8 }' /proc/self/stat
}

@test "a signal reaches the program" {
  program_start sleep 1000
  kill -TERM "$program"
  program_ends 143
  program_start sh -c 'trap "echo got it; exit 7" USR1; echo ready; while :; do sleep 0.02; done'
  until grep -q ready "$BATS_TEST_TMPDIR/said"; do sleep 0.02; done
  kill -USR1 "$program"
  program_ends 7
  assert_equal 'got it' "$(tail -n 1 "$BATS_TEST_TMPDIR/said")"
}

@test "a program that a signal kills dies natively, not with a status above 128" {
  # bash names the signal only then.
  run -139 --separate-stderr bash -c 'ulimit -c 0; plash run 1 sh -c "kill -SEGV \$\$"; exit $?'
  assert_contains "$stderr" 'Segmentation fault'
  run -139 --separate-stderr bash -c 'ulimit -c 0; plash run 1 sh -c "exit 139"; exit $?'
  assert_equal '' "$stderr"
}

# busybox_keeps_ignored: the sh of busybox leaves a signal ignored that was so; that of 1.30 takes SIGHUP back.
busybox_keeps_ignored() (
  trap '' HUP
  mask=$("$PLASH_DATA/index/1/_data/root/bin/busybox" sh -c 'while read -r name mask; do
    [ "$name" != SigIgn: ] || echo "$mask"
  done </proc/self/status')
  [ $((0x$mask & 1)) -eq 1 ]
)

@test "ignored and blocked signals stay as they are" {
  busybox_keeps_ignored || skip 'the sh of this busybox takes an ignored SIGHUP back'
  same_as_outside grep -E 'Sig(Blk|Ign)' /proc/self/status
  trap '' HUP USR2
  same_as_outside grep -E 'Sig(Blk|Ign)' /proc/self/status
  trap - HUP USR2
}

@test "stdin, stdout and stderr are the caller's" {
  assert_equal hello "$(echo hello | plash run 1 cat)"
  run -0 --separate-stderr plash run 1 sh -c 'echo out; echo err >&2'
  assert_equal out "$output"
  assert_equal err "$stderr"
  head -c 300000 /dev/urandom >bytes
  plash run 1 cat <bytes >got
  cmp bytes got
}

@test "other descriptors pass through, and plash leaves none of its own" {
  echo 'from five' >five
  plash run 1 sh -c 'cat <&5; echo to six >&6' 5<five 6>six >got
  assert_equal 'from five' "$(cat got)"
  assert_equal 'to six' "$(cat six)"
  same_as_outside ls /proc/self/fd
}

@test "closed descriptors stay closed" {
  plash run 1 sh -c '[ -e /proc/$$/fd/0 ] || echo closed' >in <&-
  assert_equal closed "$(cat in)"
  plash run 1 sh -c '[ -e /proc/$$/fd/1 ] || echo closed >&2' 2>err >&-
  assert_equal closed "$(cat err)"
  plash run 1 sh -c '[ -e /proc/$$/fd/2 ] || echo closed' >out 2>&-
  assert_equal closed "$(cat out)"
}

@test "it is a good member of a pipeline" {
  assert_equal y "$(yes | plash run 1 head -n 1)"
  run -0 bash -c 'plash run 1 yes | head -n 1; echo "${PIPESTATUS[0]}"'
  assert_equal $'y\n141' "$output"
  assert_equal AB "$(echo ab | plash run 1 cat | plash run 1 tr a-z A-Z)"
}

@test "the program has the caller's terminal" {
  gate 'no script(1) to make a terminal' script -qec true /dev/null
  run -0 script -qec "plash run 1 sh -c '[ -t 0 ] && [ -t 1 ] && [ -t 2 ] && tty'" /dev/null
  assert_contains "$output" /dev/pts/
  run -5 script -qec 'plash run 1' /dev/null <<<'exit 5'
}

@test "nothing stays beside the program: no child, no other process in its namespaces" {
  local process beside=
  program_start sleep 1000
  assert_equal '' "$(cat "/proc/$program/task/$program/children")"
  assert_equal "$$" "$(awk '{ print $4 }' "/proc/$program/stat")"
  for process in /proc/[0-9]*; do
    if [ "$(readlink "$process/ns/mnt")" = "$(readlink "/proc/$program/ns/mnt")" ]; then
      beside="$beside ${process#/proc/}"
    fi
  done
  assert_equal " $program" "$beside"
}

@test "the host's mounts stay as they are, while it runs and after" {
  local before
  before=$(grep -c . /proc/mounts)
  program_start sleep 1000
  [ "$(cat "/proc/$program/mounts")" != "$(cat /proc/mounts)" ]
  assert_equal "$before" "$(grep -c . /proc/mounts)"
  kill "$program"
  program_ends 143
  assert_equal "$before" "$(grep -c . /proc/mounts)"
}
