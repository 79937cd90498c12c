# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

@test "map sets, overwrites, reads and forgets a key, without output" {
  plash create 1 true
  run -0 --separate-stderr plash map key 1
  assert_equal '' "$output$stderr"
  assert_equal 1 "$(plash map key)"
  run -0 --separate-stderr plash map key 2
  assert_equal 2 "$(plash map key)"
  run -0 --separate-stderr plash map key ''
  assert_equal '' "$output$stderr"
  assert_refused 3 "no map key 'key'" plash map key
  run -0 plash map key ''
}

@test "map of a key that nobody set says so, status 3, and starts no java" {
  plash map key 1
  forbid_java
  assert_refused 3 "no map key 'nothing'" plash map nothing
  assert_contains "$stderr" '`plash map` lists the keys'
  assert_refused 2 'map has no option --list' plash map --list
  assert_equal 1 "$(plash map key)"
  rm -rf "$PLASH_DATA"
  assert_refused 3 "no map key 'nothing'" plash map nothing
}

@test "map of a key whose container was removed says so" {
  plash create 1 true
  plash map key 2
  plash rm 2
  assert_refused 3 "no map key 'key'" plash map key
}

@test "map without words lists the keys with their containers, and no cache keys" {
  plash build --from-id 1 --run 'touch /a' 2>/dev/null
  plash map 'my key' 2
  plash map -- --key 1
  plash map .hidden 1
  plash create 1 true
  plash map gone 3
  plash rm 3
  forbid_java
  run -0 --separate-stderr plash map
  assert_equal $'1\t--key\n1\t.hidden\n2\tmy key' "$(grep -v busybox <<<"$output" | LC_ALL=C sort)"
  assert_equal 4 "${#lines[@]}" # the busybox image has a key, too
  rm -rf "$PLASH_DATA"
  run -0 --separate-stderr plash map
  assert_equal '' "$output$stderr"
}

@test "map --forget forgets a key, and says when there is none" {
  plash map key 1
  run -0 --separate-stderr plash map --forget key
  assert_equal '' "$output$stderr"
  assert_refused 3 "no map key 'key'" plash map --forget key
  plash map -- -x 1
  plash map --forget -- -x
  assert_refused 3 "no map key '-x'" plash map -- -x
}

@test "map accepts any key that a file name can be" {
  local key
  for key in -x --force -- ' ' ' a  b ' $'line\nline\n' 'a:b%c' '*' '$(id)' "it's" 'caf'$'\303\251' ... .hidden "$(printf %0255d 1)"; do
    plash map -- "$key" 1
    assert_equal 1 "$(plash map -- "$key")"
    plash map -- "$key" ''
    assert_equal '' "$(plash map -- "$key" 2>/dev/null)"
  done
  assert_equal 1 "$(ls -A "$PLASH_DATA/map" | wc -l)" # the busybox image
}

@test "map refuses keys that no file can have" {
  local long
  assert_refused 1 "map can not contain any '/'" plash map a/b 1
  assert_refused 1 "map can not contain any '/'" plash map /
  assert_refused 1 "map cannot be named ''" plash map '' 1
  assert_refused 1 "map cannot be named '.'" plash map . 1
  assert_refused 1 "map cannot be named '..'" plash map .. ''
  long=$(printf %0300d 1)
  assert_refused 1 'File name too long' plash map "$long" 1
  assert_refused 3 'no map key' plash map "$long"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "map checks the container, and a failure leaves the key as it was" {
  plash map key 1
  assert_refused 1 "no container '99'" plash map key 99
  assert_refused 1 "no container '01'" plash map key 01
  assert_refused 1 "container id must be integer, got 'x'" plash map key x
  assert_refused 1 "container must not be the special root container ('0')" plash map key 0
  assert_equal 1 "$(plash map key)"
}

@test "nodepath and parent answer without java" {
  plash create 1 true
  forbid_java
  assert_equal "$(cd -P "$PLASH_DATA" && pwd)/layer/0/1/2" "$(plash nodepath 2)"
  assert_equal "$(cd -P "$PLASH_DATA" && pwd)/layer/0" "$(plash nodepath 0 --allow-root-container)"
  assert_equal 1 "$(plash parent 2)"
  assert_equal 0 "$(plash parent 1)"
}

@test "nodepath and parent refuse what is no container" {
  assert_refused 3 "no container '99'" plash nodepath 99
  assert_refused 3 "no container '01'" plash nodepath 01
  assert_refused 1 "container id must be integer, got 'xx'" plash nodepath xx
  assert_refused 1 "container id must be integer, got ''" plash nodepath ''
  assert_refused 1 "container must not be the special root container ('0')" plash nodepath 0
  assert_refused 1 "no container '99'" plash parent 99
  assert_refused 1 'the root container has no parent' plash parent 0
}

@test "rm takes a container away with all that was built upon it" {
  plash create 1 touch /two
  plash create 2 touch /three
  plash create 1 touch /four
  run -0 --separate-stderr plash rm 2
  assert_equal '' "$output$stderr"
  assert_refused 1 "no container '2'" plash run 2 true
  assert_refused 1 "no container '3'" plash run 3 true
  plash run 4 ls /four
  [ ! -e "$PLASH_DATA/layer/0/1/2" ]
  assert_refused 1 "no container '2'" plash rm 2
  assert_refused 1 "container must not be the special root container ('0')" plash rm 0
}

@test "rm deletes all containers that it is given, or none" {
  plash create 1 true
  plash create 2 true
  plash create 1 true
  assert_refused 1 "no container '99'" plash rm 2 4 99
  assert_refused 2 'rm has no option --dry-run' plash rm 2 --dry-run
  plash run 3 true
  plash rm 2 3 4 2
  assert_equal $'0\n1' "$(plash clean >/dev/null && ls "$PLASH_DATA/index")"
  plash build --from-id 1 --run 'touch /x' 2>/dev/null
  plash create 1 true
  plash rm --from-id 1 --run 'touch /x' -- 6
  plash clean >/dev/null
  assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
}

@test "rm deletes what belongs to other ids, and leaves nothing in tmp" {
  mkdir d
  touch d/file
  inside_namespace chown -R 33:33 d
  inside_namespace chmod 700 d
  plash add-layer 1 d
  plash rm 2
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "rm by build arguments removes what they build" {
  plash build --from-id 1 --run 'touch /x'
  plash rm --from-id 1 --run 'touch /x'
  assert_refused 3 "no container '2'" plash nodepath 2
}
