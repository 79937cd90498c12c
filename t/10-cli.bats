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
    grep -q "^plash ${file##*/plash-}  *[a-z]" <<<"$output"
  done
  assert_contains "$output" 'plash --help'
  assert_contains "$output" 'plash -*'
  run -0 plash --help
  run -0 plash -h
}

@test "missing arguments are a usage error: stderr, status 2" {
  local name
  for name in add-layer create import-bootstrap map nodepath parent rm run; do
    run -2 --separate-stderr plash "$name"
    assert_equal '' "$output"
    assert_contains "$stderr" "plash-$name: usage: plash $name"
  done
}

@test "version prints the version of the Maven project" {
  run -0 plash version
  assert_equal "$output" "$(plash --version)"
  [ -r "$PLASH_SOURCE/java/pom.xml" ] || skip 'this user can not read the checkout'
  grep -q "<version>$output</version>" "$PLASH_SOURCE/java/pom.xml"
}

@test "data prints the directory, or runs a program there" {
  assert_equal "$PLASH_DATA" "$(plash data)"
  assert_equal "$PLASH_DATA" "$(plash data pwd)"
  run -127 --separate-stderr plash data cmdnotfound
  assert_contains "$stderr" 'cmdnotfound: command not found'
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
