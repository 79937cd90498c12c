# plash lock: lines that are added, changed and dropped; files that are none.
# bats file_tags=once
load lib/helper
load lib/web
load lib/lxc_mirror
load lib/locks

setup() {
  world_reset
  locks_begin
}

teardown() {
  web_stop
  world_clean
}

@test "--check says what is missing, of no use or not for this machine, and changes nothing" {
  alpine_and_hello
  assert_refused 1 'there is no hello.lock' plash lock --check hello
  plash lock hello
  run -0 --separate-stderr plash lock --check hello
  assert_equal '' "$output$stderr"
  printf '%s\n' "url http://a * sha256:$(printf '%064d' 0)" >>hello.lock
  cp hello.lock before
  assert_refused 1 'the lock file does not fit' plash lock --check hello
  assert_contains "$stderr" 'plash: unused: url http://a'
  sed -i "s/ $architecture / riscv64 /; /^url/d" hello.lock
  assert_refused 1 'does not fit' plash lock --check hello
  assert_contains "$stderr" "plash: missing: lxc alpine:3.20 $architecture"
  assert_refused 1 "'lxc alpine:3.20' is not in hello.lock for $architecture, only for riscv64" ./hello /release
  cp before hello.lock
  run -0 --separate-stderr plash lock hello
  assert_contains "$stderr" 'plash: hello.lock: dropped url http://a'
  printf '%s\n' "url http://a%0Aplash:%1B[2J * sha256:$(printf '%064d' 0)" >>hello.lock
  assert_refused 1 'does not fit' plash lock --check hello
  assert_contains "$stderr" 'plash: unused: url http://a plash:?[2J'
  sed -i '/^url/d' hello.lock
  plash lock --check hello
  touch -d '2001-01-01' hello.lock
  plash lock hello
  [ hello.lock -ot before ]
}

@test "--update takes the images that are named, --arch adds architectures, and other lines stay" {
  alpine_and_hello
  lxc_build debian bookworm 20261123_05:24
  lxc_build debian bookworm 20261123_05:24 riscv64
  lxc_build alpine 3.20 20261123_13:00 riscv64
  lxc_list
  printf '%s\n' '--from alpine:3.20' '--from debian:bookworm' '--entrypoint' 'cat' >hello
  plash lock --arch riscv64 hello
  assert_equal 4 "$(grep -c '^lxc' hello.lock)"
  LC_ALL=C sort -c hello.lock
  assert_equal 2 "$(grep -c tree: hello.lock)"
  lxc_build debian bookworm 20261124_05:24
  lxc_build alpine 3.20 20261124_13:00
  lxc_list
  cp hello.lock before
  plash lock hello
  cmp hello.lock before
  run -0 --separate-stderr plash lock --update alpine:3.20 hello
  assert_equal "plash: hello.lock: changed lxc alpine:3.20 $architecture" "$(grep hello.lock <<<"$stderr")"
  assert_refused 1 "no image called 'fedora' is used" plash lock --update fedora hello
  assert_contains "$stderr" 'alpine:3.20, debian:bookworm'
  plash lock --check --arch riscv64 hello
  printf '%s\n' '--from alpine:3.20' '--entrypoint' 'cat' >hello
  plash lock hello
  assert_equal 1 "$(grep -c 'debian:bookworm riscv64' hello.lock)"
  assert_equal 0 "$(grep -c "debian:bookworm $architecture" hello.lock || :)"
  plash lock --arch riscv64 hello
  run ! grep debian hello.lock
}

@test "a lock file that was edited or merged badly is refused with its line, and carriage returns do not matter" {
  alpine_and_hello
  plash lock hello
  cp hello.lock good
  sed -i 's/$/\r/' hello.lock
  ./hello /release
  { cat good && echo '<<<<<<< HEAD'; } >hello.lock
  assert_refused 1 'hello.lock:3: the mark of a merge conflict' ./hello /release
  assert_refused 1 'hello.lock:3: the mark of a merge conflict' plash lock hello
  { cat good && echo 'snap a b c'; } >hello.lock
  assert_refused 1 'hello.lock:3: no line of a lock file' ./hello /release
  { cat good && tail -n 1 good; } >hello.lock
  assert_refused 1 "hello.lock:3: a second line for lxc alpine:3.20 $architecture" plash lock --check hello
  echo '# plash-lock 2' >hello.lock
  assert_refused 1 'hello.lock:1: a lock file of another version' ./hello /release
  : >hello.lock
  assert_refused 1 'hello.lock:1: no lock file' ./hello /release
}

@test "a lock file is written whole or not at all, keeps its mode and a link, and takes the umask of the caller" {
  alpine_and_hello
  (umask 027 && plash lock hello)
  assert_equal 640 "$(stat -c %a hello.lock)"
  mkdir locks
  mv hello.lock locks/real
  chmod 604 locks/real
  ln -s locks/real hello.lock
  echo '--from debian' >>hello
  assert_refused 1 "image not found: 'debian'" plash lock hello
  sed -i '$d' hello
  lxc_build alpine 3.20 20261124_13:00
  lxc_list
  plash lock --update hello
  [ -L hello.lock ]
  assert_equal 604 "$(stat -c %a locks/real)"
  grep -q 20261124 locks/real
  [ -z "$(echo .*plash*)" ] || [ "$(echo .*plash*)" = '.*plash*' ]
}

@test "what is no plashfile, and options that make no sense, are refused" {
  alpine_and_hello
  run -2 --separate-stderr plash lock
  run -2 --separate-stderr plash lock --check
  run -2 --separate-stderr plash lock --arch riscv64
  assert_refused 1 'cannot read plashfile none' plash lock none
  assert_refused 1 'no architecture' plash lock --arch A:B hello
  assert_refused 1 'nothing to --update' plash lock --check --update hello
  run -2 --separate-stderr plash lock hello --check
}
