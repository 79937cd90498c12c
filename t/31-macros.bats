# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# read_back FILE MACRO...: what the macros, built on the image, left in FILE.
read_back() {
  local file=$1 id
  shift
  id=$(plash build --from-id 1 "$@" 2>/dev/null) || return
  plash run "$id" cat "$file"
}

@test "run gives the commands of one layer, one per argument" {
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /a' 'touch /b'
  assert_equal 2 "$output"
  assert_equal $'+ touch /a\n+ touch /b\n--:' "$stderr"
  plash run 2 ls /a /b
}

@test "x, l and f are short for run, layer and from" {
  run -0 --separate-stderr plash build -f 1 -x 'touch /a' -lx 'touch /b'
  assert_equal 3 "$output"
  assert_equal $'+ touch /a\n--:\n+ touch /b\n--:' "$stderr"
  run -0 plash eval -x hi
  assert_equal hi "$output"
}

@test "layer with a macro gives each argument a layer of its own" {
  run -0 --separate-stderr plash build --from-id 1 --layer run 'touch /a' 'touch /b' --run 'touch /c'
  assert_equal 4 "$output"
  assert_equal $'+ touch /a\n--:\n+ touch /b\n--:\n+ touch /c\n--:' "$stderr"
}

@test "write-file writes lines that a shell would change, byte for byte" {
  local text=('a  b' '  lead' "it's" '"$HOME" `id`' 'back\\slash \n \t' '%s %d' '#c' 'é 日本' '!x *')
  run -0 read_back /f --write-file /f "${text[@]}" '--\ -n' '--\ -e x' '--\'
  assert_equal "$(printf '%s\n' "${text[@]}" '-n' '-e x' '')" "$output"
  assert_equal "$((${#text[@]} + 3))" "$(plash run 2 wc -l /f | cut -d' ' -f1)"
}

@test "write-file appends, makes an empty file without lines, and takes any name" {
  run -0 read_back /f --write-file /f one --write-file /f two
  assert_equal $'one\ntwo' "$output"
  run -0 read_back /empty --write-file /empty
  assert_equal '' "$output"
  run -0 read_back "/it's a name" --write-file "/it's a name" hi
  assert_equal hi "$output"
}

@test "a blank line of a file is dropped, an escaped one is kept" {
  run -0 plash build <<'LINES'
--from-id 1
--write-file
/f
--# left out
first

--\
--\ --last
LINES
  run -0 plash run "${lines[-1]}" cat /f
  assert_equal $'first\n\n--last' "$output"
}

@test "write-script writes a program" {
  local id
  id=$(plash build --from-id 1 --write-script '/bin/my hello' '#!/bin/sh' 'echo "hello $1"' 2>/dev/null)
  run -0 plash run "$id" 'my hello' you
  assert_equal 'hello you' "$output"
  run -0 plash run "$id" stat -c %a '/bin/my hello'
  assert_equal 755 "$output"
}

@test "entrypoint-script writes /entrypoint, for sh unless it says for whom" {
  local id
  id=$(plash build --from-id 1 --entrypoint-script 'echo "$0 $*"' 2>/dev/null)
  assert_equal '/entrypoint a b' "$(plash run "$id" /entrypoint a b)"
  id=$(plash build --from-id 1 --entrypoint-script '#!/bin/cat' 'text' 2>/dev/null)
  assert_equal $'#!/bin/cat\ntext' "$(plash run "$id" /entrypoint)"
}

@test "package macros quote what they install, and do nothing without packages" {
  run -0 plash eval --apt package1 'package2 with spaces'
  assert_equal $'apt-get update\napt-get install -y package1 '"'package2 with spaces'" "$output"
  run -0 plash eval --apt
  assert_equal '' "$output"
}

