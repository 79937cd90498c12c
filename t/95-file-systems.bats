# Data directories on file systems that can hold no upper layer, or nothing new.
load lib/helper
load lib/doctor
load lib/union

setup() {
  world_reset
  unions_make
}

teardown() {
  world_clean
  user_clean
}

@test "a data directory on an overlay works, with changes in memory, for root and for users" {
  local who data
  for who in as_root as_user; do
    data=$place/root/data
    [ "$who" = as_root ] || data=$place/home/data
    "$who" "${over//home\/data/${data#"$place/"}}" sh -c 'id=$(sh "$place/build"); sh "$place/show" "$id"
      plash create "$id" touch /created && plash run 4 ls /created; ls -A "$PLASH_DATA/tmp"
      plash rm "$id"; plash clean 2>&1 | grep removed; plash ls | wc -l'
    assert_equal '' "$stderr"
    assert_equal "$shown
4
/created
removed_tmpdirs: 0
3" "$output"
  done
}

@test "on an overlay, layers of fuse-overlayfs are in its own form, which no other kind takes for what it is not" {
  fuse_require fuse-overlayfs
  echo fuse-overlayfs >"$place/root/data/config/union_taste"
  as_root "$fuse${over//home/root}" sh -c 'sh "$place/build"; sh "$place/show" 3
    echo overlay >"$PLASH_DATA/config/union_taste"
    plash run 3 true; echo "$?"; plash create 3 true; echo "$?"; plash run 1 true; echo "$?"
    mkdir "$TMPDIR/on"; plash mount 3 "$TMPDIR/on"; echo "$?"'
  assert_equal "3
$shown
125
1
0
1" "$output"
  assert_contains "$stderr" 'overlay does not read what one of them deletes'
  assert_contains "$stderr" 'echo fuse-overlayfs | plash data tee config/union_taste'
}

@test "what is built in a data directory on an overlay is read elsewhere" {
  as_root "${over//home/root}" sh -c 'sh "$place/build" && cp -a "$PLASH_DATA" "$place/copy"'
  assert_equal '' "$stderr"
  PLASH_DATA=$place/copy as_root '' env PLASH_DATA="$place/copy" sh "$place/show" 3
  assert_equal "$shown" "$output"
}

@test "a container in a read-only data directory that an earlier boot wrote can be run" {
  local who data
  for who in as_root as_user; do
    data=$place/root/data
    [ "$who" = as_root ] || data=$place/home/data
    "$who" '' sh -c 'sh "$place/build"; plash run 3 true'
    sed -i "s/^namespaces_boot=.*/namespaces_boot='00000000'/" "$data"/plan/namespaces.*
    "$who" 'mount --bind "$PLASH_DATA" "$PLASH_DATA"; mount -o remount,bind,ro "$PLASH_DATA"; ' sh -c '
      sh "$place/show" 3; ls "$TMPDIR" | grep namespaces'
    assert_equal "$shown" "$output"
    assert_equal '' "$stderr"
  done
}

@test "a container in a read-only data directory can be run" {
  as_user '' sh -c 'sh "$place/build"; plash run 3 true'
  [ "$status" -eq 0 ]
  as_user 'mount --bind data data; mount -o remount,bind,ro data; ' sh "$place/show" 3
  assert_equal "$shown" "$output"
  as_root '' sh -c 'sh "$place/build"; plash run 3 true'
  as_root 'mount --bind "$PLASH_DATA" "$PLASH_DATA"; mount -o remount,bind,ro "$PLASH_DATA"; ' sh "$place/show" 3
  assert_equal "$shown" "$output"
}
