# What the README of 2018 promises, SPEC 7.1, by number; with a busybox where it has an image of others.
load lib/helper

setup() {
  world_reset
}

teardown() {
  [ -z "${program-}" ] || kill -9 "$program" 2>/dev/null || true
  world_clean
}

@test "7.1 #1 a program runs in a layer that is built once, with DISPLAY" {
  local words=(--from 1 --run 'printf "echo \$DISPLAY\n" >/bin/show' 'chmod +x /bin/show' -- show)
  DISPLAY=:7 run -0 --separate-stderr plash "${words[@]}"
  assert_equal :7 "$output"
  assert_contains "$stderr" '--:'
  forbid_java
  DISPLAY=:7 run -0 --separate-stderr plash "${words[@]}"
  assert_equal :7 "$output"
  assert_equal '' "$stderr"
}

@test "7.1 #3 plash --help lists the commands" {
  run -0 --separate-stderr plash --help
  assert_contains "$output" 'plash build'
  assert_contains "$output" 'plash run'
  assert_equal '' "$stderr"
}

@test "7.1 #4 a plashfile carries its program, and starts silently the second time" {
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from 1' '--run' 'touch /toolkit' '--layer' '--entrypoint-script ' \
    '#!/usr/bin/env sh' 'import() {' '    echo "(indented)" "$@"' '}' '' '(import "$@")' >file
  chmod +x file
  run -0 --separate-stderr ./file one 'two  three'
  assert_equal '(indented) one two  three' "$output"
  run -0 --separate-stderr ./file again
  assert_equal '(indented) again' "$output"
  assert_equal '' "$stderr"
  run -0 plash --from 1 --run 'touch /toolkit' -- stat -c %a /toolkit
  sed 's/--entrypoint-script /&\n#!\/bin\/cat/' file >cat
  run -0 --separate-stderr plash-exec cat
  assert_equal '' "$(grep '^$' <<<"$output")"
}

@test "7.1 #12 with-mount measures an image" {
  run -0 --separate-stderr plash with-mount --from 1 -- du -sh
  [[ $output =~ ^[0-9.]+[KM][[:space:]]\.$ ]]
}

@test "7.1 #16 the union file system is switched with tee" {
  assert_equal overlay "$(echo overlay | plash data tee config/union_taste)"
  assert_equal overlay "$(cat "$PLASH_DATA/config/union_taste")"
  plash run 1 true
}

@test "7.1 #17 root has a mount namespace only, others a user namespace too" {
  local user mount
  run -0 plash run 1 sh -c 'readlink /proc/self/ns/user; readlink /proc/self/ns/mnt; id -u'
  user=$(readlink /proc/self/ns/user)
  mount=$(readlink /proc/self/ns/mnt)
  [ "${lines[1]}" != "$mount" ]
  assert_equal 0 "${lines[2]}"
  if [ "$(id -u)" -eq 0 ]; then
    assert_equal "$user" "${lines[0]}"
  else
    [ "${lines[0]}" != "$user" ]
  fi
}

@test "7.1 #18 a container is a process: seen by ps, ended by kill, its status its own" {
  local status=0
  plash run 1 sleep 87654 3>&- 4>&- &
  program=$!
  until [ "$(ps -o args= -p "$program")" = 'sleep 87654' ]; do sleep 0.05; done
  kill "$program"
  wait "$program" || status=$?
  assert_equal 143 "$status"
  program=
  run -42 plash run 1 sh -c 'exit 42'
}
