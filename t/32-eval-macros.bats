# Macros that evaluate further text: files, words, standard input.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# assert_script EXPECTED WORD...: what plash eval prints for the words, and nothing on stderr.
assert_script() {
  local expected=$1
  shift
  run -0 --separate-stderr plash eval "$@"
  assert_equal "$expected" "$output"
  assert_equal '' "$stderr"
}

@test "eval-file builds what a file says, in the place where it stands" {
  printf '%s\n' '#!/usr/bin/env plash-exec' '--run' 'touch /b' >file
  assert_script $'touch /a\ntouch /b\ntouch /c' --run 'touch /a' --eval-file file --run 'touch /c'
  run -0 --separate-stderr plash run --from-id 1 --eval-file ./file -- ls /b
  assert_equal /b "$output"
}

@test "eval-file takes files with carriage returns, and without a newline at the end" {
  printf -- '--run\r\nls\r\n--write-file\r\n/f\r\nx' >file
  assert_equal 'ls$touch /f$printf '"'%s\\\\n'"' x >> /f$' "$(plash eval --eval-file file | sed -n l | tr -d '\n')"
}

@test "eval-file takes a path from the working directory, the home directory or the root, links and pipes" {
  mkdir sub
  printf -- '--run hi\n' >sub/file
  printf -- '--eval-file sub/file\n' >sub/nested
  ln -s sub/file 'a link'
  assert_script hi --eval-file sub/file
  assert_script hi --eval-file '~/sub/file'
  assert_script hi --eval-file "$PWD/sub/file"
  assert_script hi --eval-file 'a link'
  assert_script hi --eval-file sub/nested
  assert_script hi --eval-file <(cat sub/file)
  mkfifo fifo
  cat sub/file >fifo &
  assert_script hi --eval-file fifo
}

@test "eval-file gives no line for a file that gives none" {
  printf -- '--# only a comment\n' >file
  : >empty
  assert_script $'a\nb' --run a --eval-file file --eval-file empty --run b
  assert_script '' --eval-file empty
}

@test "eval-string splits a word as the shell would, and takes each for a line" {
  assert_script $'a\nls -l\nb' --run a --eval-string " --run 'ls -l'" --run b
  assert_script $'echo "x"\n-y' --eval-string '--\ --run "echo \"x\"" "--\\ -y"'
  run -0 --separate-stderr plash build --eval-string ' --from-id 1 --run "touch /a"'
  assert_equal 2 "$output"
}

@test "eval-string takes a script in a variable, as ci systems have it" {
  local BUILD="--from-id 1
    --run 'echo built >/a'"
  run -0 --separate-stderr plash run --eval-string " $BUILD" -- cat /a
  assert_equal built "$output"
}

@test "eval-stdin and run-stdin give standard input in the place where they stand" {
  assert_equal $'a\nls\nb' "$(printf -- '--run\nls\n' | plash eval --run a --eval-stdin --run b)"
  assert_equal $'### plash hint: image=1\n1\n2\n3' "$(printf '1\n2\n3\n' | plash eval --from-id 1 --run-stdin)"
  assert_equal 4 "$(printf '\n\n\n' | plash eval --from-id 1 --run-stdin | wc -l)"
  run -0 --separate-stderr plash build --from-id 1 --run-stdin <<<'touch /a'
  assert_equal $'+ touch /a\n--:' "$stderr"
  assert_equal 2 "$(plash build --from-id 1 --run 'touch /a')"
}

@test "standard input is read once, the second macro finds it empty" {
  assert_equal $'ls\nb' "$(printf 'ls' | plash eval --run-stdin --eval-stdin --run b)"
  assert_equal 'ls' "$(printf -- '--run ls' | plash eval --eval-stdin --eval-stdin)"
  assert_equal 'b' "$(printf -- '--eval-stdin\n--run b\n' | plash eval)"
  printf '%s\n' '--from-id 1' '--run-stdin' '--eval-stdin' '--entrypoint cat' >file
  assert_equal 'for cat' "$(echo 'for cat' | plash-exec file)"
}

@test "what is defined outside is unknown inside, and the other way round" {
  printf -- '--get x\n' >uses
  printf '%s\n' '--defpm' 'get' 'install {}' >defines
  assert_refused 1 "uses:1: macro 'get' not found" plash eval --defpm get 'install {}' --eval-file uses
  assert_refused 1 "macro 'get' not found" plash eval --eval-file defines --get x
}

@test "reset-imports forgets all macros but import, hint and itself" {
  assert_script $'a\n### plash hint: x' --run a --reset-imports --hint x --reset-imports
  assert_refused 1 "macro 'run' not found" plash eval --reset-imports --run a
  assert_refused 1 "macro 'get' not found" plash eval --defpm get 'i {}' --reset-imports --get a
  printf -- '--run a\n' >file
  printf -- '--reset-imports\n' >resets
  assert_script a --eval-file resets --eval-file file
}

@test "a failure in a file names the innermost file and macro, once" {
  printf -- '--from-map nope\n' >inner
  printf -- '--eval-file inner\n' >outer
  assert_refused 1 "plash error: inner:1: from-map: map 'nope' not found" \
    plash eval --eval-file outer
  [[ $stderr != *outer* ]]
  printf 'stray\n' >inner
  assert_refused 1 "inner:1: parse: first token must be an action prefixed by two dashes (got 'stray')" \
    plash eval --eval-file outer
  assert_refused 1 "stdin:1: macro 'runn' not found" plash eval --eval-stdin <<<'--runn a'
  assert_contains "$stderr" 'did you mean --run?'
  assert_refused 1 'eval-string: a quotation is not closed' plash eval --eval-string " '"
}

@test "a file that evaluates itself is refused" {
  printf -- '--eval-file a\n' >a
  assert_refused 1 'a:1: eval-file: scripts are more than 50 deep in one another' \
    plash eval --eval-file a
  assert_contains "$stderr" 'plash: does a evaluate itself?'
  printf -- '--eval-file c\n' >b
  printf -- '--eval-string\n --eval-file\\ b\n' >c
  assert_refused 1 'evaluate itself?' plash eval --eval-file b
}

@test "files that are no script are refused" {
  mkdir directory
  assert_refused 1 "eval-file: cannot read 'directory': is a directory" plash eval --eval-file directory
  assert_refused 1 "eval-file: cannot read 'no': no such file or directory" plash eval --eval-file no
  assert_refused 1 "eval-file: cannot read 'two\\nlines': no such file" plash eval --eval-file $'two\nlines'
  assert_refused 1 "eval-file: cannot read ''" plash eval --eval-file '--\'
  head -c 4096 /bin/sh >junk
  assert_refused 1 "eval-file: 'junk' is not valid UTF-8" plash eval --eval-file junk
  printf -- '--run\na\0b\n' >nul
  assert_refused 1 'nul:2: parse: no line can hold a NUL character' plash eval --eval-file nul
  if [ "$(id -u)" -ne 0 ]; then
    printf -- '--run a\n' >secret
    chmod 0 secret
    assert_refused 1 "cannot read 'secret': permission denied" plash eval --eval-file secret
  fi
}

@test "endless files are refused, long lines are not" {
  assert_refused 1 "eval-file: '/dev/zero' is larger than 16 MiB" plash eval --eval-file /dev/zero
  assert_refused 1 'stdin is larger than 16 MiB' plash eval --eval-stdin </dev/zero
  assert_refused 1 'stdin is larger than 16 MiB' plash eval </dev/zero
  { printf -- '--run\n' && head -c 10000000 /dev/zero | tr '\0' x; } >file
  assert_equal 10000001 "$(plash eval --eval-file file | wc -c)"
}
