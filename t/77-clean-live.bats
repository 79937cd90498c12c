# What clean leaves alone because it is used.
load lib/helper

setup() {
  world_reset
  background=
}

teardown() {
  [ -z "$background" ] || kill -9 "$background" 2>/dev/null || true
  world_clean
}

# removed: prints how many scratch directories a clean deletes.
removed() {
  plash clean | sed -n 's/^removed_tmpdirs: //p'
}

# wait_for WORD...: waits until WORD... succeeds, at most ten seconds.
wait_for() {
  local tries=0
  until "$@" >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ]
    sleep 0.05
  done
}

# no_process PID: the process has ended; whether pid 1 has noticed it is not asked.
no_process() {
  ! grep -q '^State:.[^Z]' "/proc/$1/status"
}

@test "the changes of a running program stay until it has ended" {
  mkfifo go
  plash run 1 sh -c 'echo change >/x; echo up; read -r line; cat /x' <>go >out 3>&- &
  background=$!
  wait_for grep up out
  assert_equal 0 "$(removed)"
  echo >go
  wait "$background"
  assert_equal $'up\nchange' "$(cat out)"
  assert_equal 1 "$(removed)"
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}

@test "the changes of a program whose child goes on stay until that has ended" {
  plash run 1 sh -c 'echo change >/x; { trap "cat /x; exit" TERM; while :; do sleep 0.1; done; } &
    echo $!' >out 2>&1 3>&-
  background=$(tail -n 1 out)
  assert_equal 0 "$(removed)"
  kill -TERM "$background"
  wait_for no_process "$background"
  assert_contains "$(cat out)" change
  assert_equal 1 "$(removed)"
}

@test "a child of a runopts program is not ended by a build" {
  mkdir changes
  plash runopts -c 1 -d changes -m /dev sh -c 'sleep 60 & echo $!' >out 2>&1 3>&-
  background=$(cat out)
  plash build --from-id 1 --run true 2>/dev/null
  kill -0 "$background"
  assert_equal 0 "$(removed)"
  kill "$background"
  wait_for no_process "$background"
  assert_equal 1 "$(removed)"
  inside_namespace rm -r changes
}

@test "a build under way is not disturbed" {
  mkfifo go
  plash build --from-id 1 --run "touch /x; while [ ! -e $PLASH_DATA/go ]; do sleep 0.05; done" >out 2>err 3>&- &
  background=$!
  wait_for grep sleep err
  assert_equal 0 "$(removed)"
  kill -0 "$background"
  kill "$background"
  wait "$background" || true
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}

@test "an import under way is not disturbed" {
  tar -cf image.tar -C "$PLASH_DATA/layer/0/1/_data/root" .
  mkfifo pipe
  plash import-tar - <pipe >out 3>&- &
  background=$!
  exec 4>pipe
  head -c 100000 image.tar >&4
  wait_for eval 'ls "$PLASH_DATA"/tmp/plashtmp*/node'
  assert_equal 0 "$(removed)"
  tail -c +100001 image.tar >&4
  exec 4>&-
  wait "$background"
  plash run "$(cat out)" true
}

@test "what a killed build left is deleted, and what still ran in it is ended" {
  local program="sleep 60.$$" # its pid in the layer is another than here
  plash build --from-id 1 --run "exec $program" >out 2>err 3>&- &
  background=$!
  wait_for pgrep -xf "$program"
  pkill -KILL -P "$background" -x java
  wait "$background" || true
  assert_equal 1 "$(removed)"
  wait_for eval "! pgrep -r D,R,S,T -xf '$program'"
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}

@test "a link of a container that is just coming to be stays" {
  gate 'python3 is not installed' command -v python3
  mkdir -p "$PLASH_DATA/tmp/node/_data/root"
  ln -s ../layer/0/7 "$PLASH_DATA/index/7"
  : >"$PLASH_DATA/lock/links"
  # Holds the lock like a process between making the link and moving the node to its place.
  python3 -c '
import fcntl, os, sys, time
data = os.environ["PLASH_DATA"]
with open(data + "/lock/links") as lock:
    fcntl.lockf(lock, fcntl.LOCK_SH)
    open("locked", "w").close()
    while not os.path.exists("go"): time.sleep(0.02)
    os.rename(data + "/tmp/node", data + "/layer/0/7")' 3>&- &
  background=$!
  wait_for test -e locked
  plash clean >out 3>&- &
  local clean=$!
  sleep 0.5
  [ -L "$PLASH_DATA/index/7" ]
  touch go
  wait "$clean"
  assert_contains "$(cat out)" 'unlinked_indexes: 0'
  plash nodepath 7
}

@test "containers made, named, run and removed while cleans go on are whole" {
  local pids=() number pid
  clean_on() {
    while [ ! -e stop ]; do
      plash clean || touch failed
    done
  }
  make_one() {
    plash create 1 touch "/file-$1" && plash map "key-$1" 1 && plash run 1 touch /x
  }
  clean_on >/dev/null 3>&- &
  background=$!
  for number in {1..8}; do
    make_one "$number" >"out.$number" 2>"err.$number" 3>&- &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    wait "$pid"
  done
  touch stop
  wait "$background"
  [ ! -e failed ]
  for number in {1..8}; do
    plash run "$(cat "out.$number")" ls "/file-$number"
    assert_equal 1 "$(plash map "key-$number")"
  done
}

@test "what runs in another pid namespace stays, from there and from the host" {
  # As docker starts things: process 1 of a new pid namespace.
  local enter=(unshare --pid --fork --kill-child --mount-proc)
  [ "$(id -u)" -eq 0 ] || enter+=(--user --map-root-user)
  gate 'no pid namespace can be made' "${enter[@]}" true
  "${enter[@]}" sh -c 'plash run 1 sh -c "echo up; exec sleep 60" & wait' >out 2>&1 3>&- &
  background=$!
  wait_for grep up out
  local inside
  inside=$(pgrep -P "$(pgrep -P "$background")")
  # From a third one neither the process nor its mount table can be seen.
  assert_contains "$("${enter[@]}" plash clean)" 'removed_tmpdirs: 0'
  assert_equal 0 "$(removed)"
  kill -9 "$background"
  wait "$background" || true
  wait_for no_process "$inside"
  assert_contains "$("${enter[@]}" plash clean)" 'removed_tmpdirs: 0'
  # Only from the first namespace can all processes be seen.
  [ "$(readlink /proc/self/ns/pid)" = 'pid:[4026531836]' ] || return 0
  assert_equal 1 "$(removed)"
}
