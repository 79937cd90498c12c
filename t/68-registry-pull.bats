# Images of registries become containers, each layer once, wherever it comes from.
# bats file_tags=once
load lib/helper
load lib/registry

setup() {
  world_reset
  registry_environment
  registry_gate
}

teardown() {
  registry_stop
  world_clean
  PLASH_DATA=$BATS_TEST_TMPDIR/other world_clean
}

# pushed: pushes container 2, of two layers, as tool:1 to a plain registry, and goes to another data directory.
pushed() {
  plash build --from-id 1 --run 'echo here >/mark; rm /bin/ls' >/dev/null 2>&1
  registry_start plain
  plash export-oci 2 "$registry/tool:1" >name
  other
}

# other: goes to another data directory, which is empty.
other() {
  export PLASH_DATA=$BATS_TEST_TMPDIR/other
  plash init
}

@test "an image is pulled by its tag and by its digest, and its layers once" {
  pushed
  run -0 plash --from-oci "$registry/tool:1" -- cat /mark
  assert_equal here "${lines[-1]}"
  : >"$registry_log"
  assert_equal "$(plash import-oci "$(cat name)")" "$(plash import-oci "$registry/tool:1")"
  assert_equal 2 "$(registry_requests '^GET /v2/tool/blobs')" # the configuration, twice
  forbid_java
  run -0 plash --from-oci "$registry/tool:1" -- cat /mark
}

@test "another tag of the same layers brings its configuration alone" {
  pushed
  plash import-oci "$registry/tool:1"
  SOURCE_DATE_EPOCH=1 plash export-oci "$(plash import-oci "$registry/tool:1")" "$registry/tool:2"
  : >"$registry_log"
  plash import-oci "$registry/tool:2"
  assert_equal '1 1' "$(registry_requests '^GET /v2/tool/blobs') $(registry_requests '^GET /v2/tool/manifests')"
}

@test "of an index the image for this machine is taken" {
  pushed
  local type=application/vnd.oci.image.index.v1+json machine digest
  machine=$(curl -s "http://$registry/v2/tool/blobs/$(manifest_of tool 1 | sed 's/.*config.v1+json","digest":"\([^"]*\).*/\1/')" |
    sed 's/.*"architecture":"\([^"]*\)".*/\1/')
  digest=$(manifest_of tool 1 | sha256sum | cut -d ' ' -f 1)
  printf '{"schemaVersion":2,"mediaType":"%s","manifests":[{"mediaType":"%s","digest":"sha256:%s","size":%s,"platform":{"os":"linux","architecture":"%s"}}]}' \
    "$type" application/vnd.oci.image.manifest.v1+json "$digest" "$(manifest_of tool 1 | wc -c)" "$machine" >index
  curl -sf -X PUT -H "Content-Type: $type" --data-binary @index "http://$registry/v2/tool/manifests/all"
  run -0 plash --from-oci "$registry/tool:all" -- cat /mark
  sed "s/\"$machine\"/\"s391\"/" index >strange
  curl -sf -X PUT -H "Content-Type: $type" --data-binary @strange "http://$registry/v2/tool/manifests/strange"
  assert_refused 1 'it is there for s391; this machine is' plash import-oci "$registry/tool:strange"
}

@test "what is not there is told, with the tags that are" {
  pushed
  assert_refused 1 "image not found: '$registry/tool:9'" plash import-oci "$registry/tool:9"
  assert_contains "$stderr" 'plash: its tags begin with: 1'
  assert_refused 1 "image not found: '$registry/none:latest'" plash import-oci "$registry/none"
  assert_refused 1 "cannot import '127.0.0.1:1/none:latest': connection refused" plash import-oci 127.0.0.1:1/none
  assert_refused 1 'it has capital letters' plash import-oci Debian
}

@test "a mirror is asked first, and the registry for what it has not" {
  pushed
  printf '%s\n' "mirror registry.example $registry" >"$PLASH_DATA/config/registries"
  run -0 plash --from-oci registry.example/tool:1 -- cat /mark
  echo "mirror $registry 127.0.0.1:1/proxy" >"$PLASH_DATA/config/registries"
  run -0 --separate-stderr plash import-oci "$registry/tool:1"
  assert_contains "$stderr" 'plash: the mirror 127.0.0.1:1/proxy/tool does not help: '
}

@test "layers that were pulled are pushed as they came: mounted, or copied from their registry" {
  local first digests
  pushed
  plash import-oci "$registry/tool:1" >id
  first=$registry digests=$(manifest_of tool 1 | grep -o 'gzip","digest":"[^"]*')
  : >"$registry_log"
  plash export-oci "$(cat id)" "$registry/renamed:1"
  assert_equal '2 1' "$(registry_requests 'mount=.* 201$') $(registry_requests '^PUT /v2/renamed/blobs')"
  registry_start second
  plash export-oci "$(cat id)" "$registry/copied:1"
  assert_equal "$digests" "$(manifest_of copied 1 | grep -o 'gzip","digest":"[^"]*')"
  registry_stop
  registry_start third
  run -0 --separate-stderr plash export-oci "$(cat id)" "$registry/packed:1"
  assert_contains "$stderr" "plash: the layer is packed anew: cannot import '$first/"
}

@test "a lost connection is taken up again, and where blobs are stored elsewhere nobody is told who asks" {
  liar_start
  plash build --from-id 1 --run 'head -c 300000 /dev/urandom >/noise; echo here >/mark' >/dev/null 2>&1
  plash export-oci 2 "$registry/tool:1" >/dev/null
  registry_login auth.json "$registry" alice s3cret
  export REGISTRY_AUTH_FILE=$PWD/auth.json
  other
  liar basic stored 'short 2'
  run -0 plash --from-oci "$registry/tool:1" -- cat /mark
  assert_equal here "${lines[-1]}"
  [ "$(liar_count '^foreign GET .* 206 ')" -ge 1 ]
  nobody_told
}

@test "an image that is something else than promised is refused, and nothing of it is kept" {
  liar_start
  plash export-oci 1 "$registry/tool:1" >name
  other
  liar wrong
  assert_refused 1 "$registry sent something else than it promised" plash import-oci "$registry/tool:1"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "plash pull and push tell their names here" {
  run plash pull debian
  assert_contains "$output" import-oci
  run plash push 1 debian
  assert_contains "$output" export-oci
}
