# Macros that bring something of the host into the script: variables and checksums of files.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# hash PATH...: what hash-path says, alone.
hash() {
  plash eval --hash-path "$@" | sed 's/^: hash: //'
}

@test "import-env makes a variable of the host one of the commands in the layer" {
  export MINE="it's \$HOME \`id\`" TWO=$'two\n lines ' EMPTY=
  unset UNSET
  run -0 --separate-stderr plash run --from-id 1 --import-env MINE TWO:SECOND EMPTY UNSET \
    --run "sh -c 'printf \"%s\\n\" \"\$MINE\" \"\$SECOND\" \"\${EMPTY-no}\" \"\${UNSET-unset}\"' >/out" -- cat /out
  assert_equal "$MINE"$'\ntwo\n lines \n\nunset' "$output"
}

@test "import-env exports what is set, under a name that may be another" {
  export A='a b' E=
  unset UNSET
  run -0 --separate-stderr plash eval --import-env A A:B E UNSET
  assert_equal $'export A=\'a b\'\nexport B=\'a b\'\nexport E=\'\'' "$output"
  assert_equal $'x\ny' "$(plash eval --run x --import-env UNSET --import-env --run y)"
}

@test "import-env gives what the caller has, not what plash sets for itself" {
  export IFS=: CDPATH=/
  run -0 env LC_ALL=POSIX plash eval --import-env LC_ALL PATH
  assert_equal $'export LC_ALL=POSIX\n'"export PATH=$PATH" "${output//\'/}"
  unset LC_ALL
  assert_equal '' "$(plash eval --import-env LC_ALL)"
}

@test "import-env refuses what would be no assignment, or would be a hint" {
  export A='x' HINT=$'\n### plash hint: layer' JUNK=$'\xff'
  assert_refused 1 "import-env: not a variable name: '1'" plash eval --import-env A:1
  assert_refused 1 "import-env: not a variable name: ''" plash eval --import-env A:
  assert_refused 1 "import-env: not a variable name: 'x:y'" plash eval --import-env A:x:y
  assert_refused 1 "not a variable name: 'a;id'" plash eval --import-env 'a;id'
  assert_refused 1 'there is a plash hint in the argument' plash eval --import-env HINT
  assert_refused 1 "the value of 'JUNK' is not valid UTF-8" plash eval --import-env JUNK
}

@test "hash-path is the SHA-1 of names, modes and contents" {
  echo one >f1
  echo two >f2
  chmod 644 f1
  chmod 750 f2
  local expected
  expected=$(printf 'f10o644%sf20o750%s' "$(sha1sum f1 | cut -c 1-40)" "$(sha1sum f2 | cut -c 1-40)" | sha1sum)
  assert_equal "${expected%% *}" "$(hash f1 f2)"
  assert_equal "${expected%% *}" "$(hash f2 f1)"
  [ "$(hash f1)" != "$(hash ./f1)" ]
  assert_equal da39a3ee5e6b4b0d3255bfef95601890afd80709 "$(hash)"
}

@test "hash-path changes with the content, the mode and the number of files below a directory" {
  mkdir -p tree/sub
  echo one >tree/sub/f
  chmod 644 tree/sub/f
  local first
  first=$(hash tree)
  assert_equal "$first" "$(hash tree)"
  echo two >tree/sub/f
  [ "$(hash tree)" != "$first" ]
  echo one >tree/sub/f
  assert_equal "$first" "$(hash tree)"
  : >tree/new
  [ "$(hash tree)" != "$first" ]
  rm tree/new
  chmod 600 tree/sub/f
  [ "$(hash tree)" != "$first" ]
}

@test "hash-path follows links to files, and of links to directories those that were named" {
  mkdir -p tree other
  echo one >other/f
  ln -s ../other/f tree/file
  ln -s ../other tree/directory
  ln -s tree named
  local first
  first=$(hash named)
  [ "$first" != "$(hash)" ]
  : >other/g
  assert_equal "$first" "$(hash named)"
  echo two >other/f
  [ "$(hash named)" != "$first" ]
}

@test "hash-path takes any name" {
  local name
  mkdir tree
  for name in 'a b' $'two\nlines' -dash '*' "it's" 日本; do
    echo x >"tree/$name"
  done
  [ "$(hash tree)" != "$(hash)" ]
  cd tree
  [ "$(hash 'a b' $'two\nlines' '--\ -dash' '*' "it's" 日本)" != "$(hash)" ]
}

@test "hash-path refuses what it cannot read, at once" {
  mkdir junk
  : >"junk/$(printf '\377')"
  assert_refused 1 "hash-path: cannot read 'no': no such file or directory" plash eval --hash-path no
  assert_refused 1 'not a regular file or directory' timeout 20 plash eval --hash-path <(echo)
  assert_refused 1 "cannot read 'junk': the name of a file in it is not valid UTF-8" plash eval --hash-path junk
  if [ "$(id -u)" -ne 0 ]; then
    mkdir -m 0 closed
    echo secret >secret
    chmod 0 secret
    assert_refused 1 "cannot read 'closed': permission denied" plash eval --hash-path closed
    assert_refused 1 "cannot read 'secret': permission denied" plash eval --hash-path secret
  fi
}

@test "hash-path builds its layer anew when a file changes, and only then" {
  echo one >f
  local first
  first=$(plash build --from-id 1 --run 'touch /a' --layer --hash-path f --run 'touch /b' 2>/dev/null)
  echo two >f
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /a' --layer --hash-path f --run 'touch /b'
  [ "$output" != "$first" ]
  assert_equal "$(plash parent "$first")" "$(plash parent "$output")"
  echo one >f
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /a' --layer --hash-path f --run 'touch /b'
  assert_equal "$first" "$output"
  assert_equal '' "$stderr"
}
