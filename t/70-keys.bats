# Keys of the map wherever a container is meant.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# each_command WORD FUNCTION ARG...: calls FUNCTION ARG... STATUS COMMAND for commands that take a CONTAINER, which WORD
# is; STATUS is the command's own for one that is not there.
each_command() {
  local word=$1
  shift
  "$@" 1 plash run "$word" true
  "$@" 1 plash create "$word" true
  "$@" 1 plash with-mount "$word" true
  "$@" 1 plash mount "$word" mountpoint
  "$@" 1 plash export-tar "$word"
  "$@" 1 plash export-docker "$word" name
  "$@" 1 plash shallow-copy "$word" copy
  "$@" 1 plash add-layer "$word" directory
  "$@" 1 plash parent "$word"
  "$@" 3 plash nodepath "$word"
  "$@" 1 plash rm "$word"
  "$@" 1 plash runopts -c "$word" true
  "$@" 1 plash map other "$word"
}

# refuses MESSAGE STATUS COMMAND...: assert_refused, with the message first.
refuses() {
  assert_refused "$2" "plash error: $1" "${@:3}"
}

@test "a key is taken where a container is meant, without a JVM where a number is" {
  plash map base 1
  plash map '@a b;*' 1
  plash map 7 1
  assert_equal 2 "$(plash build --from @base --run 'touch /made')"
  plash map -- -- 2
  run -0 --separate-stderr plash run --from @base --run 'touch /made' -- ls /made
  assert_equal /made "$output"
  assert_equal 3 "$(plash create base true)"
  plash map base 3
  assert_equal 1 "$(plash map base @7 && plash map base)"
  assert_equal hi "$(plash runopts -c base echo hi)"
  assert_equal hi "$(plash runopts -c @7 echo hi)"
  plash rm @--
  assert_refused 3 "no container '2'" plash nodepath 2
  mkdir d
  assert_equal 4 "$(plash add-layer base d)"
  assert_equal 1 "$(plash parent 4)"
  forbid_java
  cd /tmp
  assert_equal '/tmp hi' "$(plash run base sh -c 'echo "$PWD $1"' sh hi)"
  assert_equal 1 "$(basename "$(plash nodepath '@@a b;*')")"
  assert_equal 0 "$(plash parent @7)"
  assert_equal bin "$(plash with-mount base ls -d bin)"
  assert_equal ./bin/ "$(plash export-tar @base | tar -t ./bin | head -n 1)"
}

@test "from takes what a key stands for when the build is asked for, not what it stood for" {
  plash create 1 touch /two
  plash map base 1
  run -1 plash run --from @base -- ls /two
  plash map base 2
  run -0 --separate-stderr plash run --from @base -- ls /two
  assert_equal /two "$output"
  assert_refused 1 "map 'nosuch' not found" plash build --from @nosuch
}

@test "a word of digits is a number, whatever the map has" {
  plash create 1 true
  plash map 2 1
  assert_equal 1 "$(plash parent 2)"
  assert_equal 0 "$(plash parent @2)"
  plash map 99 1
  assert_refused 3 "no container '99'" plash nodepath 99
  assert_refused 1 "no container '99'" plash runopts -c 99 true
  plash map 0 1
  assert_refused 1 "special root container" plash run 0 true
  assert_equal hi "$(plash run @0 echo hi)"
}

@test "a key that is not there, or of a container that was removed, is named by every command" {
  plash create 1 true
  plash map old 2
  plash rm 2
  each_command old refuses "the container of map key 'old' was removed"
  refuses "the container of map key 'old' was removed" 3 plash nodepath @old
  refuses "no map key 'nosuch'" 3 plash nodepath @nosuch
  assert_contains "$stderr" 'plash: plash ls shows'
  run -1 --separate-stderr plash run nosuch true
  assert_equal "plash error: container id must be integer, got 'nosuch'
plash: no map key is called so either; plash ls shows both" "$stderr"
}

@test "a word that is no key leads nowhere" {
  local word
  plash map _data 1
  plash map $'line\nline' 1
  for word in '' . .. ../index/1 /1 1/ ../map/_data "$PLASH_DATA/map/_data" "$(printf %0300d 1)" '*' _dat?; do
    assert_refused 1 "no map key '$word'" plash run "@$word" true
    if [ "${#word}" -lt 300 ]; then
      assert_refused 1 "container id must be integer, got '$word'" plash run "$word" true
    fi
  done
  assert_equal hi "$(plash run $'line\nline' echo hi)"
  assert_equal hi "$(plash run @_data echo hi)"
}
