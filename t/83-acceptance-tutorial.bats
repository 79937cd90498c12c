# The tutorial of 2018 in order, SPEC 7.2, and the projects it links to, SPEC 7.3, by number; with
# container 1, a busybox, where they have an image of others.
load lib/helper
load lib/image

setup() {
  world_reset
}

teardown() {
  shared_clean
  world_clean
}

@test "7.2 #20 plash init is silent" {
  PLASH_DATA=$BATS_TEST_TMPDIR/new run -0 --separate-stderr plash init
  assert_equal '' "$output$stderr"
}

@test "7.2 #21 and #22 stdin reaches a program in a new layer, and only the program writes to stdout" {
  local words=(--from 1 --run 'printf "tr a-z A-Z\n" >/bin/banner' 'chmod +x /bin/banner')
  run -0 --separate-stderr bash -c 'echo "plash reference" | plash run "$@" -- banner' bash "${words[@]}"
  assert_equal 'PLASH REFERENCE' "$output"
  run -0 --separate-stderr bash -c 'echo again | plash "$@" -- banner' bash "${words[@]}"
  assert_equal AGAIN "$output"
  assert_equal '' "$stderr"
}

@test "7.2 #25 and #26 a container is run by its number, in the caller's directory" {
  run -0 --separate-stderr plash run 1 printf 'hello from container\n'
  assert_equal 'hello from container' "$output"
  shared_directory
  cd "$shared"
  assert_equal "$shared" "$(plash run 1 pwd)"
}

@test "7.2 #27 to #31 a layer is traced when it is built, and silent afterwards" {
  run -0 --separate-stderr plash build --from 1 --run 'touch /myfile'
  assert_equal 2 "$output"
  assert_equal $'+ touch /myfile\n--:' "$stderr"
  run -0 --separate-stderr plash build --from 1 --run 'touch /myfile'
  assert_equal 2 "$output"
  assert_equal '' "$stderr"
  run -0 --separate-stderr plash run --from 1 --run 'touch /myfile' -- ls /myfile
  assert_equal /myfile "$output"
  assert_equal '' "$stderr"
  run -0 --separate-stderr plash -f 1 -x 'touch /myfile' -- ls /myfile
  assert_equal /myfile "$output"
  assert_equal '' "$stderr"
  run -0 --separate-stderr plash -f 1 -x 'touch /myfile' -lx 'touch /otherfile' -- ls /otherfile
  assert_equal /otherfile "$output"
  assert_equal $'+ touch /otherfile\n--:' "$stderr"
}

@test "7.2 #32 with-mount lists the root directory by the host's ls" {
  run -0 --separate-stderr plash with-mount -f 1 -- ls
  assert_contains "$output" $'bin\ndev\netc\n'
}

@test "7.2 #38 the eval example, line by line" {
  run -0 --separate-stderr plash eval --from 1 --apt python3-pip --layer --pip3 yapf -lx 'touch /foo'
  assert_equal '### plash hint: image=1
apt-get update
apt-get install -y python3-pip
### plash hint: layer
pip3 install yapf
### plash hint: layer
touch /foo' "$output"
}

@test "7.3 #42 many lines are one argument, and a build may mount what is gone afterwards" {
  local script='mount -t tmpfs tmpfs /var
if touch /var/cache; then
  touch /made
fi
umount /var'
  run -0 --separate-stderr plash --from 1 --run "$script" -- ls /made
  assert_equal /made "$output"
  run -1 plash --from 1 --run "$script" -- ls /var/cache
  run -0 --separate-stderr plash nodepath --from 1 --run "$script"
  [ -e "$output/_data/root/made" ]
  plash rm --from 1 --run "$script"
  [ ! -e "$output" ]
}

@test "7.3 #44 a data directory of one's own, made again and again" {
  export PLASH_DATA=$BATS_TEST_TMPDIR/own
  plash init
  assert_equal 1 "$(plash build --from-busybox)"
  plash init
  plash run 1 true
  inside_namespace rm -rf "$PLASH_DATA"
  export PLASH_DATA=$BATS_TEST_TMPDIR/data
}

@test "7.3 #45 a plashfile that names five variables, and a script with set -eux" {
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from 1' '--hint use-env A' '--hint use-env B' '--hint use-env C' \
    '--hint use-env D' '--hint use-env E' '--entrypoint-script' '#!/bin/sh' 'set -eux' 'echo "$A$B$C$D${E-none}"' >file
  A=1 B='2 2' C=3 D=4 run -0 --separate-stderr plash-exec file
  assert_equal '12 234none' "$output"
  assert_contains "$stderr" $'--:\n+ echo'
}
