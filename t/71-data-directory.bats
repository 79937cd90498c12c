load lib/helper

setup() {
  world_empty
}

teardown() {
  chmod u+rwx "$PLASH_DATA" 2>/dev/null || true
  world_clean
}

# full_world: a data directory with the test image as container 1.
full_world() {
  cp -a "$PLASH_SUITE_DATA" "$PLASH_DATA"
}

@test "init makes the whole directory, with its parents, and prints nothing" {
  export PLASH_DATA=$BATS_TEST_TMPDIR/data/a/b
  run -0 --separate-stderr plash init
  assert_equal '' "$output$stderr"
  assert_equal 700 "$(stat -c %a "$PLASH_DATA")"
  assert_equal auto "$(cat "$PLASH_DATA/config/union_taste")"
  assert_equal ../layer/0 "$(readlink "$PLASH_DATA/index/0")"
  [ -d "$PLASH_DATA/layer/0/_data/root" ]
  [ -d "$PLASH_DATA/map" ]
  [ -d "$PLASH_DATA/mnt" ]
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
  export PLASH_DATA=$BATS_TEST_TMPDIR/data
}

@test "init again changes nothing but the mode, which it sets every time" {
  local before
  full_world
  before=$(find "$PLASH_DATA" -mindepth 1 -printf '%P %m %s %T@\n' | sort)
  chmod 755 "$PLASH_DATA"
  PLASH_INIT_UNION_TASTE=overlay run -0 plash init
  assert_equal "$before" "$(find "$PLASH_DATA" -mindepth 1 -printf '%P %m %s %T@\n' | sort)"
  assert_equal 700 "$(stat -c %a "$PLASH_DATA")"
}

@test "PLASH_INIT_UNION_TASTE is written as it is, and a word that is no kind of union is told" {
  PLASH_INIT_UNION_TASTE=' any string ' run -0 --separate-stderr plash init
  assert_equal ' any string ' "$(cat "$PLASH_DATA/config/union_taste")"
  assert_contains "$stderr" 'plash: unexpected union taste: any string: nothing can be built or run; plash knows auto, overlay,'
  rm -r "$PLASH_DATA"
  PLASH_INIT_UNION_TASTE='' run -0 --separate-stderr plash init
  assert_equal 'auto' "$(cat "$PLASH_DATA/config/union_taste")"
  assert_equal '' "$stderr"
}

@test "an unexpected union taste is refused where containers are built or started" {
  full_world
  mkdir d
  plash run 1 true
  echo xxx >"$PLASH_DATA/config/union_taste"
  assert_refused 1 'unexpected union taste: xxx' plash build --from-id 1 --run true
  assert_refused 1 'unexpected union taste: xxx' plash create 1 true
  assert_refused 125 'unexpected union taste: xxx' plash run 1 true
  echo overlay >"$PLASH_DATA/config/union_taste"
  plash run 1 true
  assert_equal 2 "$(plash create 1 true)"
}

@test "a directory that holds other files is not taken over" {
  local before
  mkdir "$PLASH_DATA"
  chmod 755 "$PLASH_DATA"
  echo mine >"$PLASH_DATA/file"
  assert_refused 1 'it holds other files' plash init
  assert_equal file "$(ls "$PLASH_DATA")"
  assert_equal 755 "$(stat -c %a "$PLASH_DATA")"
  rm "$PLASH_DATA/file"
  mkdir "$PLASH_DATA/lost+found"
  plash init
}

@test "a umask that forbids everything does not keep plash from its own files" {
  full_world
  rm -rf "${PLASH_DATA:?}"/plan/namespaces.*
  umask 777
  plash run 1 true
  assert_equal 2 "$(plash build --from-id 1 --run 'touch /x' 2>/dev/null)"
  plash run 2 ls /x
  plash runopts -c 2 ls /x
  umask 022
  plash run 2 ls /x
}

@test "what was deleted of the skeleton is made again" {
  full_world
  rm -rf "${PLASH_DATA:?}"/{tmp,plan,lock,mnt}
  assert_equal 2 "$(plash build --from-id 1 --run 'touch /x' 2>/dev/null)"
  plash run 2 ls /x
}

