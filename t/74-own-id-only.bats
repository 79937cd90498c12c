load lib/helper
load lib/image

setup() {
  world_reset
  unset PLASH_INIT_UNION_TASTE
}

teardown() {
  shared_clean
  world_clean
}

# hide_newuidmap: a PATH with links to everything but newuidmap and newgidmap.
hide_newuidmap() {
  only_user
  mkdir bin
  ln -sf /usr/bin/* /bin/* /usr/sbin/* /sbin/* "$(command -v plash)" bin/
  rm bin/newuidmap bin/newgidmap
  whole_path=$PATH
  PATH=$PWD/bin
}

@test "without newuidmap the own id is mapped, with one clear line, and containers work" {
  hide_newuidmap
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /x'
  assert_equal 2 "$output"
  assert_equal 1 "$(grep -c '^plash: only your own user id is mapped' <<<"$stderr")"
  assert_contains "$stderr" 'newuidmap/newgidmap not found in PATH, please install it'
  assert_equal "0 $(id -u) 1" "$(plash run 2 cat /proc/self/uid_map | xargs)"
  assert_equal 3 "$(plash create 2 touch /y)"
  plash rm 3
  forbid_java
  run -0 --separate-stderr plash run 2 ls /x
  assert_equal '' "$stderr"
}

@test "without newuidmap an archive is imported, all its files owned by the user" {
  hide_newuidmap
  mkdir t
  touch t/f
  chmod 4755 t/f
  tar -cf t.tar --owner 70000 --group 33 -C t .
  assert_equal 2 "$(plash import-tar t.tar)"
  assert_equal "4755 $(id -u)" "$(stat -c '%a %u' "$(plash nodepath 2)/_data/root/f")"
}

@test "without newuidmap a container's files are shown, exported, copied and imported again" {
  hide_newuidmap
  plash build --from-id 1 --run 'mkdir -m 1750 /d; echo x >/d/x; ln /d/x /y; chmod 4755 /y'
  run -0 plash with-mount 2 stat -c '%u %a' d d/x
  assert_equal $'0 1750\n0 4755' "$output"
  plash export-tar 2 out.tar
  run -0 --separate-stderr plash import-tar out.tar
  assert_equal '0 1750' "$(plash with-mount "$output" stat -c '%u %a' d)"
  plash shallow-copy 2 copy
  assert_equal $'1750 2\n4755 4' "$(stat -c '%a %h' copy/d copy/y)"
}

@test "a directory that was used with ranges works without newuidmap, and with ranges when it is back" {
  plash run 1 true
  hide_newuidmap
  assert_equal 1 "$(plash run 1 cat /proc/self/uid_map | wc -l)"
  PATH=$whole_path
  assert_equal 2 "$(plash run 1 cat /proc/self/uid_map | wc -l)"
  forbid_java
  assert_equal 2 "$(plash run 1 cat /proc/self/uid_map | wc -l)"
}

@test "without newuidmap plash test passes, in a sandbox too, and says the one line once" {
  hide_newuidmap
  gate 'no bwrap' command -v bwrap
  run -0 --separate-stderr bwrap --dev-bind / / plash test plash-rm
  assert_equal 'plash-rm             PASS' "$output"
  assert_equal 1 "${#stderr_lines[@]}"
  assert_contains "$stderr" 'plash: only your own user id is mapped'
}

@test "a user without ranges of ids is told to configure them" {
  only_root
  gate 'cannot make mount namespaces' unshare -m true
  shared_directory
  chown 65534:65534 "$shared"
  : >empty
  # shellcheck disable=SC2016 # for the inner shell
  run -0 --separate-stderr unshare -m sh -c 'mount --bind empty /etc/subuid && mount --bind empty /etc/subgid &&
    exec setpriv --reuid 65534 --regid 65534 --clear-groups env -C / HOME="$1" PLASH_DATA="$1/data" TMPDIR="$1" \
      plash --from-busybox --run "touch /x" -- sh -c "ls /x; cat /proc/self/uid_map"' sh "$shared"
  assert_equal '/x 0 65534 1' "$(xargs <<<"$output")"
  assert_equal 1 "$(grep -c '^plash: only your own user id is mapped' <<<"$stderr")"
  assert_contains "$stderr" "please configure a subgid/uid range for the user 'nobody' in /etc/subuid and /etc/subgid"
}
