# plash sudo: root of the ids that containers use, on the host.
load lib/helper

setup() {
  world_reset
  plash sudo true
}

teardown() {
  world_clean
}

@test "the program runs as uid 0 on the host, without java" {
  forbid_java
  run -0 plash sudo id -u
  assert_equal 0 "$output"
  run -0 plash sudo ls "$PLASH_DATA/index"
  assert_equal $'0\n1' "$output"
}

@test "it has the caller's process id, directory, environment, descriptors and status" {
  run -0 sh -c 'echo $$; exec plash sudo sh -c "echo \$\$"'
  assert_equal "${lines[0]}" "${lines[1]}"
  mkdir "$HOME/a b"
  cd "$HOME/a b"
  run -0 plash sudo pwd
  assert_equal "$HOME/a b" "$output"
  A=$'two\n$x' run -0 plash sudo printenv A PLASH_DATA HOME
  assert_equal $'two\n$x'"
$PLASH_DATA
$HOME" "$output"
  run -7 plash sudo sh -c 'cat <&5; exit 7' 5<<<hello
  assert_equal hello "$output"
  run -0 plash sudo printf '%s\n' '' 'a b' '*' --help
  assert_equal $'\na b\n*\n--help' "$output"
}

@test "plash's own programs are found there" {
  run -0 plash sudo plash-nodepath 1
  assert_equal "$PLASH_DATA/layer/0/1" "$output"
}

@test "without a program it is the caller's own shell, which reads its input" {
  local user_shell
  echo 'echo itsbash' >script
  forbid_java
  assert_equal itsbash "$(echo 'echo itsbash' | plash sudo)"
  user_shell=$(getent passwd "$(id -u)")
  # shellcheck disable=SC2016 # for the shell inside
  assert_equal "$(basename "${user_shell##*:}")" "$(echo 'cat /proc/$$/comm' | plash sudo)"
}

@test "an unknown program and one that cannot be executed end as in a shell" {
  run -127 --separate-stderr plash sudo cmdnotfound
  assert_equal '' "$output"
  assert_equal 'cmdnotfound: command not found' "$stderr"
  run -127 --separate-stderr plash sudo ./none
  assert_equal './none: command not found' "$stderr"
  run -127 plash sudo ''
  : >plain
  run -126 --separate-stderr plash sudo ./plain
  assert_equal './plain: not executable' "$stderr"
  run -126 plash sudo "$HOME"
  PATH=$PATH:$HOME run -126 plash sudo plain
  run -127 --separate-stderr plash sudo plain
  assert_equal 'plain: command not found' "$stderr"
}

@test "files that belong to ids of containers can be read and deleted" {
  only_user
  namespaces_entry
  gate 'no range of ids' grep -qx "namespaces_kind='ranges'" "$entry"
  plash build --from-id 1 --run 'mkdir -m 700 /own; echo x >/own/x; chown -R 33 /own'
  run ! ls "$PLASH_DATA/index/2/_data/root/own"
  run -0 plash sudo cat "$PLASH_DATA/index/2/_data/root/own/x"
  run -0 plash sudo rm -r "$PLASH_DATA/index/2/_data/root/own"
}

@test "mounts of an ordinary user vanish with the program, those of root are the host's" {
  only_user
  run -0 plash sudo sh -c 'mount -t tmpfs none "$HOME" && grep -c "$HOME" /proc/mounts'
  assert_equal 1 "$output"
  run ! grep -q "$HOME" /proc/mounts
}

@test "for root it makes no namespace" {
  only_root
  run -0 plash sudo readlink /proc/self/ns/mnt
  assert_equal "$(readlink /proc/self/ns/mnt)" "$output"
}

@test "sudo works inside sudo" {
  run -0 plash sudo plash sudo plash sudo id -u
  assert_equal 0 "$output"
}

@test "the data directory is made when it is needed" {
  export PLASH_DATA=$BATS_TEST_TMPDIR/other
  run -0 plash sudo id -u
  assert_equal 0 "$output"
  inside_namespace rm -rf "$PLASH_DATA"
}
