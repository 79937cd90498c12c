# What becomes of results and messages when nobody takes them: closed pipes, closed descriptors, full devices.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
  plash map key 1
}

teardown() {
  world_clean
}

# Commands that print a result, by the shell and by Java; cached, and to be built.
COMMANDS=('data' 'map key' 'nodepath 1' 'parent 1' 'help' 'help-macros' 'version' 'run --help' 'ls' 'ls --json'
  'eval --run hi' 'build --from-id 1' 'export-tar 1 -')

# pipe_without_reader: from here on, descriptor 9 is a pipe that nobody reads any more.
pipe_without_reader() {
  mkfifo pipe
  exec 8<>pipe
  exec 9>pipe
  exec 8<&-
}

@test "a result that nobody reads any more ends a command silently with the status of SIGPIPE" {
  local word
  pipe_without_reader
  for word in "${COMMANDS[@]}" "build --from-id 1 --run true" "add-layer 1 $(mkdir new && echo new)"; do
    run -141 --separate-stderr bash -c "plash $word >&9"
    assert_equal '' "$(grep -v '^+ \|^--:$' <<<"$stderr")"
  done
}

@test "so it is where SIGPIPE is ignored" {
  local word
  pipe_without_reader
  for word in 'data' 'map key' 'nodepath 1' 'help' 'ls' 'eval --run hi' 'build --from-id 1'; do
    run -141 --separate-stderr bash -c "trap '' PIPE; plash $word >&9"
    assert_equal '' "$stderr"
  done
}

@test "a long result may be cut off by its reader" {
  seq 1 100000 | sed 's/^/--run\n/' >script
  run -141 --separate-stderr bash -o pipefail -c 'plash eval <script | head -n 1'
  assert_equal 1 "$output"
  assert_equal '' "$stderr"
}

@test "a result that cannot be written is an error" {
  local word
  for word in "${COMMANDS[@]}"; do
    run bash -c "plash $word 2>&1 >/dev/full"
    [ "$status" -ne 0 ]
    run bash -c "plash $word 2>&1 >&-"
    [ "$status" -ne 0 ]
    [ "${word%% *}" = export-tar ] || assert_contains "$output" 'plash error: cannot write the result to stdout'
  done
}

@test "a result is not lost where all descriptors are closed" {
  local word
  for word in "${COMMANDS[@]}"; do
    run bash -c "plash $word <&- >&- 2>&-"
    [ "$status" -ne 0 ]
    run -0 bash -c "plash $word <&- 2>&-"
    [ -n "$output" ]
  done
}
