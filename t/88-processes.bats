# What the commands of a layer start ends with the layer, whatever it does to get away; a layer becomes a
# container only then.
load lib/helper
load lib/nap

setup() {
  world_reset
  nap_begin
}

teardown() {
  [ -z "${worker-}" ] || kill -9 "$worker" 2>/dev/null || true
  nap_clean
  world_clean
}

# all_ended: none of the processes that this test's layers started is left.
all_ended() {
  ! pgrep -fx "(busybox )?$nap" >/dev/null
}

# begin_layer: starts a build whose layer naps, with a daemon in the background; sets worker.
begin_layer() {
  plash build --from-id 1 --run "(setsid $nap &)" "echo >$shared/begun; $nap" 3>&- </dev/null >out 2>err &
  worker=$!
  within_a_minute test -e "$shared/begun"
}

@test "a process that has a session and a root directory of its own is ended before the layer is kept" {
  run -0 --separate-stderr plash build --from-id 1 --run 'mkdir -p /c/bin && cp /bin/busybox /c/bin/' \
    "(setsid busybox chroot /c /bin/busybox sh -c 'while :; do echo more >>/f; busybox $nap; done' &)" \
    'until [ -s /c/f ]; do :; done'
  assert_contains "$stderr" 'plash: ended the processes that the layer left running'
  all_ended
  assert_equal more "$(cat "$PLASH_DATA/index/$output/_data/root/c/f")"
}

@test "what the program of create leaves running ends with it" {
  run -0 --separate-stderr plash create 1 sh -c "mkdir -p /c/bin && cp /bin/busybox /c/bin/
    (setsid busybox chroot /c /bin/busybox sh -c 'while :; do echo more >>/f; busybox $nap; done' &)
    until [ -s /c/f ]; do :; done; cd /proc; echo [0-9]* >/seen"
  all_ended
  assert_equal more "$(cat "$PLASH_DATA/index/$output/_data/root/c/f")"
  [ "$(wc -w <"$PLASH_DATA/index/$output/_data/root/seen")" -le 5 ]
}

@test "processes that start others all the time are ended, too" {
  run -0 timeout 120 plash build --from-id 1 --run \
    "for i in 1 2 3; do (setsid sh -c 'while :; do (setsid $nap &); busybox usleep 20000; done' &); done"
  all_ended
}

@test "a process that has ended by itself is not told of" {
  run -0 --separate-stderr plash build --from-id 1 --run '(sh -c "echo \$\$ >/p" &)' 'until [ -s /p ]; do :; done' \
    'while grep -q "^State:.[^Z]" "/proc/$(cat /p)/status" 2>/dev/null; do :; done'
  assert_equal '--:' "$(tail -n 1 <<<"$stderr")"
  [[ $stderr != *'left running'* ]]
}

@test "a layer sees its own processes and no others" {
  run -0 --separate-stderr plash build --from-id 1 --run 'cd /proc; echo [0-9]* >/seen; readlink self >>/seen' ': $$'
  run -0 cat "$PLASH_DATA/index/$output/_data/root/seen"
  [ "$(wc -w <<<"${lines[0]}")" -le 3 ]
  [ "${lines[1]}" -lt 100 ]
}

@test "SIGKILL of the worker alone ends all that its layer runs" {
  local status=0
  begin_layer
  pkill -KILL -P "$worker" -x java
  wait "$worker" || status=$?
  assert_equal 137 "$status"
  within_a_minute all_ended
  run -0 --separate-stderr plash build --from-id 1 --run 'true'
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "a build session that is killed from outside is told of, and nothing of it stays" {
  local process status=0
  begin_layer
  for process in $(pgrep -f "^/bin/sh .*/plash--session $PWD "); do
    kill -KILL "$process"
  done
  wait "$worker" || status=$?
  assert_equal 1 "$status"
  assert_contains "$(cat err)" 'plash error: the build session ended unexpectedly'
  assert_equal '' "$(cat out)"
  all_ended
  nothing_half_made
}

# clean_takes COUNT: `plash clean` deletes so many scratch directories.
clean_takes() {
  [ "$(plash clean | sed -n 's/^removed_tmpdirs: //p')" = "$1" ]
}

@test "the changes of a program stay while only processes that have chrooted go on with them" {
  mkfifo go
  # shellcheck disable=SC2016 # for the container
  plash run 1 sh -ec 'mkdir -p /c/bin; cp /bin/busybox /c/bin/; echo old >/c/change; exec 4<&0
    busybox chroot /c /bin/busybox sh -c "echo up; read -r line; busybox cat /change; echo new >/n; busybox cat /n" <&4 &' \
    <>go >out 2>&1 3>&-
  within_a_minute grep -q up out
  clean_takes 0
  plash build --from-id 1 --run true 2>/dev/null
  clean_takes 0
  echo >go
  within_a_minute grep -q new out
  assert_equal $'up\nold\nnew' "$(cat out)"
  within_a_minute clean_takes 1
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "where the machine forbids pid namespaces layers are built, and what they leave running ends, too" {
  echo 0 >none
  # shellcheck disable=SC2016 # for the inner shell
  run -0 --separate-stderr inside_namespace unshare -m --propagation private sh -c '
    mount --bind none /proc/sys/user/max_pid_namespaces && readlink /proc/self/ns/pid >outer &&
    plash build --from-id 1 --run "(setsid $1 &)" "readlink /proc/self/ns/pid >/inner" --layer --run "touch /next" &&
    plash create 1 sh -c "(setsid $1 &); touch /created"' sh "$nap"
  assert_equal $'3\n4' "$output"
  assert_contains "$stderr" 'plash: ended the processes that the layer left running'
  all_ended
  assert_equal "$(cat outer)" "$(cat "$PLASH_DATA/index/2/_data/root/inner")"
}
