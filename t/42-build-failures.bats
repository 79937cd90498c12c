# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  nothing_half_made
  world_clean
}

# drafts: what builds left in tmp/.
drafts() {
  ls "$PLASH_DATA/tmp"
}

@test "without an image nothing is built, status 2" {
  assert_refused 2 'plash error: no image specified' plash build --run hi
  assert_contains "$stderr" 'name one with --from'
  assert_refused 2 'no image specified' plash build </dev/null
  assert_refused 1 'no image specified' plash run --run hi -- true
}

@test "what is no container is refused as the image" {
  assert_refused 1 "plash error: no container '99'" plash build --from-id 99 --run true
  assert_refused 1 "container must not be the special root container ('0')" plash build --from-id 0 --run true
  assert_refused 1 "plash error: no container '01'" plash build --from-id 01 --run true
  assert_refused 1 "no container '99999999999999999999'" plash build --from 99999999999999999999
  assert_refused 1 "container id must be integer, got 'xx'" plash build --from-id xx
  assert_refused 1 "container id must be integer, got '-1'" plash build --from-id '--\ -1'
  assert_refused 1 "from-tar: cannot read '../1': no such file or directory" plash build --from ../1
}

@test "a failing command ends the build with status 1, and what it said stays visible" {
  run -1 --separate-stderr plash build --from-id 1 --run 'echo begun' 'sh -c "echo why >&2; exit 7"' 'touch /not'
  assert_equal '' "$output"
  assert_contains "$stderr" $'\nbegun\n'
  assert_contains "$stderr" $'\nwhy\n'
  [[ $stderr != *'/not'* ]]
  assert_equal 'plash error: build failed with exit status 7' "$(tail -n 1 <<<"$stderr")"
  assert_equal '' "$(drafts)"
}

@test "the layers before a failing one stay" {
  run -1 plash build --from-id 1 --run 'touch /a' --layer --run false
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /a' --layer --run true
  assert_equal $'+ true\n--:' "$stderr"
  assert_equal 2 "$(plash parent "$output")"
}

@test "a failing layer is tried again the next time" {
  local switch
  # Only /dev/shm is shared with a build and may be written.
  gate 'no /dev/shm' test -w /dev/shm
  switch=/dev/shm/plash-test.$$
  run -1 plash build --from-id 1 --run "test -e $switch"
  touch "$switch"
  run -0 plash build --from-id 1 --run "test -e $switch"
  rm "$switch"
}

@test "a missing program is named, with its line" {
  run -1 --separate-stderr plash build --from-id 1 --run true true 'nosuchprogram x'
  assert_contains "$stderr" 'line 3: nosuchprogram: not found'
  assert_contains "$stderr" 'plash error: build failed with exit status 127'
}

@test "exit in the middle of a layer is an error that says so, and nothing is kept" {
  local command
  for command in 'exit 0' exit 'exec true' 'return 0 2>/dev/null' 'sh -c true; exit 0'; do
    run -1 --separate-stderr plash build --from-id 1 --run 'touch /a' "$command" 'touch /b'
    assert_equal '' "$output"
    assert_contains "$stderr" 'plash error: build failed: the commands of the layer ended before their last line'
    assert_contains "$stderr" 'plash: `exit` inside a layer would hide the rest of it; use `false` to fail'
    [[ $stderr != *'+ touch /b'* && $stderr != *'--:'* ]]
  done
  assert_equal '' "$(drafts)"
}

@test "exit with a failure ends the build with that status" {
  run -1 --separate-stderr plash build --from-id 1 --run 'exit 42' true
  assert_contains "$stderr" 'build failed with exit status 42'
  run -1 --separate-stderr plash build --from-id 1 --run 'kill -9 $$' true
  assert_contains "$stderr" 'build failed with exit status 137'
}

@test "set +e and exit traps are the commands' own business" {
  run -0 --separate-stderr plash build --from-id 1 --run 'set +e' 'false' 'echo on' 'trap "echo bye" EXIT'
  assert_contains "$stderr" $'\non\n'
  assert_contains "$stderr" $'\nbye\n--:'
}

@test "functions called like the shell's own commands do not fool the build" {
  run -0 plash build --from-id 1 --run 'echo() { false; }' 'true() { :; }' 'true'
  run -1 plash build --from-id 1 --run 'echo() { :; }' 'exit 0'
}

@test "a syntax error fails the layer before its first command" {
  local text
  for text in 'if true' 'fi' 'echo "open' '(' 'case x in' 'a b c)'; do
    run -1 --separate-stderr plash build --from-id 1 --run 'touch /a' "$text"
    assert_equal '' "$output"
    [[ $stderr != *'+ touch'* ]]
    assert_contains "$stderr" 'syntax error'
    assert_contains "$stderr" 'plash error: build failed with exit status 2'
  done
  run -1 --separate-stderr plash build --from-id 1 --run 'touch /a' '}'
  assert_contains "$stderr" 'build failed with exit status 2'
  assert_equal '' "$(drafts)"
}

@test "a layer may end in a backslash, a comment or without a newline" {
  local text
  for text in 'touch /a \' 'touch /a #' '# only a comment \' 'touch /a;' 'touch /a &' $'touch /a\n\n\n'; do
    run -0 --separate-stderr plash build --from-id 1 --run "$text"
    assert_equal '--:' "${stderr_lines[-1]}"
  done
}

@test "a here-document without its end is an error" {
  run -1 --separate-stderr plash build --from-id 1 --run 'cat <<END' 'text'
  assert_equal '' "$output"
  assert_contains "$stderr" 'plash error: build failed with exit status 2'
}

@test "a layer of 400 KiB of text is built" {
  {
    echo --from-id 1
    echo --run
    echo "cat >/f <<'END'"
    yes 'forty characters of text on every line..' | head -n 10000
    echo END
    yes ': comment' | head -n 1000
  } >script
  run -0 --separate-stderr plash build <script
  assert_equal 10000 "$(plash run "$output" wc -l /f | cut -d' ' -f1)"
}

@test "an argument of 100 KiB is built, and found again" {
  local long
  long=": $(head -c 100000 /dev/zero | tr '\0' x)"
  run -0 --separate-stderr plash build --from-id 1 --run "$long"
  assert_equal 2 "$output"
  assert_equal 2 "$(plash build --from-id 1 --run "$long")"
}

@test "control characters and letters of every alphabet reach the commands unchanged" {
  local text=$'\001\033[1m\t\177 é 日本 \342\200\250 😀 \r\v'
  run -0 --separate-stderr plash build --from-id 1 --run "printf '%s' '$text' >/f"
  assert_equal "$text" "$(plash run "$output" cat /f)"
}

@test "no command can end the build session" {
  run -0 --separate-stderr plash build --from-id 1 --run 'kill -9 $PPID' 'kill -9 1'
  assert_equal '--:' "$(tail -n 1 <<<"$stderr")"
}

@test "an image without a shell cannot be built upon, and says so" {
  local id
  mkdir -p "$PLASH_DATA/tmp/image/etc"
  id=$(plash add-layer 0 "$PLASH_DATA/tmp/image")
  assert_refused 1 "plash error: cannot build on container $id: it has no /bin/sh" plash build --from-id "$id" --run true
}

@test "what a failing layer gave to other users is deleted too" {
  gate 'the range of ids is not mapped' inside_namespace true
  run -1 plash build --from-id 1 --run 'mkdir -m 700 /d' 'touch /d/f' 'chown -R 33:44 /d' false
  assert_equal '' "$(drafts)"
}
