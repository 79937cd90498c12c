# bats file_tags=once
load lib/helper

setup() {
  world_reset
  unset COLUMNS
}

teardown() {
  world_clean
}

# column N: the Nth word of each line of the output but the header.
column() {
  awk -v n="$1" 'NR > 1 { print $n }' <<<"$output" | xargs
}

# json EXPRESSION: what python makes of the list in output, as `all`, and of its first object, `one`.
json() {
  python3 -c 'import json, sys
all = json.load(sys.stdin)
one = all[0] if all else None
print('"$1"')' <<<"$output"
}

@test "an empty data directory shows the header alone, and nothing is made" {
  rm -rf "$PLASH_DATA"
  run -0 --separate-stderr plash ls
  assert_equal 'ID  PARENT  SIZE  AGE  KEYS  MADE BY' "$output"
  assert_equal '' "$stderr"
  run -0 --separate-stderr plash ls --json
  assert_equal '[]' "$output"
  run -0 plash ls --tree
  assert_equal 'ID  SIZE  AGE  KEYS  MADE BY' "$output"
  [ ! -e "$PLASH_DATA" ]
  mkdir "$PLASH_DATA"
  plash ls
  assert_equal '' "$(ls -A "$PLASH_DATA")"
}

@test "each container has a line, by number, with its parent, keys and what made it" {
  local number
  for number in 2 3 4 5 6 7 8 9 10; do
    plash create 1 true >/dev/null
  done
  assert_equal 11 "$(plash build --from-id 10 --run 'touch /first' --run 'touch /second' 2>/dev/null)"
  plash map zebra 11
  plash map ape 11
  plash map base 1
  plash rm 3
  run -0 --separate-stderr plash ls
  assert_equal '' "$stderr"
  assert_equal '1 2 4 5 6 7 8 9 10 11' "$(column 1)"
  assert_equal '- base base base base base base base base 10' "$(column 2)"
  [[ ${lines[1]} =~ ^' 1  -       '[0-9.]+' MB '+[0-9]+[smhd]'  base,busybox:'[0-9a-f]{8}'...  from-busybox /'.* ]]
  [[ ${lines[2]} =~ ^' 2  base    '[' ']*[0-9.]+' kB '+[0-9]+[smhd]'  -                         create true'$ ]]
  [[ ${lines[10]} =~ ^'11  10      '.*'  ape,zebra                 touch /first ...'$ ]]
}

@test "what made a container is the line that tells: its program, or what is installed" {
  # The second has the script of --apt, which takes a Debian to be run.
  plash create 1 sh -c 'echo "a  b" >/dev/null'
  plash create 1 true
  printf '%s\n' 'apt-get update' 'apt-get install -y figlet' >"$PLASH_DATA/layer/0/1/3/_data/script"
  COLUMNS=120 run -0 plash ls
  [[ ${lines[2]} == *"  create sh -c 'echo \"a  b\" >/dev/null'" ]]
  [[ ${lines[3]} == *'  apt-get install -y figlet' ]]
}

@test "--tree draws layers below what they are built upon" {
  plash create 1 true
  plash create 2 true
  plash create 1 true
  plash import-tar <(tar -c -C "$PLASH_DATA/layer/0/1/_data/root" .)
  run -0 --separate-stderr plash ls --tree
  assert_equal $'1\n|-2\n| 3\n`-4\n5' "$(tail -n +2 <<<"$output" | sed 's/   *.*//')"
}

@test "--json has all of it, for scripts" {
  gate 'python3 is not installed' command -v python3
  plash build --from-id 1 --run $'printf \'"\\\\\t%s\' x\n: two' 2>/dev/null
  plash map $'a "key"\n\\ü' 2
  plash map plain 2
  run -0 --separate-stderr plash ls --json
  assert_equal '' "$stderr"
  assert_equal "[1, 2]" "$(json '[c["id"] for c in all]')"
  assert_equal "['created', 'id', 'keys', 'made_by', 'parent', 'size_bytes']" "$(json 'sorted(one)')"
  assert_equal '1' "$(json 'all[1]["parent"]')"
  assert_equal True "$(json 'all[1]["keys"] == ["a \"key\"\n\\ü", "plain"]')"
  assert_equal "$(cat "$PLASH_DATA/layer/0/1/2/_data/script")" "$(json 'all[1]["made_by"]')"
  assert_equal True "$(json "__import__('datetime').datetime.fromisoformat(one['created'].replace('Z', '+00:00')).timestamp() == $(stat -c %Y "$PLASH_DATA/index/1")")"
  assert_equal "$(inside_namespace du -s -B1 "$PLASH_DATA/layer/0/1/_data/root" | cut -f1)" "$(json 'one["size_bytes"]')"
}

