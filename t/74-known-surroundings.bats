# What is known of the way into the namespaces is not found out again: a try takes up to eight process starts.
load lib/helper

setup() {
  world_reset
  mkdir -p bin
  printf '#!/bin/sh\necho "$*" >>%s/entered\nexec %s "$@"\n' "$PWD" "$(command -v unshare)" >bin/unshare
  chmod +x bin/unshare
  plash run 1 true # writes the entry
  export PATH=$PWD/bin:$PATH
}

teardown() {
  world_clean
}

# entered WORD...: runs them; the file entered tells how they have entered namespaces.
entered() {
  : >entered
  "$@"
}

# tries: how often namespaces were entered only to see whether that works.
tries() {
  grep -c -x -e '.* true' entered
}

@test "a build whose namespaces are known tries nothing" {
  entered plash build --from-id 1 --run 'touch /a'
  [ -s entered ]
  assert_equal 0 "$(tries)"
}

@test "a listing of which all sizes are known enters no namespaces" {
  plash ls
  entered plash ls
  entered plash ls --json
  assert_equal '' "$(cat entered)"
}

@test "an entry of another start of the machine is tried again, and then known" {
  namespaces_entry
  sed -i "s/^namespaces_boot=.*/namespaces_boot='0'/" "$entry"
  entered plash build --from-id 1 --run 'touch /c'
  [ "$(tries)" -gt 0 ]
  entered plash build --from-id 1 --run 'touch /d'
  assert_equal 0 "$(tries)"
}

@test "an entry of ranges that were changed since is tried again" {
  only_user
  namespaces_entry
  touch "$PLASH_DATA/plan/subuid.${entry##*/namespaces.}"
  entered plash build --from-id 1 --run 'touch /e'
  [ "$(tries)" -gt 0 ]
  entered plash build --from-id 1 --run 'touch /f'
  assert_equal 0 "$(tries)"
}
