# What programs in containers may start: user namespaces, sandboxes that are made of them, and docker.
load lib/helper
load lib/inside
load lib/image
load lib/places

setup_file() {
  inside_begin
  places_begin
}

teardown_file() { places_end; }

teardown() { PLASH_DATA=$BATS_TEST_TMPDIR/data world_clean; }

setup() {
  place_begin
}

@test "programs in containers make user namespaces, and sandboxes of them" {
  gate 'there is no bwrap' command -v bwrap
  # shellcheck disable=SC2016 # for the inner shell
  run -0 --separate-stderr place_plash "$who" sh -ec 'unshare --user --map-root-user id -u
    unshare --user --map-root-user --mount --pid --fork mount -t proc proc /proc
    bwrap --dev-bind / / echo bwrap
    bwrap --unshare-all --ro-bind / / --dev /dev --proc /proc echo all' overlay
  assert_equal $'0\nbwrap\nall' "$output"
}

@test "commands of a layer do so too" {
  gate 'there is no bwrap' command -v bwrap
  export PLASH_DATA=$BATS_TEST_TMPDIR/data
  image_begin
  image_programs unshare bwrap
  image_import
  # shellcheck disable=SC2016 # for the shell of the layer
  run -0 --separate-stderr plash build --from-id "$image" --run 'unshare --user --map-root-user id -u >/a
    bwrap --dev-bind / / sh -c "echo bwrap >>/a"
    bwrap --unshare-all --bind / / --dev /dev --proc /proc sh -c "echo all >>/a"'
  assert_equal $'0\nbwrap\nall' "$(plash run "$output" cat /a)"
}

@test "dockerd in root's container runs containers of its own" {
  only_root
  gate 'there is no dockerd' command -v dockerd docker
  mkdir -p "$places/tree/root/docker"
  cp "$PLASH_SUITE_DATA/layer/0/1/_data/root/bin/busybox" "$places/tree/root"
  # shellcheck disable=SC2016 # for the inner shell
  run -0 place_plash root sh -ec 'cd /root/docker
    export DOCKER_HOST=unix:///root/docker/sock PATH=/usr/sbin:/usr/bin
    dockerd --iptables=false --ip6tables=false --bridge=none --storage-driver vfs --data-root "$PWD/data" \
      --exec-root "$PWD/exec" -p "$PWD/pid" -H "$DOCKER_HOST" >log 2>&1 &
    trap "kill $!; wait" EXIT
    for step in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
      docker version >/dev/null 2>&1 && break
      sleep 0.5
    done
    tar -C /root -c busybox | docker import - one:1 >/dev/null || cat log
    docker run --rm --network none one:1 /busybox echo from docker' overlay
  assert_contains "$output" 'from docker'
}