@test "sizes count files of other ids, and are kept" {
  plash create 1 sh -c 'mkdir -m 700 /a && head -c 500000 /dev/zero | tr "\0" x >/a/b && chown -R 5:7 /a'
  run -0 plash ls
  [[ ${lines[2]} =~ ' '[45][0-9][0-9]' kB ' ]]
  [[ $(cat "$PLASH_DATA/layer/0/1/2/_data/size") =~ ^[0-9]+$ ]]
  echo 1234567 >"$PLASH_DATA/layer/0/1/2/_data/size"
  run -0 plash ls
  [[ ${lines[2]} == *' 1.2 MB '* ]]
  echo junk >"$PLASH_DATA/layer/0/1/2/_data/size"
  run -0 plash ls
  [[ ${lines[2]} =~ ' '[45][0-9][0-9]' kB ' ]]
  plash run 2 true
  nothing_half_made
}

@test "lines are as long as the terminal is wide, or 80" {
  plash build --from-id 1 --run ": $(printf 'ü%.0s' {1..200})" 2>/dev/null
  LC_ALL=C.UTF-8 run -0 plash ls
  LC_ALL=C.UTF-8
  assert_equal 80 "${#lines[2]}"
  [[ ${lines[2]} == *ü... ]]
  COLUMNS=50 run -0 plash ls
  assert_equal 50 "${#lines[2]}"
  COLUMNS=x run -0 plash ls
  assert_equal 80 "${#lines[2]}"
  gate 'script is not installed' command -v script
  run -0 script -qec 'stty cols 60; plash ls' /dev/null </dev/null
  lines[2]=${lines[2]%$'\r'}
  assert_equal 60 "${#lines[2]}"
}

@test "what a layer wrote does not steer the terminal" {
  printf '\033[2J\007\tx\xe2\x80\xae\xff\n' >"$PLASH_DATA/layer/0/1/_data/script"
  run -0 plash ls
  assert_contains "${lines[1]}" '?[2J? x?'
  [[ $output != *$'\033'* && $output != *$'\u202e'* ]]
  run -0 plash ls --json
  gate 'python3 is not installed' command -v python3
  assert_equal 1 "$(json 'len(all)')"
}

@test "an option that is none is a usage error" {
  local word
  for word in --foo -l --json=x; do
    run -2 --separate-stderr plash ls "$word"
    assert_equal '' "$output"
    assert_contains "$stderr" 'plash-ls: usage: plash ls'
  done
  run -1 plash list
}

@test "odd entries are passed over, and a directory of plash of 2018 is listed" {
  cd "$PLASH_DATA"
  rm -r lower plan lock layer/0/1/_data/plan.* layer/0/1/_data/script
  mkdir index/77 index/directory map/directory
  touch index/78 map/file
  ln -s 79 index/79
  ln -s ../layer/0/1 index/80
  ln -s /home index/81
  ln -s ../index/82/x index/82
  ln -s /home map/home
  ln -s loop map/loop
  ln -s "$PLASH_DATA/layer/0/1" map/0123456789012345678901234567890123456789
  run -0 plash ls
  assert_equal 1 "$(column 1)"
  [[ ${lines[1]} =~ ^' 1  -       '.*'  busybox:'[0-9a-f]{12}$ ]]
  run -0 plash ls --tree
  run -0 plash ls --json
}

@test "a directory of any name, or one that cannot be written, is listed" {
  mv "$PLASH_DATA" "$BATS_TEST_TMPDIR/"$'a b,c:d\n\'e'
  PLASH_DATA=$BATS_TEST_TMPDIR/$'a b,c:d\n\'e'
  plash ls | grep -q '^ 1  -       [0-9]'
  [ -f "$PLASH_DATA/layer/0/1/_data/size" ]
  only_user
  rm "$PLASH_DATA/layer/0/1/_data/size"
  chmod a-w "$PLASH_DATA/tmp"
  run -0 plash ls
  chmod u+w "$PLASH_DATA/tmp"
  [[ $output == *' 1  -       '* ]]
}

@test "another user's data directory is named in one line" {
  only_user
  gate 'root has a closed home' test ! -x /root
  PLASH_DATA=/root/data assert_refused 1 'cannot enter the data directory /root/data: permission denied' plash ls
}

@test "containers that come and go meanwhile do no harm" {
  local number
  for number in 1 2 3 4 5 6; do
    plash rm "$(plash create 1 true)"
  done 3>&- &
  until ! kill -0 $! 2>/dev/null; do
    run -0 --separate-stderr plash ls --json
    [[ $output == *'"id": 1,'* ]]
    [[ $stderr != *Exception* && $stderr != *error* ]]
  done
}