@test "a moved data directory goes on; how namespaces are entered is found out anew" {
  full_world
  plash map key 1
  assert_equal 2 "$(plash create 1 touch /x)"
  mv "$PLASH_DATA" "$BATS_TEST_TMPDIR/moved, with:odd \\ name"
  export PLASH_DATA="$BATS_TEST_TMPDIR/moved, with:odd \\ name"
  plash run 2 true
  forbid_java
  plash run 2 ls /x
  assert_equal 1 "$(plash map key)"
  mv "$PLASH_DATA" "$BATS_TEST_TMPDIR/data"
  export PLASH_DATA=$BATS_TEST_TMPDIR/data
}

@test "a directory of the original, with absolute links and no plans, opens, runs, builds and keeps its ids" {
  full_world
  cd "$PLASH_DATA"
  rm -r lower plan lock index/* map/* layer/0/1/_data/plan.* layer/0/1/_data/script
  ln -s "$PLASH_DATA/layer/0" index/0
  ln -s "$PLASH_DATA/layer/0/1" index/1
  ln -s "$PLASH_DATA/layer/0/1" map/name
  echo overlay >config/union_taste
  cd "$HOME"
  assert_equal 1 "$(plash map name)"
  plash run 1 true
  assert_equal 2 "$(plash build --from-map name --run 'touch /x' 2>/dev/null)"
  plash run 2 ls /x
  assert_equal 1 "$(plash parent 2)"
  assert_equal overlay "$(cat "$PLASH_DATA/config/union_taste")"
}

@test "a lost counter gives no id twice" {
  full_world
  plash create 1 true
  rm "$PLASH_DATA/id_counter"
  assert_equal 3 "$(plash create 1 touch /three)"
  plash run 3 ls /three
}

@test "another user's data directory is named in one line" {
  only_user
  export PLASH_DATA=/root/data
  gate 'root has a closed home' test ! -x /root
  local word
  for word in 'run 1 true' 'nodepath 1' 'parent 1' 'rm 1' 'map key' 'data ls'; do
    # shellcheck disable=SC2086 # words
    run --separate-stderr plash $word
    [ "$status" -ne 0 ]
    assert_equal '' "$output"
    assert_contains "$stderr" 'cannot enter the data directory /root/data: permission denied'
    assert_equal 1 "$(grep -c 'plash error:' <<<"$stderr")"
  done
  assert_refused 1 /root/data plash init
  assert_refused 1 /root/data plash build --from-busybox
  PLASH_DATA=$BATS_TEST_TMPDIR/data
}

@test "what cannot be a data directory is named once" {
  : >file
  export PLASH_DATA=$PWD/file
  assert_refused 1 "plash error: cannot make the data directory $PLASH_DATA: exists already" plash build --from-busybox
  assert_refused 1 "plash error: cannot read $PLASH_DATA/index: not a directory" plash ls
}

@test "a data directory on the way up from what is not there is not made anywhere" {
  local place
  for place in missing/../data "$PWD/missing/../data"; do
    PLASH_DATA=$place assert_refused 1 'no such file or directory' plash build --from-busybox
    assert_equal '' "$(ls -A)"
  done
  mkdir missing
  PLASH_DATA=missing/../data plash build --from-busybox
  [ -d data/layer ]
}

@test "a data directory that cannot be written is named in one line, and containers still run" {
  full_world
  plash run 1 true
  if [ "$(id -u)" -eq 0 ]; then
    gate 'no tmpfs can be mounted' unshare -m mount -t tmpfs none /mnt
    set -- unshare -m sh -c 'mount --bind "$PLASH_DATA" "$PLASH_DATA" && mount -o remount,bind,ro "$PLASH_DATA" && exec "$@"' sh
  else
    chmod a-w "$PLASH_DATA"/{tmp,index,map,id_counter}
    set -- env
  fi
  assert_refused 1 "$PLASH_DATA/" "$@" plash create 1 true
  assert_refused 1 "$PLASH_DATA/" "$@" plash map key 1
  assert_refused 1 "$PLASH_DATA/" "$@" plash rm 1
  run -0 --separate-stderr "$@" plash run 1 touch /kept-in-memory
  assert_equal '' "$stderr"
  assert_equal 1 "$(plash nodepath 1 | wc -l)"
}
