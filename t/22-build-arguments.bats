# "Parameters may be interpreted as build instruction": everything from the first dash up to `--` is
# built, in plash run and whichever command else takes a container.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

@test "the build ends at the first --, the rest is the command, verbatim" {
  run -0 --separate-stderr plash run --from-id 1 --run 'echo built >/a' -- cat /a
  assert_equal built "$output"
  run -0 plash run -f 1 -- echo -- -x --
  assert_equal '-- -x --' "$output"
  assert_equal '-- x' "$(plash run -f 1 -- -- echo -- x)"
}

@test "plash itself takes what begins with a dash to plash run" {
  run -0 --separate-stderr plash -f 1 -x 'echo built >/a' -- cat /a
  assert_equal built "$output"
  run -9 plash -f 1 -- sh -c 'exit 9'
}

@test "without -- all is build, and the program is the root shell" {
  run -0 --separate-stderr plash -f 1 <<<'echo from stdin'
  assert_equal 'from stdin' "$output"
  run -1 --separate-stderr plash run -f 1 echo hi
  assert_equal '' "$output"
}

@test "with nothing in front of -- the build comes from stdin" {
  run -0 --separate-stderr plash run -- echo hi <<<'--from-id 1'
  assert_equal hi "$output"
  run -1 --separate-stderr plash run -- echo hi </dev/null
  assert_equal '' "$output"
}

@test "a container first is never a build" {
  assert_refused 127 '-f: command not found' plash run 1 -f 1
  assert_refused 1 "container id must be integer, got 'ls'" plash run ls -f 1
}

@test "a build that fails is status 1, with its message alone" {
  assert_refused 1 "macro 'nope' not found" plash run --nope -- true
  assert_refused 1 "no container '99'" plash run --from-id 99 -- true
  assert_refused 1 'no image specified' plash run --run true -- true
  assert_refused 1 'build failed with exit status 1' plash --from-id 1 --run false -- true
  assert_refused 1 '' plash run -
  assert_refused 1 'macro' plash nodepath -1
}

@test "what a build prints goes to stderr, and its stdin is the caller's" {
  run -0 --separate-stderr plash -f 1 -x 'echo noise' -- true
  assert_equal '' "$output"
  assert_contains "$stderr" noise
  assert_equal kept "$(echo kept | plash -f 1 -x 'cat; : 2' -- cat)"
}

@test "nodepath, rm, create and add-layer take a build too" {
  assert_contains "$(plash nodepath -f 1 -x 'touch /a')" /layer/0/1/2
  assert_equal 3 "$(plash create -f 1 -x 'touch /a' -- touch /b)"
  run -0 plash run 3 ls /a /b
  mkdir "$PLASH_DATA/tmp/layer"
  assert_equal 4 "$(plash add-layer -f 1 -x 'touch /a' -- "$PLASH_DATA/tmp/layer")"
  assert_equal 2 "$(plash parent 4)"
  run -0 plash rm -f 1 -x 'touch /a'
  run -3 plash nodepath 2
  run -1 plash nodepath --allow-root-container 0
}
