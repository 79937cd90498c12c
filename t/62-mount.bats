# plash mount: a container's files in the mount namespace of the caller.
load lib/helper

setup() {
  world_reset
  export place=$HOME/-a\ b$'\n\x27"\\x'
  mkdir "$place"
}

teardown() {
  inside_namespace rm -rf "$HOME" "$BATS_TEST_TMPDIR/odd"
  world_clean
}

# in_namespace SCRIPT: runs it where plash mount works, in a mount namespace that ends with it.
in_namespace() {
  if [ "$(id -u)" -eq 0 ]; then
    unshare -m sh -c "$1"
  else
    plash sudo sh -c "$1"
  fi
}

@test "it mounts the files read-only, and leaves them mounted" {
  run -0 --separate-stderr in_namespace 'plash mount 1 "$place"; ls "$place"; touch "$place/new" || echo refused'
  assert_equal $'bin\ndev\netc\nhome\nproc\nroot\nsys\ntmp\nusr\nvar\nrefused' "$output"
  run -0 in_namespace 'plash mount 1 "$place"; grep -c "^overlay .* overlay " /proc/mounts >after; umount "$place"; ls "$place"'
  assert_equal '' "$output"
}

@test "it starts no java" {
  in_namespace 'plash mount 1 "$place"'
  forbid_java
  run -0 in_namespace 'plash mount 1 "$place"; ls "$place/bin/busybox"'
}

@test "with CHANGESDIR changes go to its data directory, which is made with its parents" {
  run -0 in_namespace 'plash mount 1 "$place" "$HOME/deep/er" && echo x >"$place/new" && rm "$place/bin/ls"'
  assert_equal x "$(cat "$HOME/deep/er/data/new")"
  run -0 in_namespace 'plash mount 1 "$place" deep/er && cat "$place/new" && ! ls "$place/bin/ls"'
  assert_equal x "${lines[0]}"
  run -0 plash run 1 ls /bin/ls
}

@test "the root directory has the mode it has in the container" {
  plash build --from-id 1 --run 'chmod 711 /'
  run -0 in_namespace 'plash mount 2 "$place" changes && stat -c %a "$place"'
  assert_equal 711 "$output"
}

@test "bad characters in CHANGESDIR are refused, and nothing is made" {
  local name
  mkdir parent
  for name in 'a:b' 'a,b' 'a b' 'a\b' $'a\nb' 'aü'; do
    run -1 --separate-stderr in_namespace "plash mount 1 \"\$place\" \"\$HOME/parent/$name\""
    assert_equal "plash error: cowardly dying: bad char(s) in overlay arg: $HOME/parent/$name" "$stderr"
  done
  assert_equal '' "$(ls parent)"
}

@test "what cannot be mounted is refused with advice" {
  run -1 --separate-stderr in_namespace 'plash mount 1 none'
  assert_equal 'plash error: cannot mount container 1 on none: it is no directory' "$stderr"
  mkdir on
  run -1 --separate-stderr in_namespace 'plash mount 1 on changes && plash mount 1 "$place" "$HOME/on/changes"'
  assert_contains "$stderr" 'plash error: cannot mount container 1 on '
  assert_contains "$stderr" 'plash: CHANGESDIR can lie on ext4'
  only_root
  run -1 --separate-stderr setpriv --bounding-set -sys_admin plash mount 1 on
  assert_contains "$stderr" 'plash: it takes the right to mount'
  assert_refused 1 "no container '99'" plash mount 99 "$place"
  run -2 --separate-stderr plash mount 1
  assert_equal '' "$output"
}

@test "an ordinary user is told where mounting works" {
  only_user
  assert_refused 1 'plash error: cannot mount container 1 on on: only root can mount' plash mount 1 on
  assert_contains "$stderr" 'plash: start what needs it inside plash sudo'
}

@test "build arguments give the container, and MOUNTPOINT may begin with a dash" {
  mkdir ./-m
  run -0 --separate-stderr in_namespace 'plash mount --from-id 1 --run "touch /a" -- -m; ls ./-m/a'
  assert_equal ./-m/a "$output"
}

@test "the data directory may have any name" {
  mkdir "$BATS_TEST_TMPDIR/odd"
  mv "$PLASH_DATA" "$BATS_TEST_TMPDIR/odd/a b,c:d'\"\\x"
  export PLASH_DATA="$BATS_TEST_TMPDIR/odd/a b,c:d'\"\\x"
  run -0 in_namespace 'plash mount 1 "$place" changes; touch "$place/new"'
  [ -e changes/data/new ]
}

@test "changes are not kept in the data directory, but in its tmp" {
  local name
  for name in '' /tmp /layer/0/1/_data/root/new /lower/1; do
    name=$name assert_refused 1 'it lies in the data directory' in_namespace 'plash mount 1 "$place" "$PLASH_DATA$name"'
  done
  [ ! -e "$PLASH_DATA/work" ]
  in_namespace 'plash mount 1 "$place" "$PLASH_DATA/tmp/mine" && touch "$place/new"'
  [ -e "$PLASH_DATA/tmp/mine/data/new" ]
}
