# What the README and the tutorial of 2018 do with docker, with real engines.
load lib/helper
load lib/web
load lib/lxc_mirror
load lib/published
load lib/engine
load lib/inside
load lib/typed_pages

setup_file() {
  published_start
  engines_start
  local name
  for name in $engines; do
    engine_use "$name"
    engine_load busybox:latest "$PLASH_SUITE_DATA/layer/0/1/_data/root"
  done
}

teardown_file() {
  engines_stop
  published_stop
}

setup() {
  published_reset
  gate 'neither dockerd nor podman can be started here' [ -n "$engines" ]
  gate 'there is no docker program' command -v docker
}

teardown() {
  world_clean
}

@test "an exported image goes through a pipe to docker import" {
  local engine image
  plash build --from alpine
  printf '%s\n' '--from alpine' '--run' 'touch /file' >file
  for engine in $engines; do
    engine_use "$engine"
    for image in '--from alpine' 2 '--eval-file file'; do
      # shellcheck disable=SC2086 # words
      run -0 --separate-stderr bash -c 'set -o pipefail; plash export-tar "$@" | docker import - imported:1' bash $image
      run -0 --separate-stderr plash import-docker imported:1
      assert_equal 'alpine 3.22 20261123_13:00' "$(plash run "$output" cat /release)"
    done
    plash run "$output" ls /file
  done
}

@test "an image of docker opens its shell, the second time without docker" {
  local engine
  for engine in $engines; do
    engine_use "$engine"
    run -0 --separate-stderr bash -c 'echo "echo in the shell" | plash --from-docker busybox'
    assert_equal 'in the shell' "$output"
    assert_equal 'plash: copying busybox' "$stderr"
    export DOCKER_HOST=unix:///nowhere
    run -0 --separate-stderr bash -c 'echo "echo in the shell" | plash --from-docker busybox'
    assert_equal 'in the shell' "$output"
    assert_equal '' "$stderr"
    plash map docker:busybox ''
  done
}

@test "the recipes with docker, as they stand there" {
  [ -r "$PLASH_SOURCE/man/plash-recipes.7.scd" ] || skip "this user cannot read the checkout $PLASH_SOURCE"
  local engine
  for engine in $engines; do
    engine_use "$engine"
    plash build --from-docker busybox # here it says that it copies
    page_typed_part "$PLASH_SOURCE/man/plash-recipes.7.scd" '*--from-docker*'
    assert_equal 3 "$page_count"
    docker image inspect copied imported >/dev/null
    plash map docker:busybox ''
  done
}

@test "plash test passes in a privileged container, as root without a user namespace" {
  only_root
  local path words=(podman run --rm --privileged --network none --volume /var/lib/plash --volume /tmp)
  gate 'podman cannot start a privileged container here' timeout 60 "${words[@]}" busybox:latest true
  inside_begin
  for path in "${inside_paths[@]}"; do
    words+=(--volume "$path:$path:ro")
  done
  for path in "${inside_words[@]}"; do
    words+=(--env "$path")
  done
  words+=(busybox:latest "$inside_plash/bin/plash")
  run -0 "${words[@]}" --from-busybox -- readlink /proc/self/ns/user
  assert_equal "$(readlink /proc/self/ns/user)" "${lines[-1]}"
  run -0 "${words[@]}" test plash-b
  assert_equal 'plash-build          PASS' "$output"
  run -0 "${words[@]}" test plash-r
  assert_equal 'plash-rm             PASS
plash-run            PASS
plash-runopts        PASS' "$output"
}
