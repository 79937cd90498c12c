# What people do at a terminal while plash works.
load lib/helper

setup() {
  world_reset
  gate 'no script(1) to make a terminal' script -qec true /dev/null
  gate 'no /dev/shm' test -w /dev/shm
  shared=/dev/shm/plash-test.$BASHPID
  mkdir "$shared"
}

teardown() {
  [ -z "${holder-}" ] || kill "$holder"
  rm -rf "$shared"
  nothing_half_made
  world_clean
}

@test "a layer has no controlling terminal: nothing typed reaches it, nothing it says escapes redirections" {
  mkfifo typed
  sleep 1000 3>&- 4>&- >typed &
  holder=$!
  run -0 timeout 60 script -qec "plash build --from-id 1 --run '(read x </dev/tty) || echo no tty >/f' \
    '(echo loud >/dev/tty) || echo no tty >>/f' >$shared/id 2>$shared/said" /dev/null <typed
  [[ $output != *loud* ]]
  assert_equal $'no tty\nno tty' "$(cat "$PLASH_DATA/index/$(cat "$shared/id")/_data/root/f")"
}

@test "a layer in the background does not stop for the terminal" {
  run -0 timeout 60 script -qec "bash -ic 'plash build --from-id 1 --run \"(read x </dev/tty) || true\" \"stty -a </dev/tty || true\" \
    >$shared/id 2>$shared/said & wait; echo ended'" /dev/null </dev/null
  assert_contains "$output" ended
  assert_equal 2 "$(cat "$shared/id")"
}
