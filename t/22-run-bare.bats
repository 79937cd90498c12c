# Images that have no /bin/sh: programs are started all the same.
load lib/helper
load lib/image

setup() {
  world_reset
  image_begin
  rm "$image_tree/bin/sh"
  image_import
  forbid_java
}

teardown() {
  shared_clean
  world_clean
}

@test "a program is found in PATH, by its path, and gets its arguments as they are" {
  run -0 --separate-stderr plash run "$image" echo 'a  b' '' '*' --x A=1
  assert_equal 'a  b  * --x A=1' "$output"
  assert_equal '' "$stderr"
  run -0 plash run "$image" /bin/echo hi
  assert_equal hi "$output"
}

@test "it has the pid that was started, its own status, and the caller's input and descriptors" {
  run -0 sh -c 'echo $$; exec plash run "$1" readlink /proc/self' sh "$image"
  assert_equal "${lines[0]}" "${lines[1]}"
  run -1 plash run "$image" cat /nosuch
  run -0 sh -c 'echo hi | plash run "$1" cat' sh "$image"
  assert_equal hi "$output"
}

@test "the environment is PATH, what crosses, and the words in front, also with names no shell can set" {
  unset HOME DISPLAY
  export TERM=vt100 FOO=$'two\nlines' SECRET=1
  run -0 env PLASH_EXPORT=FOO plash run "$image" A=1 B= x-y=2 TERM=mine env
  assert_equal "$(printf '%s\n' 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    TERM=mine $'FOO=two\nlines' A=1 B= x-y=2 | sort)" "$(sort <<<"$output")"
  assert_refused 127 'plash error: echo: command not found' plash run "$image" PATH=/nosuch:/etc echo hi
}

@test "no variable of an image reaches the loader or the libraries of the host" {
  shared_directory
  printf '{"Env": ["LD_DEBUG=libs", "LD_DEBUG_OUTPUT=%s/x", "LD_PRELOAD=/nosuch.so", "GCONV_PATH=/x", "A=1"]}\n' \
    "$shared" >"$PLASH_DATA/index/$image/_data/image.json"
  rm -f "$PLASH_DATA/index/$image/_data/plan.$(id -u)"
  PATH=${PATH#"$BATS_TEST_TMPDIR/nojava/bin:"} JAVA_HOME='' run -0 --separate-stderr plash run "$image" env
  assert_equal '' "$stderr"
  assert_contains "$output" A=1
  [[ $output != *LD_* && $output != *GCONV* ]]
  assert_equal '' "$(ls "$shared")"
}

@test "the working directory is the caller's where the container has it, else /" {
  shared_directory
  cd "$shared"
  run -0 plash run "$image" pwd
  assert_equal "$shared" "$output"
  cd "$BATS_TEST_DIRNAME"
  run -0 plash run "$image" pwd
  assert_equal / "$output"
}

@test "what is not there or cannot be executed is said in one line" {
  assert_refused 127 'plash error: nope: command not found' plash run "$image" nope
  assert_refused 127 'plash error: /bin/nope: command not found' plash run "$image" A=1 B= /bin/nope -l
  assert_refused 127 'plash error: /bin/sh: command not found' plash run "$image"
  assert_refused 127 'plash error: : command not found' plash run "$image" ''
  assert_refused 127 'plash error: env: command not found' plash run "$image" A=1
  assert_refused 126 'plash error: /etc: not executable' plash run "$image" /etc
}

@test "a build needs a shell, and says so" {
  unset JAVA_HOME
  PATH=${PATH#*:}
  assert_refused 1 "cannot build on container $image: it has no /bin/sh" plash build --from-id "$image" --run true
}
