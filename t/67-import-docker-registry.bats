# Images of docker on a machine without an engine come from their registry.
# bats file_tags=once
load lib/helper
load lib/layout
load lib/registry
load lib/lxc_mirror

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}" SSL_CERT_FILE REGISTRY_AUTH_FILE "${!DOCKER_@}"
  mkdir run
  export XDG_RUNTIME_DIR=$PWD/run
  registry_gate
  gate 'skopeo is not installed' command -v skopeo
  gate 'an engine listens here' no_engine
  registry_start plain
  base_make
  tar_of one <<<'file one data=1'
  craft t base.tar one.tar "config=c['config'].update(Env=['A=b'])"
  registry_push t team/tool:1
}

teardown() {
  registry_stop
  world_clean
}

# no_engine: true where no engine of the machine has its socket.
no_engine() {
  [ ! -e /var/run/docker.sock ] && { [ "$(id -u)" -ne 0 ] || [ ! -e /run/podman/podman.sock ]; }
}

@test "without an engine its registry is asked, and one line says so" {
  run -0 --separate-stderr plash run --from-docker "$registry/team/tool:1" -- cat /one
  assert_equal 1 "$output"
  assert_equal "plash: no docker engine here, fetching $registry/team/tool:1 from its registry" "$(head -n 1 <<<"$stderr")"
  [ -L "$PLASH_DATA/map/docker:$registry%team%tool:1" ]
  forbid_java
  assert_equal 1 "$(plash run --from-docker "$registry/team/tool:1" -- cat /one 2>&1)"
}

@test "without an engine, import-docker makes the same container as import-oci" {
  id=$(plash import-docker "$registry/team/tool:1" 2>said)
  grep -q 'no docker engine here' said
  assert_equal "$id" "$(plash import-oci "$registry/team/tool:1" 2>/dev/null)"
  assert_equal b "$(plash run "$id" sh -c 'echo "$A"')"
}

@test "an engine that is named, and one that is there and fails, are not passed over" {
  DOCKER_HOST=unix://$PWD/sock assert_refused 1 "cannot reach docker at $PWD/sock: no such file" \
    plash import-docker "$registry/team/tool:1"
  mkdir -p run/podman
  python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("run/docker.sock")'
  assert_refused 1 "cannot reach docker at $PWD/run/docker.sock: connection refused" plash import-docker "$registry/team/tool:1"
  assert_equal '0 1' "$(ls "$PLASH_DATA/index" | xargs)"
}

@test "without an engine, a folder is no image of docker, and a registry without it is said" {
  assert_refused 1 "image not found: '$registry/team/tool:none'" plash import-docker "$registry/team/tool:none"
  assert_contains "$stderr" 'no docker engine here'
  assert_refused 1 'oci:img:t' plash import-docker oci:img:t
}

@test "without an engine, a lock file's image comes from the registry by its digest" {
  digest=$(manifest_of team/tool 1 | sha256sum | cut -d ' ' -f 1)
  id=$(printf %064d 1)
  architecture=$(lxc_architecture)
  printf '# plash-lock 1\ndocker %s %s sha256:%s %s\n' "$registry/team/tool:1" "$architecture" "$id" \
    "$registry/team/tool@sha256:$digest" >plash.lock
  craft u base.tar
  registry_push u team/tool:1
  export PLASH_LOCK=plash.lock
  assert_equal 1 "$(plash --from-docker "$registry/team/tool:1" -- cat /one 2>/dev/null)"
  printf '# plash-lock 1\ndocker local/tool:1 %s sha256:%s\n' "$architecture" "$id" >plash.lock
  assert_refused 1 'no docker engine found' plash build --from-docker local/tool:1
}

@test "without an engine, an image is locked by what its registry says, as an engine would" {
  digest=$(manifest_of team/tool 1 | sha256sum | cut -d ' ' -f 1)
  id=$(manifest_of team/tool 1 | python3 -c 'import json, sys; print(json.load(sys.stdin)["config"]["digest"])')
  export PLASH_LOCK=plash.lock
  run -0 --separate-stderr plash lock --from-docker "$registry/team/tool:1"
  assert_equal "docker $registry/team/tool:1 $(lxc_architecture) $id $registry/team/tool@sha256:$digest" "$(tail -n 1 plash.lock)"
  plash lock --check --from-docker "$registry/team/tool:1"
  craft u base.tar
  registry_push u team/tool:1
  assert_equal 1 "$(plash --from-docker "$registry/team/tool:1" -- cat /one)"
  (forbid_java && plash --from-docker "$registry/team/tool:1" -- true)
  plash lock --check --from-docker "$registry/team/tool:1"
  run -0 --separate-stderr plash lock --update --from-docker "$registry/team/tool:1"
  run ! plash --from-docker "$registry/team/tool:1" -- cat /one
  assert_refused 1 "image not found: '$registry/team/none:latest'" plash lock --from-docker "$registry/team/none"
}
