# Lock files: which bytes the images of a build are made of. 69-lock-command.bats has
# the command, 69-lock-trees.bats what depends on the user.
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

# commit_of NUMBER: the name of a commit.
commit_of() {
  printf '%040d' "$1"
}

# repository COMMIT LINE...: me/tool has a plashfile of the lines in COMMIT, which is the branch main, and HEAD.
repository() {
  local commit=$1 line
  shift
  mkdir -p "$web_root/me/tool/info" "$web_root/me/tool/$commit" "$web_root/me/tool/HEAD"
  printf '%s\n' "$@" | tee "$web_root/me/tool/HEAD/plashfile" >"$web_root/me/tool/$commit/plashfile"
  {
    printf '001e# service=git-upload-pack\n0000'
    for line in "$commit HEAD" "$commit refs/heads/main"; do
      printf '%04x%s\n' $((${#line} + 5)) "$line"
    done
    printf 0000
  } >"$web_root/me/tool/info/refs"
}

@test "a locked plashfile is built of the same elsewhere when the server has something newer" {
  alpine_and_hello
  plash lock hello
  assert_equal 'alpine 3.20 20261123_13:00' "$(./hello /release)"
  assert_equal 1 "$(web_count "${lxc_path}/rootfs.tar.xz")"
  lxc_build alpine 3.20 20261124_13:00
  lxc_list
  assert_equal 'alpine 3.20 20261124_13:00' "$(elsewhere plash --from alpine:3.20 -- cat /release)"
  assert_equal 'alpine 3.20 20261123_13:00' "$(elsewhere ./hello /release)"
  assert_equal 'alpine 3.20 20261124_13:00' "$(elsewhere plash --from alpine:3.20 -- cat /release)"
  run -0 --separate-stderr plash lock --update hello
  assert_contains "$stderr" "changed lxc alpine:3.20 $architecture"
  assert_equal 'alpine 3.20 20261124_13:00' "$(elsewhere ./hello /release)"
}

@test "cached starts of locked and unlocked plashfiles start no JVM, and a lock file that comes or changes is noticed" {
  alpine_and_hello
  mkdir bin
  ln -s ../hello bin/linked
  assert_equal 'alpine 3.20 20261123_13:00' "$(./hello /release)"
  bin/linked /release
  (forbid_java && ./hello /release && bin/linked /release)
  lxc_build alpine 3.20 20261124_13:00
  lxc_list
  plash lock hello
  assert_equal 'alpine 3.20 20261124_13:00' "$(./hello /release)"
  assert_equal 'alpine 3.20 20261124_13:00' "$(bin/linked /release)"
  (forbid_java && ./hello /release && bin/linked /release)
  cp hello.lock kept
  sed -i /lxc/d hello.lock
  assert_refused 1 "'lxc alpine:3.20' is not in hello.lock" ./hello /release
  assert_contains "$stderr" "plash lock $HOME/hello"
  assert_refused 1 "'lxc alpine:3.20' is not in hello.lock" bin/linked /release
  cp kept hello.lock
  cp hello other
  (forbid_java && ./hello /release)
  assert_equal 'alpine 3.20 20261123_13:00' "$(./other /release)"
  rm hello.lock
  assert_equal 'alpine 3.20 20261123_13:00' "$(./hello /release)"
  ln -s nowhere hello.lock
  assert_refused 1 'hello.lock' ./hello /release
}

@test "words are built by what PLASH_LOCK names, without a JVM the second time, and by nothing else" {
  alpine_and_hello
  plash build --from alpine:3.20
  run -0 plash lock --from alpine:3.20
  [ -s plash.lock ]
  lxc_build alpine 3.20 20261124_13:00
  lxc_list
  assert_equal 2 "$(plash build --from alpine:3.20)"
  export PLASH_LOCK=plash.lock
  assert_equal 3 "$(plash build --from alpine:3.20)"
  assert_equal 'alpine 3.20 20261123_13:00' "$(plash --from alpine:3.20 -- cat /release)"
  (forbid_java && plash build --from alpine:3.20 && plash --from alpine:3.20 -- true)
  assert_equal 2 "$(PLASH_LOCK='' plash build --from alpine:3.20)"
  assert_refused 1 "'lxc alpine' is not in plash.lock" plash build --from alpine
  assert_refused 1 "'lxc alpine' is not in plash.lock" plash eval --from alpine
  plash build --from-busybox
  plash build --from 1
  PLASH_LOCK=none.lock assert_refused 1 "cannot read 'none.lock'" plash build --from alpine:3.20
  PLASH_LOCK=other.lock plash lock --from alpine
  PLASH_LOCK=other.lock plash build --from alpine
}

@test "an archive at a URL is locked by its bytes; others are refused, and nothing of them is kept" {
  web_image a.tar.gz gzip
  plash lock --from-url "$web_url/a.tar.gz"
  export PLASH_LOCK=plash.lock
  assert_equal "url $web_url/a.tar.gz * sha256:$(sha256sum <"$web_root/a.tar.gz" | cut -d ' ' -f 1) " \
    "$(tail -n 1 plash.lock | sed 's/tree.*//')"
  assert_equal here "$(plash --from-url "$web_url/a.tar.gz" -- cat /mark)"
  assert_equal 1 "$(web_count /a.tar.gz)"
  assert_equal here "$(elsewhere plash --from-url "$web_url/a.tar.gz" -- cat /mark)"
  assert_equal 2 "$(web_count /a.tar.gz)"
  plash build --refresh --from-url "$web_url/a.tar.gz"
  assert_equal 3 "$(web_count /a.tar.gz)"
  echo other >"$BATS_TEST_TMPDIR/served/mark"
  web_image a.tar.gz gzip
  assert_refused 1 'its SHA-256 is' plash build --refresh --from-url "$web_url/a.tar.gz"
  assert_contains "$stderr" 'plash lock --update'
  plash build --from-url "$web_url/a.tar.gz"
  nothing_half_made
  (unset PLASH_LOCK && assert_equal other "$(plash --from-url "$web_url/a.tar.gz" -- cat /mark)")
  run -0 plash lock --update "$web_url/a.tar.gz" --from-url "$web_url/a.tar.gz"
  assert_equal other "$(plash --from-url "$web_url/a.tar.gz" -- cat /mark)"
}

@test "a build that the server has dropped is told as such" {
  alpine_and_hello
  plash lock hello
  rm -r "$web_root$lxc_path"
  lxc_build alpine 3.20 20261124_13:00
  lxc_list
  elsewhere assert_refused 1 "the server has dropped this build of 'alpine:3.20'" ./hello /release
  assert_contains "$stderr" 'plash lock --update'
  ./hello /release
}

@test "a password of the server is in no lock file, and is used all the same" {
  alpine_and_hello
  web_fault "$lxc_path/rootfs.tar.xz" login user:secret
  export PLASH_LXC_URL=${web_url/:\/\//:\/\/user:secret@}
  plash lock hello
  assert_contains "$(cat hello.lock)" " $web_url$lxc_path/rootfs.tar.xz"
  elsewhere ./hello /release
  run ! grep -r secret hello.lock "$HOME/elsewhere/plan" "$HOME/elsewhere/map"
}

@test "a build file of a repository is locked by commit and content, and so is what it is built upon" {
  alpine_and_hello
  repository "$(commit_of 1)" '--from alpine:3.20' '--run' 'echo one >/which'
  run -0 plash lock --from-github me/tool@main
  assert_equal "github me/tool@main * sha256:$(sha256sum <"$web_root/me/tool/HEAD/plashfile" | cut -d ' ' -f 1) commit:$(commit_of 1)" \
    "$(grep ^github plash.lock)"
  grep -q '^lxc alpine:3.20 ' plash.lock
  export PLASH_LOCK=plash.lock
  repository "$(commit_of 2)" '--from alpine:3.20' '--run' 'echo two >/which'
  assert_equal one "$(plash --from-github me/tool@main -- cat /which)"
  (forbid_java && plash --from-github me/tool@main -- true)
  assert_equal one "$(elsewhere plash --from-github me/tool@main -- cat /which)"
  plash lock --check --from-github me/tool@main
  echo '--# more' >>"$web_root/me/tool/$(commit_of 1)/plashfile"
  elsewhere assert_refused 1 'it is not the build file that the lock file names' \
    plash build --refresh --from-github me/tool@main
  sed -i /^lxc/d plash.lock
  run -0 plash lock --update me/tool@main --from-github me/tool@main
  assert_equal two "$(plash --from-github me/tool@main -- cat /which)"
}

@test "what a build file builds upon counts with it: two lock files that differ there have two images" {
  alpine_and_hello
  repository "$(commit_of 1)" '--from alpine:3.20' '--run' 'cat /release >/which'
  PLASH_LOCK=old.lock plash lock --from-github me/tool
  lxc_build alpine 3.20 20261124_13:00
  lxc_list
  PLASH_LOCK=new.lock plash lock --from-github me/tool
  assert_equal 'alpine 3.20 20261123_13:00' "$(PLASH_LOCK=old.lock plash --from-github me/tool -- cat /which)"
  assert_equal 'alpine 3.20 20261124_13:00' "$(PLASH_LOCK=new.lock plash --from-github me/tool -- cat /which)"
}

@test "what is no branch or repository cannot be locked" {
  repository "$(commit_of 1)" '--from 1'
  assert_refused 1 'there is no branch or tag nope in me/tool' plash lock --from-github me/tool@nope
  assert_refused 1 'there is no repository me/none' plash lock --from-github me/none
  echo page >"$web_root/me/tool/info/refs"
  assert_refused 1 'it lists no branches and tags' plash lock --from-github me/tool
  [ ! -e plash.lock ]
}

@test "a plashfile is locked from another directory, by its own relative paths" {
  alpine_and_hello
  mkdir part
  mv hello part/
  echo '--from alpine:3.20' >part/inner
  printf '%s\n' '--eval-file inner' '--entrypoint' 'cat' >part/hello
  plash lock part/hello
  [ -s part/hello.lock ]
  part/hello /release
}

@test "images of this machine need no line" {
  plash lock --from-busybox --run true
  assert_equal '# plash-lock 1' "$(cat plash.lock)"
  PLASH_LOCK=plash.lock plash build --from-busybox
}
