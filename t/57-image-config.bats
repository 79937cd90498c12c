# What an image of docker says about starting programs in it (58 has images of real engines).
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# config JSON: makes the image of the suite say it, as import-docker would have written it.
config() {
  printf '%s\n' "$1" >"$PLASH_DATA/index/1/_data/image.json"
  rm -f "$PLASH_DATA/index/1/_data/plan.$(id -u)"
}

# passwd TEXT: makes it the image's /etc/passwd.
passwd() {
  printf '%s' "$1" >"$PLASH_DATA/index/1/_data/root/etc/passwd"
  rm -f "$PLASH_DATA/index/1/_data/plan.$(id -u)"
}

@test "the image's variables are set in run, runopts and create, and come over its profile's" {
  config '{"Env": ["PATH=/opt/x:/bin", "A=it'\''s \"a\" $b\n c", "LANG=C.UTF-8", "E="]}'
  for words in 'run 1' 'runopts -c 1'; do
    # shellcheck disable=SC2086
    run -0 plash $words /bin/sh -c 'echo "$PATH,$A,$LANG,${E-none},"'
    assert_equal $'/opt/x:/bin,it\'s "a" $b\n c,C.UTF-8,,' "$output"
  done
  run -0 --separate-stderr plash create 1 /bin/sh -c 'echo "$A" >/a'
  assert_equal $'it\'s "a" $b\n c' "$(cat "$(plash nodepath "$output")/_data/root/a")"
}

@test "programs are looked for in the PATH that the image sets" {
  local root
  root=$PLASH_DATA/index/1/_data/root
  mkdir "$root/opt"
  printf '#!/bin/sh\necho mine\n' >"$root/opt/mine"
  chmod 755 "$root/opt/mine"
  config '{"Env": ["PATH=/opt:/bin"]}'
  assert_equal mine "$(plash run 1 mine)"
}

@test "variables of the caller's, and those in front of the command, come over the image's" {
  config '{"Env": ["TERM=image", "HOME=/image", "A=image", "B=image", "C=image"]}'
  export TERM=host HOME=/host A=host PLASH_EXPORT=A
  run -0 plash run 1 B=word sh -c 'echo $TERM $HOME $A $B $C'
  assert_equal 'host /host host word image' "$output"
}

@test "layers are built with the image's variables, however many layers are in between" {
  config '{"Env": ["A=a b"], "WorkingDir": "/var"}'
  run -0 --separate-stderr plash build --from-id 1 --run 'echo "$A" >/1' --layer --run 'echo "$A" >/2; pwd >/3'
  run -0 plash run "$output" sh -c 'cat /1 /2 /3; echo "$A"'
  assert_equal $'a b\na b\n/var\na b' "$output"
}

@test "the nearest image's config counts" {
  config '{"Env": ["A=below", "B=below"]}'
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /a'
  echo '{"Env": ["A=above"]}' >"$(plash nodepath "$output")/_data/image.json"
  rm "$(plash nodepath "$output")/_data/plan.$(id -u)"
  run -0 plash run "$output" sh -c 'echo ${A-none} ${B-none}'
  assert_equal 'above none' "$output"
}

@test "variables whose names a shell cannot set, or keeps for itself, are left out" {
  config '{"Env": ["my.var=1", "=x", "novalue", "IFS=x", "BASH_ENV=/x", "UID=5", "1A=2", "a;b=c", "OK=ok"]}'
  run -0 --separate-stderr plash run 1 sh -c 'echo "$OK${BASH_ENV-}"; env'
  assert_equal ok "${lines[0]}"
  [[ $output != *my.var* && $output != *novalue* && $output != *1A=* ]]
  assert_equal '' "$stderr"
  plash build --from-id 1 --run 'touch /a'
}

@test "programs start in the image's working directory where the caller's is not in the container" {
  config '{"WorkingDir": "/var"}'
  mkdir "$BATS_TEST_TMPDIR/here"
  cd "$BATS_TEST_TMPDIR/here"
  assert_equal /var "$(plash run 1 pwd)"
  cd /tmp
  assert_equal /tmp "$(plash run 1 pwd)"
  cd "$BATS_TEST_TMPDIR/here"
  config '{"WorkingDir": "/not there"}'
  run -0 --separate-stderr plash run 1 pwd
  assert_equal / "$output"
  assert_equal '' "$stderr"
}

@test "without a login shell in the image, its entrypoint and command are what is started" {
  local entry
  config '{"Entrypoint": ["echo", "a  b"], "Cmd": ["$c", "*"]}'
  assert_equal 'is a shell' "$(echo 'echo is a shell' | plash run 1)"
  for entry in '' 'root:x:0:0:root:/root:/sbin/nologin
' 'root:x:0:0:root:/root:/bin/none
'; do
    passwd "$entry"
    assert_equal 'a  b $c *' "$(plash run 1)"
    run -0 plash create 1
    [[ $output == *'a  b $c *'* ]]
  done
  assert_equal other "$(plash run 1 echo other)"
  config '{}'
  passwd ''
  assert_equal 'is a shell' "$(echo 'echo is a shell' | plash run 1)"
}

@test "an image config that is damaged is named" {
  config '{"Env": ["A=b"'
  assert_refused 125 "image.json" plash run 1 true
}
