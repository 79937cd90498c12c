# Bytes that are no UTF-8 pass as they are, or are refused by name; they never mean a neighbour's file.
# bats file_tags=once
load lib/helper

odd=$'c\377'
neighbour=$'c\357\277\275' # the name that a JVM makes of it

setup() {
  world_reset
}

teardown() {
  world_clean
}

# in_odd_directory: goes to a directory whose name is no text, beside one of that other name.
in_odd_directory() {
  mkdir "$odd" "$neighbour"
  cd "$odd"
}

@test "the words of a program have all bytes, cached or not" {
  local i
  for i in 1 2; do
    run -0 --separate-stderr plash --from-id 1 --run 'touch /x' -- printf %s $'a\377b'
    assert_equal 61ff62 "$(printf %s "$output" | od -An -tx1 | tr -d ' ')"
  done
  assert_equal $'--\n-' "$(plash --from-id 1 --run 'touch /y' -- printf '%s\n' -- - 2>/dev/null)"
}

@test "a word of a build that is no text is refused, and one that looks like it is not" {
  assert_refused 1 'not valid UTF-8' plash build --from-id 1 --run $'echo a\377'
  assert_equal $'echo \357\277\275' "$(plash eval --run $'echo \357\277\275')"
  assert_equal $'export V=\357\277\275' "$(V=$'\357\277\275' plash eval --import-env V | tr -d "'")"
  V=$'a\377' assert_refused 1 'not valid UTF-8' plash eval --import-env V
}

@test "builds of words beyond ASCII are recorded" {
  id=$(plash build --from-id 1 --run "echo 'ü 木' >/a" 2>/dev/null)
  forbid_java
  assert_equal "$id" "$(plash build --from-id 1 --run "echo 'ü 木' >/a")"
}

@test "relative names in a working directory whose name is no text mean what is there" {
  local id
  tar -cf root.tar -C "$PLASH_DATA/index/1/_data/root" .
  printf -- '--run\necho neighbour\n' >script
  in_odd_directory
  mv ../script "../$neighbour/script"
  assert_refused 1 'no such file' plash eval --eval-file script
  assert_refused 1 'no such file' plash eval --hash-path script
  printf -- '--run\necho own\n' >script
  assert_equal 'echo own' "$(plash eval --eval-file script)"
  cd ..
  sum=$(plash eval --hash-path "$neighbour/script")
  cd "$odd"
  [ "$(plash eval --hash-path script)" != "$sum" ]
  mv ../root.tar .
  id=$(plash import-tar root.tar 2>/dev/null)
  assert_equal hi "$(plash run "$id" echo hi)"
  id=$(plash build --from-id 1 --eval-file script --run 'pwd >/here' 2>/dev/null)
  assert_equal / "$(plash run "$id" cat /here)"
  id=$(plash create 1 sh -c 'pwd >/here')
  assert_equal / "$(plash run "$id" cat /here)"
}

@test "add-layer in a working directory whose name is no text takes its own directory" {
  in_odd_directory
  mkdir lay "../$neighbour/lay"
  touch lay/own "../$neighbour/lay/other"
  id=$(plash add-layer 1 lay)
  plash run "$id" ls /own
  [ -e "../$neighbour/lay/other" ]
}

@test "a plashfile in a directory whose name is no text starts" {
  in_odd_directory
  printf '%s\n' '--from-id' 1 --run 'touch /own' --entrypoint-script 'ls /own "$1"' >pf
  printf '%s\n' '--from-id' 1 --entrypoint-script 'echo other' >"../$neighbour/pf"
  assert_equal $'/bin/sh\n/own' "$(plash-exec ./pf /bin/sh 2>/dev/null)"
  assert_equal $'/bin/sh\n/own' "$(plash-exec pf /bin/sh)"
  cd ..
  assert_equal $'/bin/sh\n/own' "$(plash-exec "$odd/pf" /bin/sh)"
  assert_equal other "$(plash-exec "$neighbour/pf")"
  mv "$odd/pf" "$odd/$odd"
  assert_refused 1 'not valid UTF-8' plash-exec "$odd/$odd"
}

@test "variables reach programs with all bytes" {
  mkdir macros
  printf '#!/bin/sh\nprintf %%s "$V" | od -An -tx1 | tr -d " "\n' >macros/show
  chmod +x macros/show
  export V=$'a\377b' PLASH_EXPORT=V PLASH_MACRO_PATH=$PWD/macros
  assert_equal 61ff62 "$(plash eval --show)"
  id=$(plash create 1 sh -c 'printf %s "$V" >/v')
  assert_equal 61ff62 "$(plash run "$id" cat /v | od -An -tx1 | tr -d ' ')"
  assert_equal 61ff62 "$(plash run 1 sh -c 'printf %s "$V"' | od -An -tx1 | tr -d ' ')"
}

@test "variables that name a file, and are no text, are refused or left out by a worker" {
  mkdir -p "$odd/plash/macros" "$neighbour/plash/macros"
  printf '#!/bin/sh\necho neighbour\n' >"$neighbour/plash/macros/prog"
  cp "$neighbour/plash/macros/prog" "$neighbour/prog"
  chmod +x "$neighbour/plash/macros/prog" "$neighbour/prog"
  PLASH_MACRO_PATH=$PWD/$odd assert_refused 1 'the value of PLASH_MACRO_PATH is not valid UTF-8' plash eval --prog
  PLASH_KEYRING=$odd assert_refused 1 'the value of PLASH_KEYRING is not valid UTF-8' plash ls
  DOCKER_HOST=unix://$PWD/$odd assert_refused 1 'the value of DOCKER_HOST is not valid UTF-8' plash import-docker a
  XDG_CONFIG_HOME=$PWD/$odd assert_refused 1 'prog' plash eval --prog
  assert_equal neighbour "$(XDG_CONFIG_HOME=$PWD/$neighbour plash eval --prog)"
  assert_equal hi "$(HOME=$PWD/$odd plash eval --run hi)"
}

@test "a data directory whose name is no text is refused by every command" {
  local word
  cp -a "$PLASH_DATA" "$odd"
  for word in 'data' 'ls' 'run 1 true' 'build --from-id 1 --run true' 'nodepath 1' 'clean' 'map key' 'purge --yes'; do
    PLASH_DATA=$PWD/$odd assert_refused 1 'the data directory is not valid UTF-8' sh -c "plash $word"
  done
  HOME=$PWD/$odd PLASH_DATA='' assert_refused 1 'the data directory is not valid UTF-8' \
    unshare --user --map-user=4711 plash data
  [ ! -e "$neighbour" ]
  rm -rf "$odd"
}

@test "a data directory with any text as its name is taken" {
  local name
  for name in 'a b' 'ü' '木 é' $'tab\there' 'x=y&z;"' '😀' $'\357\277\275'; do
    assert_equal "$PWD/$name" "$(PLASH_DATA=$name plash data)"
  done
  cp -a "$PLASH_DATA" 'ü 木'
  export PLASH_DATA=$PWD/'ü 木'
  assert_equal hi "$(plash run 1 echo hi)"
  assert_equal 2 "$(plash build --from-id 1 --run true 2>/dev/null)"
}
