# Images of registries become containers, with a real registry.
# bats file_tags=once
load lib/helper
load lib/layout
load lib/registry

setup() {
  world_reset
  registry_environment
  registry_gate
  gate 'skopeo is not installed' command -v skopeo
}

teardown() {
  registry_stop
  world_clean
}

@test "an image is pulled, its layers side by side, and found again by its name" {
  registry_start plain
  base_make
  tar_of one <<<'file one data=1'
  tar_of two <<<'file two data=2'
  craft t base.tar one.tar two.tar
  registry_push t team/tool:1
  run -0 --separate-stderr plash run --from-oci "$registry/team/tool:1" -- cat /one /two
  assert_equal 12 "$output"
  assert_contains "$stderr" "plash: fetching $registry/team/tool:1 ("
  [ -L "$PLASH_DATA/map/oci:$registry%team%tool:1" ]
  assert_equal "at $registry/team/tool" "$(tail -n 1 "$PLASH_DATA/index/3/_data/oci")"
  assert_equal "image $registry/team/tool@sha256:$(manifest_of team/tool 1 | sha256sum | cut -d ' ' -f 1)" "$(cat "$PLASH_DATA/index/5/_data/oci")"
  forbid_java
  assert_equal 12 "$(plash run --from-oci "$registry/team/tool:1" -- cat /one /two)"
}

@test "of layers that are here, none is asked for" {
  registry_start plain
  base_make
  tar_of one <<<'file one data=1'
  craft t base.tar one.tar
  registry_push t tool:1
  craft u base.tar one.tar "config=c['config']['Env'].append('A=b')"
  registry_push u tool:2
  id=$(plash import-oci "$registry/tool:1" 2>/dev/null)
  assert_equal 3 "$(registry_requests '^GET /v2/tool/blobs')"
  assert_equal "$id" "$(plash import-oci "$registry/tool:1")"
  assert_equal 4 "$(registry_requests '^GET /v2/tool/blobs')"
  assert_equal "$((id + 1))" "$(plash import-oci "$registry/tool:2")"
  assert_equal 5 "$(registry_requests '^GET /v2/tool/blobs')"
  digest=$(manifest_of tool 1 | sha256sum | cut -d ' ' -f 1)
  assert_equal "$id" "$(plash import-oci "$registry/tool@sha256:$digest")"
}

@test "what the registry has under a digest, and changed, is refused" {
  registry_start plain
  tar_of one <<<'file one data=1'
  craft t one.tar
  registry_push t tool:1
  layer=$(find "$registry_folder/data" -path "*$(python3 -c 'import json, sys; print(json.load(sys.stdin)["layers"][0]["digest"][7:])' \
    < <(manifest_of tool 1))/data" | head -n 1)
  printf x | dd of="$layer" conv=notrunc bs=1 seek=30 2>/dev/null
  assert_refused 1 'is not what the image promises: its digest is sha256:' plash import-oci "$registry/tool:1"
  assert_equal '0 1' "$(ls "$PLASH_DATA/index" | xargs)"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "what is not there is said, with the tags that are" {
  registry_start plain
  tar_of one <<<'file one data=1'
  craft t one.tar
  registry_push t tool:1
  assert_refused 1 "image not found: '$registry/tool:none'" plash import-oci "$registry/tool:none"
  assert_contains "$stderr" 'its tags begin with: 1'
}

@test "a round trip: pushed, pulled on another machine, with the same files" {
  registry_start plain
  plash build --from-id 1 --run 'echo a >/a; rm -r /bin/ls; mkdir /d; chmod 700 /d' >/dev/null 2>&1
  name=$(plash export-oci 2 "$registry/tool:1" 2>/dev/null)
  plash with-mount 2 find . -printf '%P %m %U %G %s %l %T@\n' | grep -v '^ ' | sort >before
  export PLASH_DATA=$BATS_TEST_TMPDIR/other
  plash with-mount "$(plash import-oci "$name" 2>/dev/null)" find . -printf '%P %m %U %G %s %l %T@\n' | grep -v '^ ' | sort >after
  assert_equal '' "$(diff before after)"
  rm -rf "$PLASH_DATA" 2>/dev/null || inside_namespace rm -rf "$PLASH_DATA"
}

@test "an image goes on to another repository without a layer being sent" {
  registry_start plain
  base_make
  tar_of one <<<'file one data=1'
  craft t base.tar one.tar
  registry_push t team/tool:1
  id=$(plash import-oci "$registry/team/tool:1" 2>/dev/null)
  sent=$(registry_requests '^PUT /v2/other')
  plash export-oci "$id" "$registry/other:1" >/dev/null 2>&1
  assert_equal 2 "$(($(registry_requests '^PUT /v2/other') - sent))" # its configuration and its manifest
  assert_equal "$(manifest_of team/tool 1 | python3 -c 'import json, sys; m = json.load(sys.stdin); print(m["layers"], m["config"])')" \
    "$(manifest_of other 1 | python3 -c 'import json, sys; m = json.load(sys.stdin); print(m["layers"], m["config"])')"
}

@test "processes that import one image at once make each layer once, and print the same id" {
  registry_start plain
  base_make
  for layer in one two; do
    tar_of "$layer" <<<"file $layer data=1"
  done
  craft t base.tar one.tar two.tar
  registry_push t tool:1
  local importers=() number
  for number in 1 2 3; do
    plash import-oci "$registry/tool:1" >"id.$number" 2>"said.$number" 3>&- &
    importers+=($!)
  done
  for importer in "${importers[@]}"; do
    wait "$importer"
  done
  assert_equal '5 5 5' "$(cat id.* | xargs)"
  assert_equal '0 1 2 3 4 5' "$(ls "$PLASH_DATA/index" | xargs)"
  assert_equal 3 "$(find "$PLASH_DATA/map" -name 'chain:*' | wc -l)"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}
