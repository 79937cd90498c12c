# Values that a build is given and that nobody is to read who looks at it.
# bats file_tags=once
load lib/helper
load lib/traces

setup() {
  world_reset
}

teardown() {
  world_clean
}

# build_seen WORD...: builds on container 1; sets id, and seen to all that was shown meanwhile.
build_seen() {
  run -0 --separate-stderr plash build --from-id 1 "$@"
  id=$output seen=$stderr
}

# listed: all that plash ls tells.
listed() {
  plash ls
  plash ls --json
  plash ls --tree
}

@test "a build shows the name of an imported variable and keeps its value to itself" {
  export TOKEN="it's a\$ecret" MANY=$'one secret\nsecret two'
  build_seen --import-env TOKEN MANY:LINES_OF --run 'env >/seen'
  assert_contains "$seen" 'export TOKEN'
  assert_contains "$seen" 'export LINES_OF'
  assert_contains "$seen" '+ env'
  [[ $seen != *ecret* ]]
  run -0 --separate-stderr plash run "$id" cat /seen
  assert_contains "$output" "TOKEN=$TOKEN"
  assert_contains "$output" "LINES_OF=$MANY"
  [[ $output != *plash_trace* ]]
}

@test "no program that a build starts is given a value of the environment as an argument, which all users can read" {
  can_trace
  export TOKEN=geheim
  plash build --from-id 1 --run 'echo first' --layer --import-env TOKEN --run 'echo second'
  strace -f -qq -s 100000 -e trace=execve -o file \
    plash build --from-id 1 --run 'echo first' --layer --import-env TOKEN --run 'echo third'
  grep -q 'plash--enter.*export PATH' file
  run ! grep geheim file
}

@test "plash ls shows an imported variable without its value" {
  export TOKEN=geheim MANY=$'a\ngeheim b'
  build_seen --import-env TOKEN MANY --run true
  run -0 --separate-stderr listed
  assert_contains "$output" 'export TOKEN=...'
  assert_contains "$output" 'export MANY=...'
  [[ $output != *geheim* ]]
}

@test "a value imported in a macro inside another is not shown either" {
  export TOKEN=geheim
  printf -- '--import-env TOKEN\n' >file
  build_seen --eval-file file --run 'echo "${#TOKEN}" >/one' --layer \
    --eval-string ' --import-env TOKEN:OTHER' --run 'echo "${#OTHER}" >/two' --layer import-env TOKEN:LAST
  [[ $seen != *geheim* ]]
  assert_equal $'6\n6' "$(plash run "$id" cat /one /two)"
  run -0 --separate-stderr listed
  [[ $output != *geheim* ]]
}

@test "importing a variable leaves the trace of commands on, or off, as it was" {
  export TOKEN=geheim
  build_seen --run 'set +x' --import-env TOKEN --run 'echo "$TOKEN" >/one'
  [[ $seen != *geheim* ]]
  assert_equal geheim "$(plash run "$id" cat /one)"
  build_seen --import-env TOKEN --run ': traced'
  assert_contains "$seen" '+ : traced'
}

@test "an imported variable does not change the lines that look like it" {
  export WORD=same
  build_seen --import-env WORD --run "cat >/file <<'E'" 'export WORD=same' E
  assert_equal 'export WORD=same' "$(plash run "$id" cat /file)"
}

@test "another value makes another layer, and the text of plash eval has it" {
  TOKEN=first build_seen --import-env TOKEN --run 'echo "$TOKEN" >/seen'
  local first=$id
  TOKEN=second build_seen --import-env TOKEN --run 'echo "$TOKEN" >/seen'
  [ "$id" != "$first" ]
  assert_equal $'first\nsecond' "$(plash run "$first" cat /seen && plash run "$id" cat /seen)"
  assert_equal 'export TOKEN=first' "$(TOKEN=first plash eval --import-env TOKEN)"
  # The layer of the text is that of the macros.
  printf '### plash hint: image=1\nexport TOKEN=first\necho "$TOKEN" >/seen\n' >text
  assert_equal "$first" "$(plash build --run-stdin <text)"
}

@test "a value that is refused is not told" {
  export TOKEN=$'geheim\n### plash hint: layer'
  assert_refused 1 "hint in the argument 'TOKEN', in its value" plash build --from-id 1 --import-env TOKEN
  [[ $stderr != *geheim* ]]
}

@test "the line that a shell complains of is the one in the build file" {
  export TOKEN=geheim
  run -1 --separate-stderr plash build --from-id 1 --import-env TOKEN --run true 'if ; then'
  assert_contains "$stderr" 'line 3'
  [[ $stderr != *geheim* ]]
}
