# Images of docker, podman and of the OCI format in lock files.
# bats file_tags=once
load lib/helper
load lib/engine
load lib/registry
load lib/locks

setup_file() {
  engines_start
}

teardown_file() {
  engines_stop
}

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}" SSL_CERT_FILE REGISTRY_AUTH_FILE "${!XDG_@}"
  export PLASH_LOCK=plash.lock
  mkdir -p image/bin
  cp "$PLASH_DATA/index/1/_data/root/bin/busybox" image/bin/busybox
}

teardown() {
  registry_stop
  world_clean
}

# image_id NAME: the engine's id.
image_id() {
  engine_call GET "/images/$1/json" | python3 -c 'import json, sys; print(json.load(sys.stdin)["Id"].split(":")[-1])'
}

# marked_image WORD: the image tool:1 of a registry that is not there, in the engine, with a file /mark that holds WORD.
marked_image() {
  echo "$1" >image/mark
  engine_load "$tool:1" image
}

@test "an image of an engine is locked by its id, and taken by it when the tag has moved" {
  local engine id
  gate 'neither dockerd nor podman can be started here' [ -n "$engines" ]
  for engine in $engines; do
    engine_use "$engine"
    tool=127.0.0.1:1/$engine
    marked_image "old of $engine"
    id=$(image_id "$tool:1")
    rm -f plash.lock
    run -0 --separate-stderr plash lock --from-docker "$tool:1"
    grep -qxE "docker $tool:1 [a-z0-9]+ sha256:$id tree:sha256:[0-9a-f]{64}( $tool@sha256:[0-9a-f]{64})?" plash.lock
    engine_call POST "/images/$tool:1/tag?repo=local/kept&tag=1" >/dev/null
    marked_image "new of $engine"
    assert_equal "old of $engine" "$(plash --from-docker "$tool:1" -- busybox cat /mark)"
    assert_equal "old of $engine" "$(elsewhere plash --from-docker "$tool:1" -- busybox cat /mark)"
    (unset PLASH_LOCK && assert_equal "new of $engine" "$(plash --from-docker "$tool:1" -- busybox cat /mark)")
    engine_call DELETE '/images/local/kept:1?force=1' >/dev/null
    rm -r "$HOME/elsewhere"
    elsewhere assert_refused 1 "$tool" plash build --from-docker "$tool:1"
    assert_contains "$stderr" 'plash lock --update'
  done
}

@test "an image of the OCI format in a directory is locked by the digest of its manifest" {
  local digest
  plash build --from-id 1 --run 'echo old >/mark' 2>/dev/null
  digest=$(plash export-oci 2 oci:images:tool)
  run -0 plash lock --from-oci oci:images:tool
  assert_equal "oci oci:images:tool * ${digest#*@}" "$(tail -n 1 plash.lock)"
  plash build --from-id 1 --run 'echo new >/mark' 2>/dev/null
  plash export-oci 3 oci:images:tool
  assert_equal old "$(plash --from-oci oci:images:tool -- cat /mark)"
  (forbid_java && plash --from-oci oci:images:tool -- true)
  assert_equal old "$(elsewhere plash --from-oci oci:images:tool -- cat /mark)"
  (unset PLASH_LOCK && assert_equal new "$(plash --from-oci oci:images:tool -- cat /mark)")
  plash lock --check --from-oci oci:images:tool
  run -0 plash lock --update oci:images:tool --from-oci oci:images:tool
  assert_equal new "$(plash --from-oci oci:images:tool -- cat /mark)"
  assert_refused 1 "'oci oci:images' is not in plash.lock" plash build --from-oci oci:images
}

@test "an image of a registry is locked by its digest, and taken by it when the tag has moved" {
  local digest
  registry_gate
  registry_start plain
  plash build --from-id 1 --run 'echo old >/mark' 2>/dev/null
  digest=$(plash export-oci 2 "$registry/team/tool:1")
  run -0 plash lock --from-oci "$registry/team/tool:1"
  assert_equal "oci $registry/team/tool:1 * ${digest#*@}" "$(tail -n 1 plash.lock)"
  plash build --from-id 1 --run 'echo new >/mark' 2>/dev/null
  plash export-oci 3 "$registry/team/tool:1"
  assert_equal old "$(elsewhere plash --from-oci "$registry/team/tool:1" -- cat /mark)"
  assert_equal old "$(plash --from-oci "$registry/team/tool:1" -- cat /mark)"
  (forbid_java && plash --from-oci "$registry/team/tool:1" -- true)
  plash lock --check --from-oci "$registry/team/tool:1"
  plash lock --update --from-oci "$registry/team/tool:1"
  assert_equal new "$(plash --from-oci "$registry/team/tool:1" -- cat /mark)"
}
