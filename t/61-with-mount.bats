# plash with-mount: programs of the host on a container's files.
load lib/helper

setup() {
  world_reset
}

teardown() {
  inside_namespace rm -rf "$BATS_TEST_TMPDIR/odd"
  world_clean
}

@test "the program of the host sees the layers' files, without java, as uid 0" {
  plash build --from-id 1 --run 'touch /a; rm -r /usr'
  forbid_java
  run -0 plash with-mount 2 ls
  assert_equal $'a\nbin\ndev\netc\nhome\nproc\nroot\nsys\ntmp\nvar' "$output"
  run -0 plash with-mount 2 sh -c 'id -u; ls dev proc sys'
  assert_equal $'0\ndev:\n\nproc:\n\nsys:' "$output"
  run -0 plash with-mount 1 sh -c 'ls usr; stat -c %u:%a bin tmp'
  assert_equal $'bin\n0:755\n0:1777' "$output"
}

@test "it is read-only" {
  run -1 --separate-stderr plash with-mount 1 touch new
  assert_contains "$stderr" 'Read-only file system'
}

@test "mount points that only plash run needs are not shown" {
  mkdir -p "$BATS_TEST_TMPDIR/tree/bin"
  tar -C "$BATS_TEST_TMPDIR/tree" -cf tar .
  plash import-tar tar
  run -0 plash with-mount 2 find . -mindepth 1 -not -path './etc*'
  assert_equal ./bin "$output"
}

@test "status, process id, words and environment are those of the program" {
  run -7 plash with-mount 1 sh -c 'exit 7'
  run -0 sh -c 'echo $$; exec plash with-mount 1 sh -c "echo \$\$"'
  assert_equal "${lines[0]}" "${lines[1]}"
  A='x  y' run -0 plash with-mount 1 sh -c 'printf "%s\n" "$A" "$@"' sh -- 'a b' '*' ''
  assert_equal $'x  y\n--\na b\n*' "$output"
  run -0 --separate-stderr plash with-mount 1 cat <<<input
  assert_equal input "$output"
}

@test "without a program it is the caller's shell" {
  plash with-mount 1 true
  forbid_java
  assert_equal $'bin\ndev' "$(echo 'ls | head -n 2' | plash with-mount 1)"
}

@test "unknown programs and containers are refused" {
  run -127 --separate-stderr plash with-mount 1 cmdnotfound
  assert_equal 'cmdnotfound: command not found' "$stderr"
  run -127 plash with-mount 1 ./bin/none
  run -126 --separate-stderr plash with-mount 1 ./etc/passwd
  assert_equal './etc/passwd: not executable' "$stderr"
  assert_refused 1 "plash error: no container '99'" plash with-mount 99 true
  assert_refused 1 'special root container' plash with-mount 0 true
  run -2 plash with-mount
}

@test "a program of the container can be started by its path" {
  run -0 plash with-mount 1 ./bin/busybox echo from the container
  assert_equal 'from the container' "$output"
}

@test "build arguments give the container" {
  run -0 --separate-stderr plash with-mount --from-id 1 --run 'echo x >/a' -- cat a
  assert_equal x "$output"
}

@test "host mounts stay clean, and nothing is left in the data directory" {
  local before
  plash with-mount 1 true
  before=$(cat /proc/mounts)
  plash with-mount 1 true
  assert_equal "$before" "$(cat /proc/mounts)"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")$(ls "$PLASH_DATA/mnt")"
}

@test "several at once and one inside the other each see their own" {
  local n
  plash build --from-id 1 --run 'echo two >/two'
  for n in 1 2 3 4; do
    plash with-mount 2 sh -c 'sleep 0.2; cat two' >"$BATS_TEST_TMPDIR/out.$n" 3>&- &
  done
  wait
  assert_equal 'two two two two' "$(cat "$BATS_TEST_TMPDIR"/out.? | paste -sd ' ')"
  run -0 plash with-mount 2 sh -c 'plash with-mount 1 plash with-mount 2 cat two; plash with-mount 1 ls; cat two'
  assert_equal two "${lines[0]}"
  assert_equal bin "${lines[1]}"
  assert_equal two "${lines[-1]}"
  run -0 plash with-mount 1 plash run 2 cat /two
  assert_equal two "$output"
}

@test "a data directory of any name, and a stack of 500 layers, are mounted" {
  local id node inside
  mkdir "$BATS_TEST_TMPDIR/odd"
  mv "$PLASH_DATA" "$BATS_TEST_TMPDIR/odd/a b,c:d'\"\\x"
  export PLASH_DATA="$BATS_TEST_TMPDIR/odd/a b,c:d'\"\\x"
  node=$PLASH_DATA/layer/0/1 inside=../layer/0/1
  for ((id = 2; id <= 500; id++)); do
    node=$node/$id inside=$inside/$id
    mkdir -p "$node/_data/root"
    echo "$id" >"$node/_data/root/f$id"
    ln -s "$inside" "$PLASH_DATA/index/$id"
  done
  run -0 plash with-mount 500 sh -c 'cat f2 f250 f500; ls -d f* | wc -l; ls bin/busybox'
  assert_equal $'2\n250\n500\n499\nbin/busybox' "$output"
  run -0 plash with-mount 1 ls bin/busybox
}

@test "an unknown union taste is refused" {
  echo weird >"$PLASH_DATA/config/union_taste"
  assert_refused 125 'plash error: unexpected union taste: weird' plash with-mount 1 true
}
