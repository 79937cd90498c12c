# What people do all day, by other shells than the host's sh: a copy of the programs with other
# interpreter lines.
load lib/helper

setup() {
  world_reset
  plash map some-key 1
  plash --from-id 1 --run 'touch /a' -- true
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from-id 1' '--run' 'touch /a' '--entrypoint' 'echo' >plashfile
  plash-exec ./plashfile
}

teardown() {
  world_clean
}

# interpreted_by LINE: puts a copy of the programs in front of PATH whose first lines are `#!LINE`;
# the original can not be reached any more, and java is forbidden.
interpreted_by() {
  local top=$BATS_TEST_TMPDIR/copy file
  mkdir "$top"
  cp -R "$(dirname "$(command -v plash)")/../bin" "$(dirname "$(command -v plash)")/../libexec" "$top/"
  for file in "$top"/bin/plash* "$top"/libexec/plash/plash-*; do
    assert_equal '#!/bin/sh' "$(head -n 1 "$file")"
    sed -i "1s|.*|#!$1|" "$file"
  done
  export PATH=$top/bin:$PATH PLASH_LIBEXEC=$top/libexec/plash
  forbid_java
}

# day_passes: the hot commands do what they do.
day_passes() {
  assert_equal ran "$(plash run 1 echo ran)"
  run -42 plash run 1 sh -c 'exit 42'
  run -143 plash run 1 sh -c 'kill $$'
  assert_refused 127 'plash error: cmdnotfound: command not found' plash run 1 cmdnotfound
  assert_refused 126 'plash error: /etc: not executable' plash run 1 /etc
  assert_refused 1 "plash error: no container '99'" plash run 99
  assert_refused 1 'plash error: no such command: nope' plash nope
  run -0 --separate-stderr plash --from-id 1 --run 'touch /a' -- ls /a
  assert_equal /a "$output"
  assert_equal '' "$stderr"
  assert_equal 2 "$(plash build --from-id 1 --run 'touch /a')"
  run -0 --separate-stderr plash-exec ./plashfile 'a  b' '$c'
  assert_equal 'a  b $c' "$output"
  assert_equal '' "$stderr"
  assert_equal "$PLASH_DATA" "$(plash data)"
  assert_contains "$(plash nodepath 2)" /layer/0/1/2
  assert_equal 1 "$(plash parent 2)"
  assert_equal 1 "$(plash map some-key)"
  run -0 plash help
  assert_contains "$output" 'plash run'
  run -0 bash -c 'echo $$; exec plash run 1 sh -c "echo \$\$"'
  assert_equal "${lines[0]}" "${lines[1]}"
  environment_passes
}

# environment_passes: the program's environment is exactly what it should be.
environment_passes() {
  local value=$'a "b" $HOME `id` \\ \'c\'\nd ' profile
  profile=$(env -u HOME -u TERM plash run 1 env | grep -v '^PWD=' | sort)
  X=$value LEAK=1 PLASH_EXPORT=:X::UNSET: HOME=/here TERM=dumb \
    run -0 plash run 1 Y='1 2' env
  assert_contains "$output" "X=$value"
  assert_equal "$(printf '%s\n' "$profile" HOME=/here TERM=dumb X "Y=1 2" | sort -u)" \
    "$(grep -E '^[A-Z_]+=' <<<"$output" | grep -v '^PWD=' | sed 's/^X=.*/X/' | sort -u)"
}

@test "by the host's sh" {
  interpreted_by /bin/sh
  day_passes
}

@test "by busybox sh" {
  gate 'no busybox' command -v busybox
  interpreted_by "$(command -v busybox) sh"
  day_passes
}

@test "by bash --posix" {
  interpreted_by "$(command -v bash) --posix"
  day_passes
}
