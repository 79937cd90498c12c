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

# begun: returns when the program of a layer, and what it left in the background, run; fails after 10 s.
begun() {
  local tries
  for tries in {1..100}; do
    [ ! -e "$shared/begun" ] || [ "$(pgrep -fxc "$nap")" != 2 ] || return 0
    sleep 0.1
  done
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
  begun
}

# worker_wait: waits for the worker; sets status.
worker_wait() {
  status=0
  wait "$worker" || status=$?
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

@test "a cached build starts no JVM and enters no namespace" {
  plash build --from-id 1 --run true 2>/dev/null
  counting unshare
  forbid_java
  PATH=$PWD/shims:$PATH run -0 plash build --from-id 1 --run true
  [ ! -e unshare.log ]
}

@test "daemons of a layer are ended before it becomes a container, which they would change" {
  run -0 --separate-stderr plash build --from-id 1 --run \
    "(setsid sh -c 'trap \"\" INT TERM HUP; while :; do echo more >>/f; $nap; done' &)" \
    'until [ -s /f ]; do :; done' --layer --run 'cat /f'
  assert_equal 'more' "$(cat "$PLASH_DATA/layer/0/1/2/_data/root/f")"
  ended
}

@test "the whole group killed by SIGKILL leaves nothing to be seen either" {
  local jvm
  begin_layer
  jvm=$(pgrep -P "$worker" -x java)
  kill -KILL -- "-$worker"
  worker_wait
  while kill -0 "$jvm" 2>/dev/null; do sleep 0.05; done
  assert_equal 137 "$status"
  assert_equal $'0\n1\n2' "$(ls "$PLASH_DATA/index")"
  next_build_works
}

@test "create ends its program on SIGTERM" {
  plash create 1 sh -c "touch /f; echo >$shared/begun; ($nap &); $nap" 3>&- >out 2>err &
  worker=$!
  begun
  kill "$worker"
  worker_wait
  assert_equal 143 "$status"
  ended
  assert_equal '' "$(cat out)"
  assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "a build behind run ends with it" {
  set -m
  plash run --from-id 1 --run "($nap &); echo >$shared/begun; $nap" -- true 3>&- >out 2>err &
  worker=$!
  set +m
  begun
  kill -INT -- "-$worker"
  worker_wait
  [ "$status" -ne 0 ]
  ended
  assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
}
