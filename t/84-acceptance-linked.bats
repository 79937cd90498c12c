# The projects that the README of 2018 links to, with images as lib/published.bash
# serves them. What needs an engine of docker is in 85.
# bats file_tags=once
load lib/helper
load lib/image
load lib/web
load lib/lxc_mirror
load lib/published

setup_file() {
  published_start
}

teardown_file() {
  published_stop
}

setup() {
  published_reset
}

teardown() {
  shared_clean
  world_clean
}

@test "a python for one project: what it requires is a layer of its own" {
  home_directory
  cd "$shared"
  mkdir bin
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from alpine' '--apk python3' '--layer' '--hash-path ./requirements.txt' \
    '--run' 'if [ -f requirements.txt ]; then' '  pip3 install -r requirements.txt' 'fi' \
    '--entrypoint /usr/bin/python3' >bin/python
  chmod +x bin/python
  ln -s bin/python python
  echo six >requirements.txt
  run -0 --separate-stderr ./python -c 'echo "$@"' sh 'a  b'
  assert_equal $'modules: six\na  b' "$output"
  assert_contains "$stderr" '+ apk add python3'
  run -0 --separate-stderr plash run --eval-file bin/python -- python3 -c :
  assert_equal 'modules: six' "$output"
  assert_equal '' "$stderr"
  echo attrs >>requirements.txt
  run -0 --separate-stderr ./python -c :
  assert_equal 'modules: attrs six' "$output"
  assert_contains "$stderr" '+ pip3 install -r requirements.txt'
  [[ $stderr != *'apk add'* ]]
  run -0 --separate-stderr bash -c 'plash export-tar --eval-file bin/python | tar -t'
  assert_contains "$output" ./bin/attrs
}

@test "a build in a variable; its data directory is saved and restored by plash sudo tar" {
  local build="--from alpine --run 'touch \"/a file\"'"
  run -0 --separate-stderr plash run --eval-string " $build" -- sh -c 'cat /etc/*-release; ls "/a file"'
  assert_equal $'NAME=published\n/a file' "$output"
  plash clean
  plash sudo tar -C "$PLASH_DATA" -czf saved.tar.gz .
  inside_namespace rm -rf "$PLASH_DATA"
  mkdir "$PLASH_DATA"
  plash sudo tar -C "$PLASH_DATA" -xpzf saved.tar.gz
  run -0 --separate-stderr plash run --eval-string " $build" -- sh -c 'cat /etc/*-release'
  assert_equal NAME=published "$output"
  assert_equal '' "$stderr"
  # tar keeps whole seconds, so the first start has looked at the user's ids anew.
  forbid_java
  run -0 --separate-stderr plash run --eval-string " $build" -- sh -c 'cat /etc/*-release'
  assert_equal NAME=published "$output"
}

@test "many lines are one argument, and a build may mount what is gone afterwards" {
  local script='mount -t tmpfs tmpfs /var
if touch /var/cache; then
  touch /made
fi
umount /var'
  run -0 --separate-stderr plash -A --run "$script" -- ls /made
  assert_equal /made "$output"
  run -1 plash -A --run "$script" -- ls /var/cache
  printf '%s\n' '--from alpine' '--run' "$script" >file
  run -0 --separate-stderr plash nodepath --eval-file file
  assert_equal '' "$stderr"
  [ -e "$output/_data/root/made" ]
  plash rm --eval-file file
  [ ! -e "$output" ]
  plash nodepath -A
}

@test "a macro of one's own builds an image, and returns what another macro says of it" {
  mkdir modules
  cat >modules/misc.py <<'END'
import os
import subprocess

from plash.eval import eval, register_macro


@register_macro()
def from_ubuntu(version):
    "an image of ubuntu by its version"
    url = "{}/ubuntu-{}.tar".format(os.environ["IMAGES"], version)
    container = subprocess.check_output(["plash", "build", "--from-url", url])
    return eval([["from", container.decode().rstrip("\n")]])
END
  web_image ubuntu-18.04.tar
  export PYTHONPATH=modules IMAGES=$PLASH_TEST_SERVER
  run -0 --separate-stderr plash --import misc --from-ubuntu 18.04 --run 'touch /a' -- cat /mark
  assert_equal here "$output"
  assert_equal 3 "$(plash build --import misc --from-ubuntu 18.04 --run 'touch /a')"
  PYTHONPATH=modules run -0 plash help-macros misc
  assert_contains "$output" 'from-ubuntu      = an image of ubuntu by its version'
}

@test "a data directory of one's own, made again and again" {
  export PLASH_DATA=$BATS_TEST_TMPDIR/own
  plash init
  assert_equal 1 "$(plash build --from alpine)"
  plash init
  plash run 1 true
  inside_namespace rm -rf "$PLASH_DATA"
  export PLASH_DATA=$BATS_TEST_TMPDIR/data
}

@test "a plashfile that names five variables, and a script with set -eux" {
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from alpine' '--hint use-env A' '--hint use-env B' '--hint use-env C' \
    '--hint use-env D' '--hint use-env E' '--entrypoint-script' '#!/bin/sh' 'set -eux' 'echo "$A$B$C$D${E-none}"' >file
  A=1 B='2 2' C=3 D=4 run -0 --separate-stderr plash-exec file
  assert_equal '12 234none' "$output"
  assert_contains "$stderr" $'--:\n+ echo'
}
