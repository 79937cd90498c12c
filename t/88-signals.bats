# Signals and builds: whoever waits for a build takes it along when it ends, however it ends.
# bats file_tags=once
load lib/helper
load lib/nap

setup() {
  world_reset
  nap_begin
}

teardown() {
  [ -z "${waiting-}" ] || kill -9 "$waiting" 2>/dev/null || true
  nap_clean
  world_clean
}

# layer_is_running: its commands have begun.
layer_is_running() {
  [ -e "$shared/begun" ]
}

# all_is_gone: nothing of the build runs, and nothing of it is in the data directory.
all_is_gone() {
  ! pgrep -fx "$nap" >/dev/null && [ -z "$(ls "$PLASH_DATA/tmp")" ]
}

# begin WORD...: starts them with signals as a terminal's shell would, waits until the layer runs; sets waiting.
begin() {
  rm -f "$shared/begun"
  env --default-signal "$@" 3>&- </dev/null >out 2>err &
  waiting=$!
  within_a_minute layer_is_running
}

# ends_by SIGNAL STATUS: a signal to what waits ends it, and the build.
ends_by() {
  local status=0
  kill "-$1" "$waiting"
  wait "$waiting" || status=$?
  waiting=
  assert_equal "$1 $2" "$1 $status"
  within_a_minute all_is_gone
  assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
  assert_equal '' "$(cat out)"
  [[ $(cat err) != *'java'* ]]
}

@test "a signal to a run that builds ends the build" {
  local signal
  for signal in TERM:143 HUP:129 INT:130 QUIT:131 KILL:137; do
    begin plash run --from-id 1 --run "echo >$shared/begun; $nap" -- true
    ends_by "${signal%:*}" "${signal#*:}"
  done
}

@test "a signal to a plashfile that builds ends the build" {
  local signal
  printf '%s\n' '--from-id 1' '--run' "echo >$shared/begun; $nap" '--entrypoint true' >plashfile
  for signal in TERM:143 INT:130 KILL:137; do
    begin plash-exec plashfile
    ends_by "${signal%:*}" "${signal#*:}"
  done
}

@test "a signal to a command on a container that has to be built ends the build" {
  begin plash with-mount --from-id 1 --run "echo >$shared/begun; $nap" -- true
  ends_by TERM 143
  begin plash create --from-id 1 --run "echo >$shared/begun; $nap" -- true
  ends_by HUP 129
}

@test "a signal to a build ends it" {
  local signal
  for signal in TERM:143 HUP:129 INT:130 QUIT:131 KILL:137; do
    begin plash build --from-id 1 --run "echo >$shared/begun; $nap"
    ends_by "${signal%:*}" "${signal#*:}"
  done
}

@test "a signal to an import ends it, and what it unpacks" {
  local signal writer
  mkfifo "$shared/archive"
  for signal in TERM:143 HUP:129 INT:130 QUIT:131 KILL:137; do
    { tar -c -C "$PLASH_DATA/layer/0/1/_data/root" . && exec sleep 100; } >"$shared/archive" 3>&- &
    writer=$!
    env --default-signal plash import-tar "$shared/archive" 3>&- </dev/null >out 2>err &
    waiting=$!
    within_a_minute unpacking_is_running
    ends_by "${signal%:*}" "${signal#*:}"
    kill "$writer" || true
    wait "$writer" || true
  done
}

# unpacking_is_running: there are files in a scratch directory.
unpacking_is_running() {
  compgen -G "$PLASH_DATA/tmp/*/node/_data/root/bin" >/dev/null
}

@test "a signal to an evaluation ends it, and its macros" {
  local signal
  mkdir macros
  printf '%s\n' '#!/bin/sh' "echo >$shared/begun" "exec $nap" >macros/slow
  chmod +x macros/slow
  export PLASH_MACRO_PATH=$PWD/macros
  for signal in TERM:143 HUP:129 INT:130 QUIT:131; do
    begin plash eval --slow
    ends_by "${signal%:*}" "${signal#*:}"
  done
}

@test "the commands of a layer ignore of HUP, INT and QUIT what the caller does" {
  local caller last='sed -n "s/^SigIgn:.*\(.\)/\1/p" /proc/self/status'
  gate 'env cannot undo that SIGINT is ignored' env --default-signal=INT true
  for caller in '' --ignore-signal=HUP --ignore-signal=INT; do
    # shellcheck disable=SC2086 # none or one
    set -- env --default-signal $caller
    run -0 --separate-stderr "$@" plash build --from-id 1 --run "$last >/a # $caller"
    run -0 --separate-stderr "$@" plash run "$output" cat /a
    assert_equal "$("$@" sh -c "$last")" "$output"
    run -0 --separate-stderr "$@" plash run --from-id 1 --run "$last >/a # $caller run" -- cat /a
    assert_equal "$("$@" sh -c "$last")" "$output"
  done
}

@test "a setpriv that knows no --pdeathsig is done without" {
  local signal
  gate "no busybox's setpriv" busybox setpriv --help
  ln -s "$(command -v busybox)" setpriv
  ln -s "$(command -v busybox)" busybox
  export PATH=$PWD:$PATH
  run -1 setpriv --pdeathsig TERM true
  for signal in TERM:143 INT:130 QUIT:131; do
    begin plash build --from-id 1 --run "echo >$shared/begun; $nap"
    ends_by "${signal%:*}" "${signal#*:}"
  done
  run -0 --separate-stderr plash --from-id 1 --run 'touch /a' -- ls /a
  assert_equal /a "$output"
  run -0 --separate-stderr plash create 1 touch /b
}

@test "a signal to a create ends a program that leaves ended children, or starts others in their place" {
  local program
  for program in "sleep 0 & echo >$shared/begun; exec $nap" "echo >$shared/begun; while :; do $nap; done"; do
    begin plash create 1 sh -c "$program"
    ends_by TERM 143
  done
}
