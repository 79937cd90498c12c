# The tutorial of 2018 in order, with images, build files and repositories as
# lib/published.bash serves them. What needs an engine of docker is in 85.
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

@test "plash init is silent" {
  PLASH_DATA=$BATS_TEST_TMPDIR/new run -0 --separate-stderr plash init
  assert_equal '' "$output$stderr"
}

@test "stdin reaches a program in a new layer, and only the program writes to stdout" {
  run -0 --separate-stderr bash -c "echo 'plash reference' | plash run --from ubuntu --apt figlet -- figlet"
  assert_equal 'PLASH REFERENCE' "$output"
  assert_contains "$stderr" $'+ apt-get update\n+ apt-get install -y figlet\n'
  run -0 --separate-stderr bash -c 'echo again | plash -U --apt figlet -- figlet'
  assert_equal AGAIN "$output"
  assert_equal '' "$stderr"
  assert_equal "$(plash build --from ubuntu --apt figlet)" "$(plash build -U --apt figlet)"
  assert_equal "$(plash build --from ubuntu --apt figlet)" "$(plash build -U figlet)"
}

@test "no step needs to be root" {
  only_user
  assert_equal 0000000000000000 "$(awk '/^CapEff/ { print $2 }' /proc/self/status)"
  run -0 --separate-stderr plash -A --apk figlet -- id -u
  assert_equal 0 "$output"
}

@test "an image is fetched and unpacked with a line each, and stdout has its id alone" {
  run -0 --separate-stderr plash build --from alpine
  assert_equal 2 "$output"
  assert_contains "${stderr_lines[0]}" "plash: fetching $PLASH_LXC_URL/images/alpine/3.22/"
  assert_contains "$stderr" 'plash: extracting...'
  if [ "$(id -u)" -eq 0 ]; then
    [ -c "$(plash nodepath 2)/_data/root/dev/null" ]
  else
    assert_contains "$stderr" 'plash: ignoring dev file: ./dev/null (Operation not permitted)'
  fi
}

@test "a container is run by its number, in the caller's directory" {
  plash build --from alpine
  run -0 --separate-stderr plash run 2 printf 'hello from container\n'
  assert_equal 'hello from container' "$output"
  home_directory
  cd "$shared"
  assert_equal "$shared" "$(plash run 2 pwd)"
}

@test "a layer is traced when it is built, and silent afterwards" {
  plash build --from alpine
  run -0 --separate-stderr plash build --from 2 --run 'touch /myfile'
  assert_equal 3 "$output"
  assert_equal $'+ touch /myfile\n--:' "$stderr"
  run -0 --separate-stderr plash build --from 2 --run 'touch /myfile'
  assert_equal 3 "$output"
  assert_equal '' "$stderr"
  run -0 --separate-stderr plash run --from alpine --run 'touch /myfile' -- ls /myfile
  assert_equal /myfile "$output"
  assert_equal '' "$stderr"
  run -0 --separate-stderr plash -Ax 'touch /myfile' -- ls /myfile
  assert_equal /myfile "$output"
  assert_equal '' "$stderr"
  run -0 --separate-stderr plash -Ax 'touch /myfile' -lx 'touch /otherfile' -- ls /otherfile
  assert_equal /otherfile "$output"
  assert_equal $'+ touch /otherfile\n--:' "$stderr"
}

@test "with-mount lists the root directory by the host's ls" {
  run -0 --separate-stderr plash with-mount -A -- ls
  assert_contains "$output" $'bin\ndev\netc\n'
  assert_contains "$output" $'\nrelease\n'
}

@test "an image from a repository opens its shell, and rm takes its last layer alone" {
  run -0 --separate-stderr bash -c 'echo "python3 -c \"echo hi\"" | plash --from-github ihucos/python'
  assert_equal $'modules: \nhi' "$output"
  assert_contains "$stderr" $'+ apk update\n+ apk add python3\n'
  id=$(plash map lxc:alpine)
  run -0 --separate-stderr plash rm --from-github ihucos/python
  assert_equal '' "$output$stderr"
  plash nodepath "$id"
  assert_equal '' "$(plash map github:ihucos%python)"
  run -0 --separate-stderr plash build --from-github ihucos/python
  assert_equal "$id" "$(plash parent "$output")"
  [[ $stderr == *'apk add'* && $stderr != *rootfs* ]]
}

@test "a program that is a plashfile is built, then cached, and gets its arguments" {
  shared_directory
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from-github ihucos/python' '--pip3 yapf' '--entrypoint /usr/bin/yapf' \
    >"$shared/yapf"
  chmod +x "$shared/yapf"
  run -0 --separate-stderr "$shared/yapf" --diff 'a  b'
  assert_equal 'yapf: --diff a  b' "$output"
  assert_contains "$stderr" '+ pip3 install yapf'
  run -0 --separate-stderr "$shared/yapf" again
  assert_equal 'yapf: again' "$output"
  assert_equal '' "$stderr"
}

@test "the eval example, line by line" {
  run -0 plash build --from ubuntu
  run -0 --separate-stderr plash eval --from ubuntu --apt python3-pip --layer --pip3 yapf -lx 'touch /foo'
  assert_equal '### plash hint: image=2
apt-get update
apt-get install -y python3-pip
### plash hint: layer
pip3 install yapf
### plash hint: layer
touch /foo' "$output"
}

@test "help-macros lists the macros there were in 2018" {
  local name
  run -0 --separate-stderr plash help-macros
  for name in from from-id from-map from-lxc from-docker from-url from-github layer run import-env \
    invalidate-layer write-file write-script eval-file eval-string eval-stdin run-stdin hash-path entrypoint \
    entrypoint-script hint import reset-imports defpm apt add-apt-repository apk yum dnf pip pip3 npm pacman \
    emerge x l f A U F D C R G; do
    grep -qE "^$name += " <<<"$output" || {
      echo "missing: $name" >&2
      return 1
    }
  done
}
