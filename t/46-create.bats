# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  nothing_half_made
  world_clean
}

@test "create makes a child of what the program changed, and prints its id alone" {
  run -0 --separate-stderr plash create 1 sh -c 'echo said; echo kept >/f'
  assert_equal 2 "$output"
  assert_equal said "$stderr"
  assert_equal kept "$(plash run 2 cat /f)"
  assert_equal 1 "$(plash parent 2)"
}

@test "without a program create runs root's shell, on standard input" {
  run -0 --separate-stderr plash create 1 <<<'echo kept >/f; echo said'
  assert_equal 2 "$output"
  assert_equal said "$stderr"
  assert_equal kept "$(plash run 2 cat /f)"
  run -0 --separate-stderr plash create 2 </dev/null
  assert_equal 3 "$output"
}

@test "the program has the caller's standard input" {
  run -0 plash create 1 sh -c 'cat >/f' <<<'from outside'
  assert_equal 'from outside' "$(plash run "$output" cat /f)"
}

@test "creates can be chained, and the same one is made anew each time" {
  run -0 plash create "$(plash create "$(plash create 1 touch /a)" touch /b)" ls /a /b
  assert_equal 4 "${lines[-1]}"
  assert_equal 5 "$(plash create 1 touch /a)"
}

@test "nothing need change" {
  assert_equal 2 "$(plash create 1 true)"
}

@test "a failing program: status 4, its own in the message, and nothing is kept" {
  assert_refused 4 'plash error: build failed with exit status 3' plash create 1 sh -c 'touch /f; exit 3'
  assert_refused 4 'build failed with exit status 137' plash create 1 sh -c 'kill -9 $$'
  assert_refused 4 'build failed with exit status 143' plash create 1 sh -c 'kill $$'
  assert_refused 4 'build failed with exit status 127' plash create 1 cmdnotfound
  assert_contains "$stderr" 'cmdnotfound'
  assert_refused 4 'build failed with exit status 126' plash create 1 /etc/passwd
  assert_refused 4 'build failed with exit status 125' plash create 1 sh -c 'exit 125'
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
  assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
}

@test "create refuses what is no container" {
  assert_refused 1 "no container '99'" plash create 99 true
  assert_refused 1 "no container '01'" plash create 01 true
  assert_refused 1 "container must not be the special root container ('0')" plash create 0 true
  assert_refused 1 "container id must be integer, got 'xx'" plash create xx true
  assert_refused 1 "container id must be integer, got ''" plash create ''
}

@test "the program's environment is that of run" {
  export PLASH_EXPORT=FOO::UNSET:LC_ALL FOO='a b' SECRET=1 DISPLAY=:7
  LC_ALL=C.UTF-8 plash create 1 sh -c 'env >/env' >/dev/null
  run -0 plash run 2 sh -c 'grep -v -e ^PATH= -e ^SHLVL= -e ^PWD= /env | sort'
  assert_equal "$(printf '%s\n' 'DISPLAY=:7' 'FOO=a b' "HOME=$HOME" 'LC_ALL=C.UTF-8' 'TERM=dumb')" "$output"
  unset LC_ALL DISPLAY TERM
  plash create 1 sh -c 'env >/env' >/dev/null
  run -0 plash run 3 sh -c 'grep -v -e ^PATH= -e ^SHLVL= -e ^PWD= /env | sort'
  assert_equal "$(printf '%s\n' 'FOO=a b' "HOME=$HOME")" "$output"
}

@test "words with an equals sign in front of the program are its environment" {
  plash create 1 A=1 'B=x y' sh -c 'echo "$A $B" >/f' >/dev/null
  assert_equal '1 x y' "$(plash run 2 cat /f)"
}

@test "the program starts in the caller's directory, or in /, and has the image's own /tmp" {
  local file
  cd /usr/bin
  file=$(mktemp /tmp/plash-test.XXXXXX)
  run -0 --separate-stderr plash create 1 sh -c "pwd; ls $file || touch /tmp/own"
  rm "$file"
  assert_equal "/usr/bin" "${stderr_lines[0]}"
  assert_contains "$stderr" 'No such file'
  [ -f "$PLASH_DATA/layer/0/1/2/_data/root/tmp/own" ]
  mkdir "/var/tmp/plash-test.$$" && cd "/var/tmp/plash-test.$$"
  run -0 --separate-stderr plash create 1 pwd
  rmdir "/var/tmp/plash-test.$$"
  assert_equal / "$stderr"
}

@test "create takes build arguments; all words up to -- are built" {
  run -0 --separate-stderr plash create --from-id 1 --run 'touch /a' -- ls /a
  assert_equal 3 "$output"
  assert_equal $'+ touch /a\n--:\n/a' "$stderr"
  run -0 --separate-stderr plash create --from-id 1 --run 'touch /a' -- ls -- /a
  assert_equal $'4 /a' "$output $stderr"
  run -0 --separate-stderr plash create --from-id 1 --run 'touch /a' <<<'ls /a'
  assert_equal $'5 /a' "$output $stderr"
  run -1 --separate-stderr plash create --from-id 1 --run false -- touch /b
  assert_equal '' "$output"
  assert_equal 'plash error: build failed with exit status 1' "$(tail -n 1 <<<"$stderr")"
}

@test "create and run agree on what a program reads and writes" {
  head -c 300000 /dev/urandom >random
  plash create 1 sh -c 'cat >/f' <random >/dev/null
  plash run 2 cat /f | cmp - random
  run -0 --separate-stderr plash create 2 cat /f
  assert_equal 3 "$output"
}

@test "an image without a shell has no program to run" {
  local id
  mkdir -p "$PLASH_DATA/tmp/image/bin"
  id=$(plash add-layer 0 "$PLASH_DATA/tmp/image")
  assert_refused 1 'ls: command not found' plash create "$id" ls
}

@test "what the program left running is ended, and cannot change the container" {
  gate 'no /dev/shm' test -w /dev/shm
  local alive=/dev/shm/plash-test.$$
  run -0 --separate-stderr timeout 30 plash create 1 sh -c "
    (setsid sh -c 'trap \"\" TERM HUP INT; echo \$\$ >$alive; while :; do echo more >>/f; sleep 0.1; done' &)
    until [ -s $alive ]; do sleep 0.1; done"
  local size
  size=$(stat -c %s "$PLASH_DATA/layer/0/1/2/_data/root/f")
  [ ! -e "/proc/$(cat "$alive")/exe" ]
  rm "$alive"
  assert_equal "$size" "$(stat -c %s "$PLASH_DATA/layer/0/1/2/_data/root/f")"
}

@test "create on a terminal: the shell is interactive, and its Ctrl-C does not end create" {
  gate 'script(1) is missing' command -v script
  local nap="sleep 100.$$"
  {
    printf '%s\n' "$nap"
    until pgrep -fx "$nap" >/dev/null; do sleep 0.1; done
    printf '\003'
    while pgrep -fx "$nap" >/dev/null; do sleep 0.1; done
    printf 'touch /after; exit\n'
  } | timeout 60 script -qec 'plash create 1' /dev/null >typescript
  [ -f "$PLASH_DATA/layer/0/1/2/_data/root/after" ]
}