@test "defpm makes a package macro of its own" {
  run -0 --separate-stderr plash build --from-id 1 --defpm get 'echo install {}' 'echo {{done}}' --get a "b'c d"
  assert_contains "$stderr" "+ echo install a "
  assert_contains "$stderr" $'\ninstall a b\'c d\n'
  assert_contains "$stderr" $'\n{done}\n'
  assert_refused 1 "macro 'get' not found" plash eval --get a
}

@test "from takes the number of a container, or the name of an image" {
  run -0 --separate-stderr plash build --from 1
  assert_equal 1 "$output"
  assert_equal '' "$stderr"
  export PLASH_LXC_URL=file://$HOME/nowhere
  assert_refused 1 "from-lxc: geturl('file://$HOME/nowhere/meta/1.0/index-system')" plash build --from alpine
  assert_refused 1 'from-lxc: geturl(' plash build -A git
}

@test "from-map takes the container that a key stands for" {
  assert_equal '' "$(plash map mykey)"
  assert_refused 1 "map 'mykey' not found" plash build --from-map mykey
  plash map mykey 1
  assert_equal 1 "$(plash build --from-map mykey)"
  run -0 plash build --from-map mykey --run 'touch /a'
  assert_equal 2 "${lines[-1]}"
  assert_refused 1 "map can not contain any '/'" plash build --from-map a/b
}

@test "from-map follows the key when it is set anew" {
  local child
  child=$(plash create 1 touch /child)
  plash map mykey 1
  assert_equal 1 "$(plash build --from-map mykey)"
  plash map mykey "$child"
  assert_equal "$child" "$(plash build --from-map mykey)"
  plash map mykey ''
  assert_refused 1 "map 'mykey' not found" plash build --from-map mykey
}

@test "refresh makes a kept image again, and keeps the old container" {
  plash build --from-busybox >/dev/null
  first=$(plash build --from-busybox --layer)
  second=$(plash build --from-busybox --refresh)
  [ "$first" != "$second" ]
  assert_equal "$second" "$(plash build --from-busybox)"
  plash nodepath "$first"
  nothing_half_made
}

@test "from-busybox makes the image once" {
  world_clean
  run -0 --separate-stderr plash build --from-busybox
  assert_equal 1 "$output"
  assert_equal 1 "$(plash build --from-busybox --layer)"
  run -0 --separate-stderr plash --from-busybox -- sh -c 'echo $HOME'
  assert_equal "$HOME" "$output"
  assert_equal '' "$stderr"
}

@test "invalidate-layer builds its layer anew every time, and no record is kept of it" {
  local records first second
  records=$(ls "$PLASH_DATA/plan/build")
  first=$(plash build --from-id 1 --run 'touch /a' --layer --invalidate-layer --run 'touch /b' 2>/dev/null)
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /a' --layer --invalidate-layer --run 'touch /b'
  second=$output
  [ "$first" != "$second" ]
  assert_equal "$(plash parent "$first")" "$(plash parent "$second")"
  assert_contains "$stderr" '+ : invalidate cache with '
  assert_contains "$stderr" '+ touch /b'
  [[ $stderr != *'touch /a'* ]]
  assert_equal "$records" "$(ls "$PLASH_DATA/plan/build")"
}

@test "hints with a value are no part of a layer, one without is a comment in it" {
  local id
  id=$(plash build --from-id 1 --run true 2>/dev/null)
  assert_equal "$id" "$(plash build --hint use-env A --from-id 1 --run true --hint exec /x)"
  run -0 --separate-stderr plash build --from-id 1 --hint mark --run true
  [ "$output" != "$id" ]
  assert_equal $'+ true\n--:' "$stderr"
}

@test "the words of a hint in the middle of a line are text" {
  run -0 --separate-stderr plash build --from-id 1 --run 'echo "x ### plash hint: layer"' 'echo end'
  assert_equal 2 "$output"
  assert_contains "$stderr" 'x ### plash hint: layer'
  assert_equal $'end\n--:' "$(tail -n 2 <<<"$stderr")"
}
