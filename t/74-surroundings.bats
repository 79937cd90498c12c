# How namespaces are entered was found out in one place, and the data directory is used in others: what a program may
# there, its user namespace, its root directory, the user's group and ranges differ.
load lib/helper
load lib/doctor

setup() {
  world_reset
  user_make
  cp -a "$PLASH_DATA" "$place/home/data"
  rm -rf "$place/home/data/plan"
  chown -R 54321:54321 "$place/home"
  as_user '' plash run 1 true
  [ "$status" -eq 0 ]
}

teardown() {
  user_clean
  world_clean
}

# starts_without_java: a start where the entry was found out answers without a JVM, with all ids.
starts_without_java() {
  JAVA_HOME=/none as_user '' plash run 1 cat /proc/self/uid_map
  [ "$status" -eq 0 ]
  assert_equal '0 54321 1 1 2000000 65535' "$(xargs <<<"$output")"
}

# said SETUP WORD...: sets output to what plash WORD... says in surroundings that SETUP makes, and its status.
said() {
  local setup=$1
  shift
  # shellcheck disable=SC2016 # for the inner shell
  as_user "$setup" sh -c 'said=$(timeout 100 plash "$@" 2>&1); echo "$? $said" | sed "s/process [0-9]*/process N/"' sh "$@"
}

# refused_as_cold SETUP PART: there, a start fails as it does in a data directory that was never used: at once, with
# status 125 and one error line that has PART or the remedy, and it changes nothing for where it works.
refused_as_cold() {
  local cold
  said "$1; export PLASH_DATA=\$PLASH_DATA-cold; cp -a \$place/home/data/. \$PLASH_DATA; rm -r \$PLASH_DATA/plan
    chown -R 54321:54321 \$PLASH_DATA" run 1 true
  cold=$output
  said "$1" run 1 true
  assert_equal "${cold//data-cold/data}" "$output"
  assert_contains "$output" "$2"
  [[ $output == '125 plash error: '*$'\n'plash:* ]]
  assert_equal 2 "${#lines[@]}"
  rm -rf "$place/home/data-cold"
  starts_without_java
}

@test "programs that may gain no privileges" {
  refused_as_cold 'become="$become --no-new-privs"' 'without no_new_privs'
}

@test "so it is for all commands that enter namespaces" {
  local words
  as_user '' sh -c '{ plash --from-id 1 --run "touch /x" -- true; plash map key 2; } 2>&1'
  for words in 'sudo true' 'with-mount 2 true' 'export-tar 2 /dev/null' 'runopts -c 2 true'; do
    # shellcheck disable=SC2086 # words
    said 'become="$become --no-new-privs"' $words
    assert_contains "$output" 'plash: start plash from a program without no_new_privs'
    [[ $output == '1'* ]]
  done
  said 'become="$become --no-new-privs"' --from-id 1 --run 'touch /x' -- true
  [[ $output == '125 plash error: '* ]]
  said 'become="$become --no-new-privs"' build --from-id 1 --run 'touch /y'
  [[ $output == '1 plash error: '*no_new_privs* ]]
  said 'become="$become --no-new-privs"' map key
  assert_equal '0 2' "$output"
}

@test "a seccomp filter that refuses namespaces" {
  forbid_unshare
  chmod 755 "$BATS_TEST_TMPDIR"
  gate 'python3 cannot set a filter' "${forbidding[@]}" true
  cp "${forbidding[1]}" "$place/filter"
  refused_as_cold "become=\"${forbidding[0]} \$place/filter \$become\"" '--cap-add SYS_ADMIN'
}

@test "a chroot" {
  refused_as_cold 'mkdir -p "$place/root"; mount --rbind / "$place/root"; become="chroot $place/root $become"' \
    'not possible inside a chroot'
}

@test "a newuidmap without its setuid bit, and one that is broken" {
  local map
  map=$(readlink -f "$(command -v newuidmap)")
  refused_as_cold "cp $map \$place/map; mount --bind \$place/map $map" "chmod u+s $map"
  printf '#!/bin/sh\necho "newuidmap: no reason" >&2\nexit 1\n' >"$place/broken"
  chmod 4755 "$place/broken"
  refused_as_cold "mount --bind \$place/broken $map" 'newuidmap: no reason'
}

@test "another group than the user's own" {
  refused_as_cold 'become="setpriv --reuid 54321 --regid 7777 --clear-groups"' 'newgrp'
}

@test "a sandbox of bwrap" {
  gate 'no bwrap' command -v bwrap
  refused_as_cold 'become="$become bwrap --dev-bind / /"' 'without no_new_privs'
}

@test "files of ranges without the user's line, older than those before" {
  said ': >$place/none; touch -d 2001-01-01 $place/none; mount --bind $place/none /etc/subuid' run 1 cat /proc/self/uid_map
  assert_contains "$output" 'plash: only your own user id is mapped'
  assert_contains "$(xargs <<<"${lines[1]}")" '0 54321 1'
  [[ $output == '0 '* ]]
  as_user '' plash run 1 cat /proc/self/uid_map
  assert_equal 2 "${#lines[@]}"
  starts_without_java
}

@test "a user namespace of one id has an entry of its own, and both are kept" {
  # shellcheck disable=SC2016 # for the inner shell
  as_user 'become="$become unshare --user --map-root-user"' plash run 1 cat /proc/self/uid_map
  assert_equal '0 54321 1' "$(xargs <<<"$output")"
  starts_without_java
  JAVA_HOME=/none as_user 'become="$become unshare --user --map-root-user"' plash run 1 true
  [ "$status" -eq 0 ]
}

@test "a mount namespace of one's own needs no java, but a try" {
  JAVA_HOME=/none as_user 'mount --bind / /mnt; become="unshare --mount $become"' plash run 1 true
  [ "$status" -eq 0 ]
}

@test "where java is gone, what was found out before a restart of the machine or for another place is tried" {
  sed -i "s/^namespaces_boot=.*/namespaces_boot=0/" "$place"/home/data/plan/namespaces.*
  starts_without_java
  mv "$place/home/data" "$place/home/moved"
  JAVA_HOME=/none as_user 'export PLASH_DATA=$HOME/moved' plash run 1 true
  [ "$status" -eq 0 ]
  # shellcheck disable=SC2016 # for the inner shell
  JAVA_HOME=/none as_user 'export PLASH_DATA=$HOME/moved; become="$become --no-new-privs"' \
    sh -c 'said=$(timeout 100 plash run 1 true 2>&1); echo "$? $said"'
  [[ $output == '125 plash error: no java in /none'* ]]
}
