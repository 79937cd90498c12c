# Data directories with names that shells, mount(8) or overlayfs give a meaning to, and moved ones.
load lib/helper

setup() {
  world_reset
  where=$BATS_TEST_TMPDIR/where
  mkdir "$where"
}

teardown() {
  inside_namespace rm -rf "$where"
  world_clean
}

# runs_and_builds: in the data directory PLASH_DATA a container runs without java, and builds work.
runs_and_builds() {
  plash run 1 true
  (
    forbid_java
    run -0 --separate-stderr plash run 1 sh -c 'touch /new && echo ran'
    assert_equal ran "$output"
    assert_equal '' "$stderr"
  )
  assert_equal 2 "$(plash build --from-id 1 --run 'echo built >/a')"
  run -0 plash --from-id 1 --run 'echo built >/a' -- cat /a
  assert_equal built "$output"
  run -0 plash runopts -c 2 -d changes -m "$where" cat /a
  assert_equal built "$output"
  [ -z "$(find "$HOME" -mindepth 1 -not -path './changes*' -not -path "$HOME/changes*")" ]
}

@test "a data directory of any name works" {
  local name
  for name in 'two  blanks' ',comma,' ':colon:' "it's" '"' '\back\\slash' $'new\nline' 'ümläut' '$HOME`x`' '%s#' '*?[a]' '-dash'; do
    cp -a "$PLASH_SUITE_DATA" "$where/$name"
    PLASH_DATA=$where/$name run -0 --separate-stderr plash run 1 echo ran
    assert_equal ran "$output"
    assert_equal '' "$stderr"
  done
}

@test "everything works in a data directory whose name has all of it" {
  PLASH_DATA=$where/$' a b,c:d\'"\\e\\\\\nü$x`*#%-'
  cp -a "$PLASH_SUITE_DATA" "$PLASH_DATA"
  runs_and_builds
  plash map name 2
  assert_equal 2 "$(plash map name)"
  assert_contains "$(plash nodepath 2)" "$PLASH_DATA/layer/0/1/2"
  plash rm 2
  run -1 plash run 2 true
}

@test "a relative data directory is one of the working directory" {
  cp -a "$PLASH_SUITE_DATA" rel
  (
    export PLASH_DATA=rel
    run -0 plash run 1 echo ran
    assert_equal ran "$output"
    PLASH_DATA=../home/./rel/ run -0 plash run 1 echo ran
    cd /
    run -1 plash run 1 true
  )
  inside_namespace rm -r rel
}

@test "a data directory behind a link, or with a slash at its end, works" {
  ln -s "$PLASH_DATA" "$where/link"
  PLASH_DATA=$where/link
  runs_and_builds
  PLASH_DATA=$where/link/
  run -0 plash run 2 cat /a
  PLASH_DATA=$BATS_TEST_TMPDIR/data
}

@test "a data directory can be moved" {
  assert_equal 2 "$(plash build --from-id 1 --run 'echo built >/a')"
  plash run 1 true
  mv "$PLASH_DATA" "$where/moved"
  PLASH_DATA=$where/moved
  plash run 1 true # here layers may have to be united in another way
  forbid_java
  run -0 plash --from-id 1 --run 'echo built >/a' -- cat /a
  assert_equal built "$output"
}

@test "a umask of 077 does no harm, while building or running" {
  umask 077
  runs_and_builds
  run -0 plash run 2 stat -c %a / /a
  assert_equal $'755\n644' "$output"
}

@test "a data directory is made on demand, for its owner only" {
  export PLASH_DATA=$where/new/deep
  umask 022
  run -0 --separate-stderr plash --from-busybox -- echo ran
  assert_equal ran "$output"
  assert_equal 700 "$(stat -c %a "$PLASH_DATA")"
}

@test "without PLASH_DATA an ordinary user's is ~/.plashdata" {
  only_user
  cp -a "$PLASH_SUITE_DATA" "$HOME/.plashdata"
  unset PLASH_DATA
  run -0 plash run 1 echo ran
  assert_equal ran "$output"
  PLASH_DATA='~/.plashdata' run -0 plash run 1 echo ran
  assert_equal ran "$output"
  rm -r "$HOME/.plashdata"
  PLASH_DATA=$BATS_TEST_TMPDIR/data
}

