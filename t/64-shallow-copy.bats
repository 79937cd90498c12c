# plash shallow-copy: directories copied, files shared with the layers.
# bats file_tags=once
load lib/helper
load lib/rich

setup() {
  world_reset
}

teardown() {
  inside_namespace rm -rf "$HOME" "$BATS_TEST_TMPDIR/odd"
  world_clean
}

@test "the copy holds the container's files, which are those of the layer" {
  run -0 --separate-stderr plash shallow-copy 1 out
  assert_equal '' "$output$stderr"
  assert_equal $'bin\ndev\netc\nhome\nproc\nroot\nsys\ntmp\nusr\nvar' "$(ls -A out)"
  assert_equal "$(stat -c %i "$PLASH_DATA/index/1/_data/root/bin/busybox")" "$(stat -c %i out/bin/busybox)"
  assert_equal "$(stat -c %i "$PLASH_DATA/index/1/_data/root/bin/ls")" "$(stat -c %i out/bin/ls)"
}

@test "owners, modes, times and attributes are copied; what layers deleted is not there" {
  rich_build
  plash shallow-copy "$rich" out
  # Files have another number of links.
  tree_of "$rich" | sed 's/ [0-9]* \([0-9]* [0-9]* {\)/ \1/' >shown
  (cd out && plash sudo python3 "$BATS_TEST_DIRNAME/lib/tree.py") | sort | sed 's/ [0-9]* \([0-9]* [0-9]* {\)/ \1/' >copied
  diff shown copied
  grep -q "^'\.' 0o40711" copied
  [ ! -e out/d/old ] && [ ! -e out/opaque/gone ] && [ -e out/opaque/new ]
}

@test "containers with ids of two digits are copied whole" {
  local words=() n
  for n in {2..12}; do
    words+=(--layer --run "echo $n >/f$n")
  done
  plash build --from-id 1 "${words[@]}"
  plash shallow-copy 12 out
  assert_equal "$(seq 2 12)" "$(cat out/f2 out/f3 out/f4 out/f5 out/f6 out/f7 out/f8 out/f9 out/f10 out/f11 out/f12)"
  [ -e out/bin/busybox ]
}

@test "OUT may be an empty directory, or a link to one" {
  mkdir empty linked
  ln -s linked link
  plash shallow-copy 1 empty
  plash shallow-copy 1 link/
  ls empty/bin/busybox linked/bin/busybox
}

@test "OUT that is filled, no directory or without a parent is refused, and as it was" {
  mkdir filled
  touch filled/x file
  assert_refused 1 '[Errno 39] directory not empty' plash shallow-copy 1 filled
  assert_refused 1 'it is there, and no directory' plash shallow-copy 1 file
  assert_refused 1 "$HOME/none is no directory" plash shallow-copy 1 none/out
  assert_refused 1 'plash error: cannot copy container 1' plash shallow-copy 1 /
  assert_refused 1 'plash error: cannot copy container 1' plash shallow-copy 1 ''
  assert_refused 1 "plash error: no container '99'" plash shallow-copy 99 out
  run -2 plash shallow-copy 1
  assert_equal $'file\nfilled' "$(ls -A)"
  assert_equal x "$(ls -A filled)"
}

@test "another file system is refused with advice, and nothing is left there" {
  gate 'no other file system' mountpoint -q /dev/shm
  local other
  other=$(mktemp -d /dev/shm/plash-test.XXXXXX)
  run -1 --separate-stderr plash shallow-copy 1 "$other/out"
  assert_equal '' "$(ls -A "$other")"
  rmdir "$other"
  assert_contains "$stderr" 'it lies on another file system than the data directory'
  assert_contains "$stderr" 'plash: plash with-mount CONTAINER cp -a . DIRECTORY'
}

@test "build arguments give the container, and names may be any" {
  local name
  for name in 'a b' -x "q'\"\\" $'new\nline' 'é*'; do
    plash shallow-copy --from-id 1 --run 'touch /new' -- "$name"
    [ -e "./$name/new" ]
  done
  mkdir "$BATS_TEST_TMPDIR/odd"
  mv "$PLASH_DATA" "$BATS_TEST_TMPDIR/odd/a b,c:d'\"\\x"
  PLASH_DATA="$BATS_TEST_TMPDIR/odd/a b,c:d'\"\\x" plash shallow-copy 1 out
  [ -e out/bin/busybox ]
}

@test "nothing is mounted afterwards, and nothing but the copy is left" {
  local before
  before=$(cat /proc/mounts)
  plash shallow-copy 1 out
  assert_equal "$before" "$(cat /proc/mounts)"
  assert_equal out "$(ls -A)"
  nothing_half_made
}
