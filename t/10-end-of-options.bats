# `--` ends the options of every command, as with getopt(3): words behind it are operands even with a dash in front.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# names: the commands, each with its usage line.
names() {
  sed -sn 's/^# Usage: plash //p' "$(dirname "$(command -v plash)")"/../libexec/plash/plash-[!-]*
}

@test "no command refuses -- , and behind it no word is an option" {
  local name usage
  forbid_java
  while read -r name usage; do
    case $usage in
      *CMD1* | *--macro1* | *--MACRO* | *CONTAINER...*) continue ;; # they take any number of words
    esac
    assert_refused 2 "plash error: $name takes no word '--yes' here" plash "$name" -- --yes --yes --yes --yes
  done < <(names)
}

# ageless: stdin without how old things are, in seconds, which goes on.
ageless() {
  sed 's/ [0-9]*s / /'
}

@test "commands that take no word at all do their work behind a --" {
  local command
  for command in ls 'ls --json' clean 'clean --dry-run' version init 'purge --dry-run'; do
    # shellcheck disable=SC2086 # words
    assert_equal "$(plash $command 2>&1 | ageless)" "$(plash $command -- 2>&1 | ageless)"
  done
  run --separate-stderr plash doctor --json --
  assert_equal '[' "${output:0:1}"
  for command in 'purge -- --yes' 'shrink -- --yes' 'clean -- --dry-run' 'ls -- --json' 'doctor -- --json'; do
    # shellcheck disable=SC2086 # words
    assert_refused 2 "takes no word '${command##* }' here" plash $command
  done
  plash run 1 true
}

@test "a container may stand behind --, by a number or a key that begins with a dash" {
  local name
  plash map -- -x 1
  for name in 1 -x @-x; do
    assert_equal "$(plash nodepath 1)" "$(plash nodepath -- "$name")"
    assert_equal 0 "$(plash parent -- "$name")"
    assert_equal hi "$(plash run -- "$name" echo hi)"
    assert_equal hi "$(plash -- "$name" echo hi)"
    assert_equal -- "$(plash -- "$name" -- echo --)"
    plash with-mount -- "$name" test -d etc
    plash export-tar -- "$name" out.tar
    rm out.tar
    plash shallow-copy -- "$name" copy
    rm -r copy
    plash export-oci -- "$name" oci:layout >/dev/null
    rm -r layout
    plash create -- "$name" true >/dev/null
    plash map -- key "$name"
    plash map --forget -- key
  done
  for name in run create with-mount nodepath export-tar rm lock; do
    run -2 --separate-stderr plash "$name" --
    assert_contains "$stderr" "plash-$name: usage:"
  done
  run -2 --separate-stderr plash --
  assert_contains "$stderr" 'plash-run: usage:'
  assert_refused 1 "container id must be integer, got '--from-id'" plash nodepath -- --from-id
}

@test "a program behind -- runs in what is built from stdin, unless it is called as a container" {
  assert_equal hi "$(plash run -- echo hi <<<'--from-id 1')"
  plash map echo 1
  assert_refused 127 'hi: command not found' plash run -- echo hi <<<'--from-id 1'
  assert_refused 1 "container id must be integer, got 'echoed'" plash rm -- echoed <<<'--from-id 1'
}

@test "operands behind -- may begin with dashes, and an option is none there" {
  plash export-tar 1 -- --tar
  test -f ./--tar
  assert_equal 2 "$(plash import-tar -- --tar)"
  plash shallow-copy 1 -- --copy
  test -d ./--copy/etc
  assert_equal 3 "$(plash add-layer 1 -- --copy)"
  plash export-oci 1 --squash -- oci:--layout >/dev/null
  test -f ./--layout/index.json
  assert_equal 4 "$(plash build -f 1 --run 'touch /a' 2>/dev/null)"
  assert_equal 6 "$(plash import-oci -- oci:--layout)" # with a layer, 5
  assert_refused 1 '--squash' plash export-oci 1 -- --squash
  assert_refused 1 "container id must be integer, got '--allow-root-container'" plash nodepath -- --allow-root-container
  assert_refused 2 'takes no word' plash nodepath 0 -- --allow-root-container
  [ -n "$(plash nodepath --allow-root-container -- 0 2>&1)" ]
  plash rm -- 2 3
  plash rm 4 --
  for name in 2 3 4; do assert_refused 1 "no container '$name'" plash run "$name" true; done
}

@test "behind build arguments a second -- ends the options" {
  assert_equal "$(plash nodepath 1)" "$(plash nodepath --from-id 1 --)"
  plash export-tar --from-id 1 -- -- --tar
  test -f ./--tar
  plash map -- -y "$(plash create 1 true)"
  plash rm --from-id 1 --run 'touch /a' -- -- -y 2>/dev/null
  assert_refused 3 "key '-y' was removed" plash nodepath -- -y
}

@test "images, tests, macros, plashfiles and the words of help stand behind --" {
  assert_refused 1 "cannot read plashfile -missing" plash-exec -- -missing
  printf '%s\n' '#!/usr/bin/env plash-exec' --from-id 1 --entrypoint /bin/echo >-file
  assert_equal '-- a' "$(plash-exec -- -file -- a)"
  plash lock -- -file
  plash lock --check -- -file
  run -2 --separate-stderr plash lock -- -file b
  assert_contains "$stderr" 'plash-lock: usage:'
  assert_equal "$(plash help rm)" "$(plash help -- rm)"
  assert_equal "$(plash help --apt)" "$(plash help -- --apt)"
  assert_equal "$(plash help)" "$(plash help --)"
  assert_equal "$(plash help-macros)" "$(plash help-macros --)"
  assert_equal "$(plash help macros)" "$(plash help macros --)"
  assert_refused 1 "no test begins with '--x'" plash test -- --x
  assert_refused 1 "--dry'" plash import-lxc -- --dry
  assert_equal 1 "$(plash build -- --from-id 1)"
  assert_equal 1 "$(plash build --from-id 1 --)"
  assert_equal hi "$(plash eval -- --run hi)"
  assert_refused 2 "no program is started here, but one stands behind --: ls" plash build --from-id 1 -- ls
}
