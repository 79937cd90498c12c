# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

@test "plash without words says what it is, status 1" {
  run -1 --separate-stderr plash
  assert_equal '' "$output"
  assert_equal 'plash is a container build and run engine, try --help' "$stderr"
}

@test "an unknown command is refused in the words of 2018" {
  run -1 --separate-stderr plash commandnotfound
  assert_equal '' "$output"
  assert_equal 'plash error: no such command: commandnotfound (try `plash help`)' "$stderr"
}

@test "plash list, plash exec, internal steps and paths are no commands" {
  local word
  for word in list exec -session /bin/true ../../bin/plash ''; do
    run --separate-stderr plash "$word"
    [ "$status" -ne 0 ]
    assert_equal '' "$output"
  done
}

@test "every command answers --help and -h with its usage, status 0, and does nothing" {
  forbid_java
  local before file name
  before=$(find "$PLASH_DATA" | sort)
  for file in "$(dirname "$(command -v plash)")"/../libexec/plash/plash-[!-]*; do
    name=${file##*/plash-}
    run -0 --separate-stderr plash "$name" --help
    assert_contains "${lines[0]}" "usage: plash $name"
    assert_equal '' "$stderr"
    run -0 plash "$name" -h
  done
  assert_equal "$before" "$(find "$PLASH_DATA" | sort)"
}

@test "help lists every command, and its aliases" {
  local file
  run -0 plash help
  for file in "$(dirname "$(command -v plash)")"/../libexec/plash/plash-[!-]*; do
    grep -q "^  plash ${file##*/plash-}  *[a-z]" <<<"$output"
  done
  assert_contains "$output" 'plash --help'
  assert_contains "$output" 'plash -*'
  run -0 plash --help
  run -0 plash -h
}

@test "no command does anything when it is given an option that its usage does not tell of" {
  local name usage words
  forbid_java
  while read -r name usage; do
    words=()
    case $usage in
      *CMD1* | *--macro1* | *--MACRO*) continue ;; # what follows belongs to a program, or to macros
      *CONTAINER*) words=(1) ;;                    # else it would begin a build
    esac
    assert_refused 2 "plash error: $name has no option --no-such" plash "$name" "${words[@]}" --no-such
    assert_contains "$stderr" "plash-$name: usage: plash $name"
  done < <(sed -sn 's/^# Usage: plash //p' "$(dirname "$(command -v plash)")"/../libexec/plash/plash-[!-]*)
  plash run 1 true
}

@test "words too many are refused where no program is started" {
  local command
  plash create 1 true
  forbid_java
  for command in 'nodepath 1 2 3' 'parent 1 2' 'version x' 'init foo' 'map key 1 2' 'ls foo' 'clean x' 'purge now --yes' \
    'shrink 1' 'add-layer 1 2 3' 'export-tar 1 a b' 'shallow-copy 1 a b' 'mount 1 a b c' 'import-tar a b' 'import-url a b c' \
    'import-lxc a b --dry' 'import-docker a b' 'import-oci a b' 'import-bootstrap a b c' 'export-docker 1 a b' 'doctor x' 'help-macros a b' 'help run x'; do
    # shellcheck disable=SC2086 # words
    assert_refused 2 'takes no word' plash $command
  done
  # Before anything is built.
  for command in 'nodepath -f 1 -x false -- a b' 'export-tar --from-id 1 --run false -- a b' 'add-layer -f 1 -x false --'; do
    # shellcheck disable=SC2086 # words
    run -2 --separate-stderr plash $command
    assert_equal '' "$output"
    assert_contains "$stderr" ': usage: plash '
  done
}

@test "on a terminal the words plash error: and the mark of a layer are coloured" {
  gate 'script is not installed' command -v script
  local escape=$'\e'
  # said WORD...: what it says on a terminal.
  said() { script -qec "$*" /dev/null </dev/null | tr -d '\r'; }
  export TERM=xterm
  assert_equal "${escape}[38;05;1mplash error:${escape}[0;0m no container '99'" "$(said plash nodepath 99)"
  assert_equal "${escape}[38;05;1mplash error:${escape}[0;0m no image specified" "$(said plash build --run : | head -n 1)"
  assert_equal "${escape}[38;05;4m--:${escape}[0;0m" "$(said plash build -f 1 -x : | sed -n 2p)"
  [[ $(NO_COLOR=1 said plash nodepath 99) != *"$escape"* ]]
  [[ $(TERM=dumb said plash nodepath 99) != *"$escape"* ]]
  [[ $(TERM=dumb said plash build --run :) != *"$escape"* ]]
}

@test "missing arguments are a usage error: stderr, status 2" {
  local name
  for name in add-layer create import-bootstrap nodepath parent rm run 'add-layer 1' 'shallow-copy 1' 'import-lxc --dry' \
    'map --forget' 'map --forget a 1'; do
    # shellcheck disable=SC2086 # words
    run -2 --separate-stderr plash $name
    assert_equal '' "$output"
    assert_contains "$stderr" "plash-${name%% *}: usage: plash ${name%% *}"
  done
}

@test "version prints the version of the Maven project" {
  run -0 plash version
  assert_equal "$output" "$(plash --version)"
  [ -r "$PLASH_SOURCE/java/pom.xml" ] || skip 'this user cannot read the checkout'
  grep -q "<version>$output</version>" "$PLASH_SOURCE/java/pom.xml"
}

@test "data prints the directory, or runs a program there" {
  assert_equal "$PLASH_DATA" "$(plash data)"
  assert_equal "$PLASH_DATA" "$(plash data pwd)"
  run -127 --separate-stderr plash data cmdnotfound
  assert_contains "$stderr" 'cmdnotfound: command not found'
  touch "$PLASH_DATA/plain"
  assert_refused 126 ./plain plash data ./plain
  assert_refused 126 "$HOME: not executable" plash data "$HOME"
  assert_refused 127 'plain: command not found' plash data plain
  assert_refused 127 '.: command not found' plash data .
}

@test "the default data directory depends on the user" {
  unset PLASH_DATA
  if [ "$(id -u)" -eq 0 ]; then
    assert_equal /var/lib/plash "$(plash data)"
  else
    assert_equal "$HOME/.plashdata" "$(plash data)"
  fi
  PLASH_DATA='~/x' run -0 plash data
  assert_equal "$HOME/x" "$output"
  PLASH_DATA=rel/x run -0 plash data
  assert_equal "$PWD/rel/x" "$output"
}

@test "a result that stdout does not take is a failure, told in one line" {
  local word
  forbid_java
  for word in help help-macros version data 'nodepath 1' 'parent 1' 'run --help'; do
    # shellcheck disable=SC2086 # words
    assert_refused 1 'cannot write the result to stdout' \
      sh -c 'exec plash "$@" >/dev/full' sh $word
    # shellcheck disable=SC2086 # words
    assert_refused 1 'cannot write the result to stdout' sh -c 'exec plash "$@" >&-' sh $word
  done
}

@test "variables of the caller's that have names of plash's own mean nothing" {
  export worker_archive=junk container_missing_status=junk
  assert_refused 3 "no container '99'" plash nodepath 99
  assert_refused 1 "no container '99'" plash parent 99
  run -0 --separate-stderr plash eval --run hi
  assert_equal hi "$output"
}
