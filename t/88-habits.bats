# What people do at a terminal while plash works.
# bats file_tags=once
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

# type_when_begun KEY WORD...: runs WORD... on a terminal and types KEY as soon as it has begun; sets status and output.
type_when_begun() {
  local key=$1
  shift
  run timeout 100 bash -c '
    { for i in {1..1200}; do [ ! -e "$1/begun" ] || break; sleep 0.05; done; printf "$2"; for i in {1..1200}; do
      [ ! -e "$1/ended" ] || break; sleep 0.05; done; } | {
        status=0
        script -qec "exec $3" /dev/null || status=$?
        echo >"$1/ended"
        exit "$status"
      }' bash "$shared" "$key" "$1" 3>&- 4>&-
  rm -f "$shared/begun" "$shared/ended"
}

@test "what is typed to end the program of create is for the program, which may go on" {
  local key name
  for name in INT QUIT; do
    key='\003'
    [ "$name" = INT ] || key='\034'
    type_when_begun "$key" "plash create 1 sh -c 'trap \"echo $name >/got\" $name; echo >$shared/begun; until [ -s /got ]; do busybox usleep 50000; done; true' >$shared/id"
    assert_equal 0 "$status"
    assert_equal "$name" "$(cat "$PLASH_DATA/index/$(cat "$shared/id")/_data/root/got")"
    [[ $output != *java* ]]
  done
}

@test "a program of create that ^C ends makes nothing, status 130" {
  type_when_begun '\003' "plash create 1 sh -c 'echo >$shared/begun; exec sleep 100' >$shared/id"
  assert_equal 130 "$status"
  assert_equal '' "$(cat "$shared/id")"
  assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
}

@test "^C ends a build, and nothing of it is left; so does ^\\" {
  local key
  for key in '\003 130' '\034 131'; do
    type_when_begun "${key% *}" "plash build --from-id 1 --run 'echo >$shared/begun; sleep 100' >$shared/id"
    assert_equal "${key#* }" "$status"
    [[ $output != *'plash error'* ]]
    assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
    assert_equal '' "$(ls "$PLASH_DATA/tmp")"
  done
}

@test "a layer in the background does not stop for the terminal" {
  run -0 timeout 60 script -qec "bash -ic 'plash build --from-id 1 --run \"(read x </dev/tty) || true\" \"stty -a </dev/tty || true\" \
    >$shared/id 2>$shared/said & wait; echo ended'" /dev/null </dev/null
  assert_contains "$output" ended
  assert_equal 2 "$(cat "$shared/id")"
}
