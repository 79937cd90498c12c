# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# assert_script EXPECTED: what the last `run` printed, and nothing on stderr.
assert_script() {
  assert_equal "$1" "$output"
  assert_equal '' "$stderr"
}

@test "eval prints the script of the macros on its command line" {
  run -0 --separate-stderr plash eval --from-id 1 --apt python3-pip --layer --pip3 yapf -lx 'touch /foo'
  assert_script "$(printf '%s\n' '### plash hint: image=1' 'apt-get update' 'apt-get install -y python3-pip' \
    '### plash hint: layer' 'pip3 install yapf' '### plash hint: layer' 'touch /foo')"
}

@test "eval ends its output with one newline, and prints nothing for nothing" {
  assert_equal 'hi$' "$(plash eval --run hi | sed -n l)"
  assert_equal '$' "$(plash eval --run --run | sed -n l)"
  assert_equal 0 "$(plash eval --apt | wc -c)"
  assert_equal 0 "$(plash eval </dev/null | wc -c)"
}

@test "eval reads standard input line by line when it has no arguments" {
  run -0 --separate-stderr plash eval <<'LINES'
#!/usr/bin/env plash-exec
--# a comment
--from-id 1

--run
echo "a  b"
  indented
--\ --dashes
--\
-x last
LINES
  assert_script "$(printf '%s\n' '### plash hint: image=1' 'echo "a  b"' '  indented' '--dashes' '' 'last')"
}

@test "eval does not read standard input when it has arguments" {
  run -0 --separate-stderr plash eval --run hi <<<'--run no'
  assert_script hi
}

@test "the last line of standard input needs no newline" {
  assert_equal hi "$(printf -- '--run\nhi' | plash eval)"
}

@test "an argument is a line: escapes and words in it count, quotes do not" {
  run -0 --separate-stderr plash eval --run ls '-x foo  "bar' '--\ -y' '--\' '--# gone' $'two\nlines'
  assert_script $'ls\nfoo\n"bar\n-y\n\ntwo\nlines'
}

@test "a carriage return in front of a newline is part of it, and stays elsewhere" {
  assert_equal 'ls\r -l\r$' "$(printf -- '--run\r\nls\r -l\r\r\n' | plash eval | sed -n l)"
}

@test "eval keeps every character, whatever the locale" {
  local locale
  for locale in C POSIX C.UTF-8 xx_YY; do
    LC_ALL=$locale run -0 --separate-stderr plash eval --run 'äö → 日本 😀'
    assert_script 'äö → 日本 😀'
    LC_ALL=$locale run -0 --separate-stderr plash eval <<<'--run äö → 日本 😀'
    assert_script $'äö\n→\n日本\n😀'
  done
  unset LC_ALL
  LANG=C run -0 plash eval --run 'é'
  assert_equal 'é' "$output"
}

@test "input that is not UTF-8 is refused" {
  assert_refused 1 'an argument is not valid UTF-8' plash eval --run $'a\xff'
  assert_refused 1 'stdin is not valid UTF-8' plash eval < <(printf -- '--run\na\xe4b\n')
  assert_refused 1 'stdin is not valid UTF-8' plash eval < <(printf -- '--run\n\xed\xa0\x80\n')
}

@test "a NUL character is refused, since no shell would see it" {
  assert_refused 1 "parse: no line can hold a NUL character (got 'echo a\\x00b')" \
    plash eval < <(printf -- '--run\necho a\0b\n')
  assert_refused 1 'NUL character' plash build < <(printf -- '--from-id 1\n--run\necho a\0b\n')
}

@test "text in front of the first macro is refused" {
  assert_refused 1 \
    "plash error: parse: first token must be an action prefixed by two dashes (got 'foo')" plash eval foo
  assert_refused 1 "plash error: parse: first token can not be escaped (got 'foo')" plash eval '--\ foo'
  assert_refused 1 "(got '#!plash')" plash eval <<<'#!plash'
}

@test "an unknown macro is refused, with the one that was meant" {
  assert_refused 1 "plash error: macro 'nope' not found" plash eval --nope
  assert_refused 1 "plash error: macro '1' not found" plash eval -1
  assert_refused 1 "plash error: macro 'runn' not found" plash eval --runn hi
  assert_contains "$stderr" 'did you mean --run?'
  assert_refused 1 "plash error: macro 'run=x' not found" plash eval --run=x
}

@test "a failing macro is named, in the words of who wrote it" {
  assert_refused 1 \
    "plash error: from-map: map 'nope' not found" plash eval --from-map nope
  assert_refused 1 'plash error: from-id: takes 1 argument, got 0' plash eval --from-id
  assert_refused 1 'plash error: hint: takes 1 to 2 arguments, got 3' plash eval --hint a b c
}

@test "the innermost of nested failing macros is named, once" {
  assert_refused 1 'from-id: takes 1 argument, got 2' plash eval --layer run a --from-id 1 2
  assert_refused 1 "map 'b' not found" plash eval --layer from-map b
  [[ $stderr != *'layer:'* ]]
}

@test "nothing is printed when a later macro fails" {
  assert_refused 1 "macro 'nope' not found" plash eval --run hi --nope
}

@test "PLASH_DEBUG shows where an error came from, and affects nothing else" {
  local value
  for value in 1 yes TRUE; do
    PLASH_DEBUG=$value run -1 --separate-stderr plash eval --nope
    assert_contains "$stderr" 'at io.plash.'
    assert_contains "$stderr" "plash error: macro 'nope' not found"
    PLASH_DEBUG=$value run -0 --separate-stderr plash eval --run hi
    assert_script hi
  done
  PLASH_DEBUG=no assert_refused 1 "macro 'nope' not found" plash eval --nope
}

@test "output that cannot be written is an error" {
  gate 'no /dev/full' test -c /dev/full
  plash eval --run hi 2>error >/dev/full && return 1
  assert_equal 'plash error: cannot write the result to stdout' "$(cat error)"
}

@test "eval takes a script of a megabyte" {
  { echo --run && yes 'echo a line of the script' | head -n 40000; } >script
  assert_equal 40000 "$(plash eval <script | wc -l)"
  assert_equal "$(tail -n +2 script | sha256sum)" "$(plash eval <script | sha256sum)"
}

@test "eval of macros that name no image needs no data directory" {
  local nowhere=$BATS_TEST_TMPDIR/nowhere
  PLASH_DATA=$nowhere run -0 --separate-stderr plash eval --run hi
  assert_script hi
  [ ! -e "$nowhere" ]
}
