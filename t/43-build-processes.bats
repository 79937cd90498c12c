load lib/helper

setup() {
  world_reset
  gate 'no /dev/shm' test -w /dev/shm
  # The one place that a build shares with the host and may write.
  shared=/dev/shm/plash-test.$$.$BATS_TEST_NUMBER
  mkdir "$shared"
  nap="sleep 1000.$$$BATS_TEST_NUMBER"
}

teardown() {
  rm -rf "$shared"
  nothing_half_made
  world_clean
}

# ended: true as soon as no process is left of those that the layers started.
ended() {
  local tries
  for tries in {1..100}; do
    pgrep -fx "$nap" >/dev/null || return 0
    sleep 0.1
  done
  echo "still there: $(pgrep -afx "$nap")" >&2
  return 1
}

# begin_layer: starts a build with one quick layer and one that takes for ever, as a job with a
# process group of its own; returns when the second layer runs. Sets worker.
begin_layer() {
  set -m
  plash build --from-id 1 --run 'touch /quick' --layer --run 'touch /slow' \
    "(setsid sh -c 'trap \"\" INT TERM HUP; $nap' &)" "echo >$shared/begun; $nap" 3>&- >out 2>err &
  worker=$!
  set +m
  until [ -e "$shared/begun" ] && [ "$(pgrep -fxc "$nap")" = 2 ]; do
    kill -0 "$worker"
    sleep 0.1
  done
}

# worker_status: how the worker ended.
worker_status() {
  local status=0
  wait "$worker" || status=$?
  echo "$status"
}

# next_build_works: the layer that was finished is there, the other is built; tmp/ is clean after.
next_build_works() {
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /quick' --layer --run 'touch /other'
  assert_equal $'+ touch /other\n--:' "$stderr"
  assert_equal 2 "$(plash parent "$output")"
  ended
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

# counting NAME: puts a program NAME first on PATH that notes its words in NAME.log and becomes NAME.
counting() {
  mkdir -p shims
  printf '#!/bin/sh\nprintf "%%s\\n" "$*" >>"%s/%s.log"\nexec %s "$@"\n' "$PWD" "$1" "$(command -v "$1")" >"shims/$1"
  chmod +x "shims/$1"
}

@test "twenty layers start one JVM, and enter the user namespace once" {
  local layers=() n
  for n in {1..20}; do
    layers+=(--layer --run "echo $n >>/f")
  done
  unset JAVA_HOME
  counting java
  counting unshare
  PATH=$PWD/shims:$PATH run -0 plash build --from-id 1 "${layers[@]}"
  assert_equal 20 "$(plash run 21 wc -l /f | cut -d' ' -f1)"
  assert_equal 1 "$(grep -c 'io\.plash\.cmd\.Main' java.log)"
  assert_equal 1 "$(grep -c 'plash--session' unshare.log)"
  assert_equal 20 "$(grep -c 'plash--enter' unshare.log)"
  run -0 grep 'plash--enter' unshare.log
  [[ $output != *--user* ]]
}

@test "a cached build starts neither" {
  plash build --from-id 1 --run true 2>/dev/null
  counting unshare
  forbid_java
  PATH=$PWD/shims:$PATH run -0 plash build --from-id 1 --run true
  [ ! -e unshare.log ]
}

@test "a process left in the background does not hold the build up" {
  run -0 timeout 60 bash -c "plash build --from-id 1 --run '$nap &' 2>&1 | cat"
  assert_contains "$output" 'plash: ended the processes that the layer left running'
  ended
}

@test "daemons of a layer are ended before it becomes a container, which they would change" {
  run -0 --separate-stderr plash build --from-id 1 --run \
    "(setsid sh -c 'trap \"\" INT TERM HUP; while :; do echo more >>/f; $nap; done' &)" \
    'until [ -s /f ]; do :; done' --layer --run 'cat /f'
  assert_equal 'more' "$(cat "$PLASH_DATA/layer/0/1/2/_data/root/f")"
  ended
}

@test "processes of a failing layer are ended too" {
  run -1 --separate-stderr plash build --from-id 1 --run "$nap &" false
  ended
}

@test "processes of other layers, of programs and of the host are left alone" {
  local program
  plash create 1 true >/dev/null
  bash -c "exec $nap" 3>&- &
  program=$!
  begin_layer
  plash run 2 sh -c "exec $nap.run" 3>&- &
  until pgrep -fx "$nap.run" >/dev/null; do sleep 0.1; done
  run -0 plash build --from-id 1 --run 'sleep 9.9 &' true
  assert_contains "$output" 'plash: ended the processes'
  kill -0 "$program"
  assert_equal 3 "$(pgrep -fxc "$nap")"
  pgrep -fx "$nap.run"
  kill "$!" "$program" "$worker"
  wait
}

@test "SIGTERM to the worker ends the layer and all its processes" {
  begin_layer
  kill "$worker"
  assert_equal 143 "$(worker_status)"
  ended
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
  assert_equal '' "$(cat out)"
  ! grep 'plash error' err
  nothing_half_made
  next_build_works
}

@test "Ctrl-C ends the layer and all its processes" {
  begin_layer
  kill -INT -- "-$worker"
  assert_equal 130 "$(worker_status)"
  ended
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
  assert_equal '' "$(cat out)"
  next_build_works
}

@test "a worker killed by SIGKILL leaves nothing to be seen; the next build sweeps up after it" {
  begin_layer
  kill -KILL "$worker"
  assert_equal 137 "$(worker_status)"
  nothing_half_made
  assert_equal $'0\n1\n2' "$(ls "$PLASH_DATA/index")"
  next_build_works
}

@test "the whole group killed by SIGKILL leaves nothing to be seen either" {
  begin_layer
  kill -KILL -- "-$worker"
  assert_equal 137 "$(worker_status)"
  nothing_half_made
  next_build_works
}

@test "create ends its program on SIGTERM" {
  plash create 1 sh -c "touch /f; echo >$shared/begun; ($nap &); $nap" 3>&- >out 2>err &
  worker=$!
  until [ -e "$shared/begun" ] && [ "$(pgrep -fxc "$nap")" = 2 ]; do sleep 0.1; done
  kill "$worker"
  assert_equal 143 "$(worker_status)"
  ended
  assert_equal '' "$(cat out)"
  assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "a build behind run ends with it" {
  set -m
  plash run --from-id 1 --run "echo >$shared/begun; $nap" -- true 3>&- >out 2>err &
  worker=$!
  set +m
  until [ -e "$shared/begun" ]; do sleep 0.1; done
  kill -INT -- "-$worker"
  [ "$(worker_status)" -ne 0 ]
  ended
  assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
}