# lately WORD...: runs WORD... as root of a user namespace, or as root, without PLASH_DATA, where /var/lib is a new file
# system; when `layered` is set, one that is an overlay.
lately() {
  local become=()
  [ "$(id -u)" -eq 0 ] || become=(--user --map-root-user)
  # shellcheck disable=SC2016 # for the inner shell
  unshare "${become[@]}" --mount sh -ec 'unset PLASH_DATA
    mount -t tmpfs none /var/lib
    if [ -n "$1" ]; then
      mkdir /var/lib/a /var/lib/b /var/lib/c
      mount -t overlay -o userxattr,lowerdir=/var/lib/a,upperdir=/var/lib/b,workdir=/var/lib/c none /var/lib
    fi
    shift
    exec "$@"' sh "${layered-}" "$@"
}

@test "root without /var/lib/plash has ~/.plashdata when it is there and his own" {
  assert_equal /var/lib/plash "$(lately plash data)"
  mkdir "$HOME/.plashdata"
  assert_equal "$HOME/.plashdata" "$(lately plash data)"
  assert_equal /var/lib/plash "$(lately sh -c 'mkdir /var/lib/plash; plash data')"
  assert_equal /var/lib/plash "$(lately sh -c 'ln -s /nowhere /var/lib/plash; plash data')"
  assert_equal /var/lib/plash "$(HOME='' lately plash data)"
  assert_equal /var/lib/plash "$(HOME=.. lately plash data)"
  assert_equal "$PLASH_DATA" "$(lately env PLASH_DATA="$PLASH_DATA" plash data)"
  only_root
  chown 65534 "$HOME/.plashdata"
  assert_equal /var/lib/plash "$(lately plash data)"
}

@test "root of a user namespace has ~/.plashdata where /var/lib/plash is that of the root outside" {
  only_user # else root would be the one outside
  # a directory of the root outside
  local foreign='mkdir /var/lib/plash; mount --rbind /usr /var/lib/plash'
  assert_equal "$HOME/.plashdata" "$(lately sh -c "$foreign; plash data")"
  run -0 --separate-stderr lately sh -c "$foreign; plash --from-busybox -- echo ran"
  assert_equal ran "$output"
  assert_equal "$HOME/.plashdata" "$(lately sh -c "$foreign; plash data")"
  inside_namespace rm -r "$HOME/.plashdata"
  # Where the home cannot hold it either, plash says whose the other is.
  run -1 --separate-stderr lately sh -c "$foreign; HOME= plash --from-busybox -- true"
  assert_contains "$stderr" 'plash error: the data directory /var/lib/plash belongs to nobody'
}

@test "root makes ~/.plashdata when /var/lib is an overlay, if his home can hold it" {
  local layered=yes
  assert_equal "$HOME/.plashdata" "$(lately plash data)"
  run -0 --separate-stderr lately plash --from-busybox -- echo ran
  assert_equal ran "$output"
  assert_equal 700 "$(stat -c %a "$HOME/.plashdata")"
  assert_equal /var/lib/plash "$(lately sh -c 'mkdir /var/lib/joe; HOME=/var/lib/joe; plash data')"
  assert_equal /var/lib/plash "$(lately sh -c 'mkdir /var/lib/plash; HOME=/tmp plash data')"
  inside_namespace rm -r "$HOME/.plashdata"
  only_root
  chown 65534 "$HOME"
  assert_equal /var/lib/plash "$(lately plash data)"
}

@test "root makes ~/.plashdata when /var/lib is not writable" {
  assert_equal "$HOME/.plashdata" "$(lately sh -c 'mount -o remount,bind,ro /var/lib; plash data')"
}

@test "a data directory is not made in another one" {
  local name outer=$PLASH_DATA
  for name in new layer/0/1/_data/root/new/er lower/1/new; do
    PLASH_DATA=$outer/$name assert_refused 1 "it lies in another, $outer" plash --from-busybox -- true
  done
  [ ! -e "$outer/new" ]
  [ ! -e "$outer/layer/0/1/_data/root/new" ]
}
