# What is named as a file and is none: reading a pipe would never end.
# bats file_tags=once
load lib/helper
load lib/registry

setup() {
  world_reset
  registry_environment
  mkfifo pipe
}

teardown() {
  registry_stop
  world_clean
}

# refused_soon REASON WORD...: WORD... fails by itself, for REASON.
refused_soon() {
  run --separate-stderr timeout 60 "${@:2}"
  [ "$status" -ne 124 ]
  [ "$status" -ne 0 ]
  assert_contains "$stderr" "$1"
}

@test "a lock file must be a file" {
  refused_soon "cannot read 'pipe': it is no file" env PLASH_LOCK=pipe plash build --from alpine
  refused_soon "cannot read 'pipe': it is no file" env PLASH_LOCK=pipe plash lock --from alpine
  refused_soon "cannot read '/dev/zero': it is no file" env PLASH_LOCK=/dev/zero plash build --from alpine
  refused_soon "cannot read '.': it is no file" env PLASH_LOCK=. plash build --from alpine
  printf '%s\n' '--from alpine' >file
  mkfifo file.lock
  refused_soon 'it is no file' plash lock file
  refused_soon 'it is no file' plash-exec file
}

@test "a lock file in a directory that is not there is told by its own name" {
  refused_soon "cannot write $PWD/none/x: no such file or directory" env PLASH_LOCK=none/x plash lock --from-id 1
}

@test "what is configured about registries and caches must be in files" {
  for name in cache cache_push; do
    ln -sfn "$PWD/pipe" "$PLASH_DATA/config/$name"
    refused_soon "cannot read $PLASH_DATA/config/$name: it is no file" plash build --from-id 1 --run 'echo one'
    rm "$PLASH_DATA/config/$name"
  done
  ln -s "$PWD/pipe" "$PLASH_DATA/config/registries"
  refused_soon "cannot read $PLASH_DATA/config/registries: it is no file" plash import-oci 127.0.0.1:1/a
  ln -s "$PWD/pipe" "$PLASH_DATA/config/lxc_url"
  refused_soon "cannot read $PLASH_DATA/config/lxc_url: it is no file" plash import-lxc alpine
}

@test "a kind of unions that is told by a pipe counts as not told, as that of an empty file" {
  ln -sfn "$PWD/pipe" "$PLASH_DATA/config/union_taste"
  run -0 timeout 60 plash run 1 true
  assert_equal auto "$(cat "$PLASH_DATA/config/union_taste")"
  ln -sfn /dev/zero "$PLASH_DATA/config/union_taste"
  run -0 timeout 60 plash build --from-id 1 --run 'echo one'
}

@test "logins, certificates and keys must be in files; /dev/null is an empty one" {
  registry_start_secure
  refused_soon "cannot use SSL_CERT_FILE '$PWD/pipe': it is no file" \
    env SSL_CERT_FILE="$PWD/pipe" plash import-oci "$registry/team/a"
  export SSL_CERT_FILE=$PWD/ca.crt
  refused_soon "cannot read the logins in $PWD/pipe: it is no file" \
    env REGISTRY_AUTH_FILE="$PWD/pipe" plash import-oci "$registry/team/a"
  refused_soon 'nobody is logged in' env REGISTRY_AUTH_FILE=/dev/null plash import-oci "$registry/team/a"
  mkdir docker
  ln -s ../pipe docker/config.json
  refused_soon "cannot read the logins in $PWD/docker/config.json: it is no file" \
    env DOCKER_CONFIG="$PWD/docker" plash import-oci "$registry/team/a"
  refused_soon 'no docker engine' env DOCKER_CONFIG="$PWD/docker" plash export-docker 1 a ||
    assert_contains "$stderr" 'docker'
}

@test "the end of a line in a name is none in what made a container" {
  directory=$'a\nb'
  plash export-oci 1 "oci:$directory:t" >/dev/null
  id=$(plash import-oci "oci:$directory:t")
  assert_equal 'import-oci oci:a b:t' "$(cat "$PLASH_DATA/index/$id/_data/script")"
  cp "$(find "$directory/blobs" -size +100k)" $'c\nd'
  id=$(plash build --from-tar $'c\nd')
  assert_equal 'import-tar c d' "$(cat "$PLASH_DATA/index/$id/_data/script")"
}
