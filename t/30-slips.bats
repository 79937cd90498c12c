# Slips of the pen in builds: what they are told as, and where.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

@test "what stands in a file is told with file and line, on standard input too" {
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from-busybox' '# to list' '--run ls' >file
  assert_refused 1 'plash error: file:2: from-busybox: takes no arguments, got 1' plash eval --eval-file file
  assert_contains "$stderr" 'plash: a comment begins with --#'
  assert_refused 1 'plash error: stdin:2: from-busybox: takes no arguments, got 1' plash build <file
  printf '%s\n' '--run' 'a' '' '--layer rnu x' >file
  assert_refused 1 "plash error: file:4: layer: macro 'rnu' not found" plash eval --eval-file file
  assert_contains "$stderr" 'did you mean --run?'
  printf '%s\n' '# first' '--run a' >file
  assert_refused 1 "plash error: file:1: parse: first token must be" plash eval --eval-file file
  assert_contains "$stderr" 'plash: a comment begins with --#'
  printf '%s\n' '--from-busybox --run echo a' >file
  assert_refused 1 'file:1: from-busybox: takes no arguments, got 3' plash eval --eval-file file
  assert_contains "$stderr" 'each macro begins a line of its own'
  printf '%s\n' '--run a' "--eval-string '--from-map b'" '--run b' >file
  chmod +x file
  assert_refused 1 '/file:2: eval-string: takes 1 argument, got 2' plash-exec ./file
}

@test "a forgotten --, and forgotten quotes, are suggested" {
  assert_refused 1 'plash error: from-busybox: takes no arguments, got 2' plash --from-busybox ls '/a b'
  assert_contains "$stderr" "plash: if ls is the program to start, it stands behind --: --from-busybox -- ls '/a b'"
  assert_refused 1 'from-map: takes 1 argument, got 2' plash run --from-map base ls
  assert_contains "$stderr" '--from-map base -- ls'
  assert_refused 1 "plash error: layer: macro '/etc' not found" plash eval --run ls -l /etc
  assert_contains "$stderr" "quote the whole line: --run 'ls -l /etc'"
  assert_refused 1 "plash error: macro 'a' not found" plash eval -x ls -la
  assert_contains "$stderr" "quote the whole line: -x 'ls -la'"
  assert_refused 1 "plash error: macro 'y' not found" plash eval --apt -y figlet
  assert_contains "$stderr" "as an argument it is written '--\\ -y'"
  assert_refused 1 "plash error: macro 'n' not found" plash eval --run 'echo a' -n
  assert_contains "$stderr" "--run 'echo a -n'"
  assert_refused 1 'plash error: from-id: takes 1 argument, got 0' plash eval --from-id ''
  assert_contains "$stderr" 'an empty word counts for nothing'
}
