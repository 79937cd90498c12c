# bats file_tags=once
load lib/helper
load lib/engine

setup_file() {
  engines_start
}

teardown_file() {
  engines_stop
}

setup() {
  world_reset
  gate 'neither dockerd nor podman can be started here' [ -n "$engines" ]
}

teardown() {
  world_clean
}

# root_of ID: where the container's own files lie.
root_of() {
  printf '%s\n' "$(plash nodepath "$1")/_data/root"
}

# slow_tar COMMAND: from here on, archives are unpacked by a tar that makes the file `unpacking`, and
# then is COMMAND.
slow_tar() {
  mkdir -p bin
  printf '#!/bin/sh\n: >%s/unpacking\n%s\n' "$PWD" "$1" >bin/tar
  chmod +x bin/tar
  export PATH=$PWD/bin:$PATH
}

# bats test_tags=as-root
@test "import-docker copies an image out of dockerd" {
  only_root
  gate 'dockerd cannot be started here' [ -S "$BATS_FILE_TMPDIR/docker/sock" ]
  engine_use docker
  run -0 --separate-stderr plash import-docker busybox-test:1
  assert_equal 2 "$output"
  assert_equal 'plash: copying busybox-test:1' "$stderr"
  assert_equal 'import-docker busybox-test:1' "$(cat "$(plash nodepath 2)/_data/script")"
  assert_equal hi "$(plash run 2 echo hi)"
  nothing_half_made
}

@test "import-docker copies an image out of podman's service" {
  gate 'podman cannot be started here' [ -S "$BATS_FILE_TMPDIR/podman/sock" ]
  engine_use podman
  run -0 --separate-stderr plash import-docker busybox-test:1
  assert_equal 2 "$output"
  assert_equal hi "$(plash run 2 echo hi)"
}

@test "what is imported has the image's files, and not what engines put into every container" {
  local engine
  mkdir -p image/etc image/bin image/dir
  cp "$PLASH_DATA/index/1/_data/root/bin/busybox" image/bin/busybox
  echo hi >image/dir/file
  chmod 4751 image/dir/file
  ln image/dir/file image/dir/other
  ln -s /nowhere image/dir/link
  for engine in $engines; do
    engine_use "$engine"
    engine_load files:1 image
    run -0 plash import-docker files:1
    cd "$(root_of "${lines[-1]}")"
    assert_equal 4751 "$(stat -c %a dir/file)"
    [ dir/file -ef dir/other ]
    assert_equal /nowhere "$(readlink dir/link)"
    [ ! -e .dockerenv ]
    [ ! -e run/.containerenv ]
    [ ! -e dev/console ]
    [ ! -e etc/hostname ]
    [ ! -e etc/hosts ] || assert_equal '127.0.0.1 localhost' "$(sed 1q etc/hosts)"
    assert_equal 0 "$(stat -c %s etc/resolv.conf)"
    cd "$HOME"
  done
}

@test "import-docker keeps what the image says about starting programs" {
  local engine
  for engine in $engines; do
    engine_use "$engine"
    engine_load config:1 "$PLASH_DATA/index/1/_data/root" 'ENV A="it'\''s"' 'WORKDIR /usr' \
      'ENTRYPOINT ["env"]' 'CMD ["echo", "a  b"]'
    run -0 plash import-docker config:1
    run -0 python3 -c 'import json, sys; c = json.load(open(sys.argv[1]))
print([v for v in c["Env"] if v[0] == "A"], c["WorkingDir"], c["Entrypoint"], c["Cmd"])' \
      "$(plash nodepath "${lines[-1]}")/_data/image.json"
    assert_equal "[\"A=it's\"] /usr ['env'] ['echo', 'a  b']" "$output"
    run -0 --separate-stderr plash --from-docker config:1 --run 'touch /a' -- sh -c 'echo "$A"; pwd'
    assert_equal $'it\'s\n/usr' "$output"
    plash map docker:config:1 ''
  done
}

@test "the container that the engine makes is deleted after an import" {
  local engine
  for engine in $engines; do
    engine_use "$engine"
    plash import-docker busybox-test:1
    assert_equal '' "$(engine_containers)"
  done
}

@test "the container that the engine makes is deleted after an extraction that fails" {
  local engine
  slow_tar 'cat >/dev/null; echo "tar: no" >&2; exit 2'
  for engine in $engines; do
    engine_use "$engine"
    run -1 --separate-stderr plash import-docker busybox-test:1
    assert_contains "$stderr" "cannot unpack 'docker:busybox-test:1': no"
    assert_equal '' "$(engine_containers)"
    nothing_half_made
  done
}

@test "the container that the engine makes is deleted when plash is told to end" {
  local engine signal pid
  # shellcheck disable=SC2016
  slow_tar 'while [ ! -e "${0%/*}/../release" ]; do sleep 0.02; done; exit 1'
  for engine in $engines; do
    engine_use "$engine"
    for signal in INT TERM; do
      rm -f unpacking release
      env --default-signal=INT plash import-docker busybox-test:1 2>said &
      pid=$!
      for _ in {1..500}; do
        [ ! -e unpacking ] || break
        sleep 0.02
      done
      [[ $(engine_containers) == /plash-import-* ]]
      kill -"$signal" "$pid"
      status=0
      wait "$pid" || status=$?
      [ "$status" -gt 128 ]
      : >release
      assert_equal '' "$(engine_containers)"
      assert_equal '' "$(plash map docker:busybox-test:1)"
    done
  done
}

@test "--from-docker asks no engine and starts no Java the second time" {
  local engine
  for engine in $engines; do
    engine_use "$engine"
    run -0 --separate-stderr plash --from-docker busybox-test:1 -- echo hi
    assert_equal hi "$output"
    (
      forbid_java
      export DOCKER_HOST=unix:///nowhere
      run -0 --separate-stderr plash --from-docker busybox-test:1 -- echo hi
      assert_equal hi "$output"
      assert_equal '' "$stderr"
    )
    plash map docker:busybox-test:1 ''
  done
}

@test "--from-docker keeps an image under docker:IMAGE, with % for each slash, and takes it from there" {
  local engine
  for engine in $engines; do
    engine_use "$engine"
    engine_load localhost/a/b:1 "$PLASH_DATA/index/1/_data/root"
    run -0 --separate-stderr plash build --from-docker localhost/a/b:1
    assert_equal "$output" "$(plash map docker:localhost%a%b:1)"
    run -0 --separate-stderr env DOCKER_HOST=unix:///nowhere plash build --from-docker localhost/a/b:1 --run 'touch /a'
    assert_equal "$(plash map docker:localhost%a%b:1)" "$(plash parent "$output")"
    run -0 --separate-stderr plash build --refresh --from-docker localhost/a/b:1
    [ "$output" != "$(plash parent "$output")" ]
    plash map docker:localhost%a%b:1 ''
  done
}

@test "an image that nobody has is refused with the engine's reason" {
  local engine
  for engine in $engines; do
    engine_use "$engine"
    assert_refused 1 "cannot pull the image 'localhost:1/nobody/has-it:1'" plash import-docker localhost:1/nobody/has-it:1
    assert_contains "$stderr" "plash: pulling localhost:1/nobody/has-it:1"
    assert_refused 1 "invalid reference format" plash import-docker 'a b'
    assert_refused 1 "'a?x=y'" plash import-docker 'a?x=y'
    assert_refused 1 "'busybox-test:1#'" plash import-docker 'busybox-test:1#'
    assert_refused 1 "no name of an image: '../containers'" plash import-docker ../containers
    assert_equal '' "$(engine_containers)"
  done
  nothing_half_made
}
