# plash-exec: plashfiles as programs.
load lib/helper
load lib/image

setup() {
  world_reset
  shared_directory
  cd "$shared"
}

teardown() {
  shared_clean
  world_clean
}

# plashfile NAME LINE...: makes an executable plashfile on container 1.
plashfile() {
  local name=$1
  shift
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from-id 1' "$@" >"$name"
  chmod +x "./$name"
}

@test "the entrypoint runs with the arguments as they are, and has stdin, status and process id" {
  local odd=('a b' '' '--help' '-x' 'A=b' '--' '*' $'x\ny' "q'\"" $'\\' '$HOME')
  plashfile file '--entrypoint-script' 'printf "%s|" "$@"'
  ./file "${odd[@]}" >got
  printf '%s|' "${odd[@]}" | cmp - got
  plashfile cat '--entrypoint cat'
  assert_equal hello "$(echo hello | ./cat)"
  plashfile sh '--entrypoint sh'
  run -5 ./sh -c 'exit 5'
  run -0 sh -c 'echo $$; exec ./sh -c "echo \$\$"'
  assert_equal "${lines[0]}" "${lines[1]}"
  run -143 --separate-stderr ./sh -c 'kill $$'
}

@test "the first start builds, the second is silent and starts no java" {
  plashfile file '--run' 'echo building' '--entrypoint' '/bin/ls'
  run -0 --separate-stderr ./file -d /bin
  assert_equal /bin "$output"
  assert_contains "$stderr" building
  forbid_java
  run -0 --separate-stderr ./file -d /bin
  assert_equal /bin "$output"
  assert_equal '' "$stderr"
}

@test "a changed plashfile is built anew, and one changed back is known" {
  plashfile file '--run' 'echo one >/which' '--entrypoint cat'
  assert_equal one "$(./file /which)"
  plashfile file '--run' 'echo two >/which' '--entrypoint cat'
  assert_equal two "$(./file /which)"
  plashfile file '--run' 'echo one >/which' '--entrypoint cat'
  forbid_java
  assert_equal one "$(./file /which)"
}

@test "its layers are those of plash build" {
  plashfile file '--run' 'touch /a' '--entrypoint true'
  ./file
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /a'
  assert_equal 2 "$output"
  assert_equal '' "$stderr"
}

@test "the program starts in the caller's working directory" {
  mkdir sub
  plashfile sub/file '--entrypoint pwd'
  run -0 sub/file
  assert_equal "$shared" "$output"
  cd sub
  run -0 ../sub/file
  assert_equal "$shared/sub" "$output"
}

@test "the build's working directory is the plashfile's, if the image has it, else /" {
  # Not in $shared: the image's own /tmp is there at build time, without the host's directories.
  local file=$shared-file
  plashfile file '--run' 'pwd >/where' '--entrypoint cat'
  mv file "$file"
  cd /
  run -0 --separate-stderr "$file" /where
  rm "$file"
  assert_equal /tmp "$output"
  cd "$shared"
  plashfile file '--run' ': 2; pwd >/where' '--entrypoint cat'
  run -0 --separate-stderr ./file /where
  assert_equal / "$output"
}

@test "a file may be named in every way" {
  local name
  mkdir -- sub '-dash' 'two blanks'
  for name in file sub/file './-dash/file' '-dash/file' 'two blanks/file' "$shared/file" ./sub/../file; do
    printf '%s\n' '--from-id 1' '--entrypoint echo' >"$name"
    run -0 plash-exec "$name" "by $name"
    assert_equal "by $name" "$output"
  done
  PATH=$shared:$PATH run -0 sh -c 'exec file hi'
}

@test "use-env passes variables that are set and not empty" {
  plashfile file '--hint use-env FULL' '--hint use-env EMPTY' '--hint use-env UNSET' \
    '--entrypoint-script' 'echo "$FULL|${EMPTY-unset}|${UNSET-unset}|${OTHER-unset}"'
  export FULL='a "b $c`d' EMPTY='' OTHER=no
  unset UNSET
  run -0 --separate-stderr ./file
  assert_equal 'a "b $c`d|unset|unset|unset' "$output"
  PLASH_EXPORT=OTHER run -0 ./file
  assert_equal 'a "b $c`d|unset|unset|no' "$output"
}

@test "use-env PATH is the caller's, without plash's own programs" {
  plashfile file '--hint use-env PATH' '--entrypoint env'
  run -0 ./file
  grep -qxF "PATH=$PATH" <<<"$output"
}

@test "without an entrypoint nothing is built" {
  plashfile file '--run' 'touch /a'
  assert_refused 1 "no hint named 'exec' found (maybe try adding \`--entrypoint /bin/sh\`)" ./file
  [ ! -e "$PLASH_DATA/index/2" ]
}

@test "an entrypoint that is not in the image is refused with 127" {
  plashfile file '--entrypoint cmdnotfound'
  assert_refused 127 'cmdnotfound: command not found' ./file
  plashfile file '--entrypoint' 'two words'
  assert_refused 127 'two words: command not found' ./file
}

@test "macros and commands that fail are reported, and start nothing" {
  plashfile file '--nosuchmacro' '--entrypoint sh'
  assert_refused 1 "macro 'nosuchmacro' not found" ./file
  plashfile file '--run' 'false' '--entrypoint sh'
  assert_refused 1 'build failed with exit status 1' ./file
  printf '%s\n' '--from-id 99' '--entrypoint sh' >file
  assert_refused 1 "no container '99'" plash-exec file
  printf '%s\n' '--entrypoint sh' >file
  assert_refused 1 'no image specified' plash-exec file
}

@test "a file that cannot be read is refused" {
  mkdir directory
  assert_refused 1 'cannot read plashfile nosuchfile' plash-exec nosuchfile
  assert_refused 1 'cannot read plashfile directory' plash-exec directory
  assert_refused 1 'cannot read plashfile' plash-exec ''
  if [ "$(id -u)" -ne 0 ]; then
    plashfile file '--entrypoint sh'
    chmod 0 file
    assert_refused 1 'cannot read plashfile file' plash-exec file
  fi
}

@test "without arguments it prints its usage to stderr, status 2; --help to stdout, status 0" {
  run -2 --separate-stderr plash-exec
  assert_equal '' "$output"
  assert_contains "$stderr" 'usage: plash-exec file'
  run -0 --separate-stderr plash-exec --help
  assert_contains "${lines[0]}" 'usage: plash-exec file'
  assert_equal '' "$stderr"
}
