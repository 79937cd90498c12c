# Images in registries, with real ones: what plash pushes, others have, and with logins as others keep them.
load lib/helper
load lib/registry

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}" SSL_CERT_FILE REGISTRY_AUTH_FILE "${!DOCKER_@}" "${!XDG_@}"
  registry_gate
}

teardown() {
  registry_stop
  world_clean
}

# two_layers: container 2 upon the image, with a deleted file.
two_layers() {
  plash build --from-id 1 --run 'echo here >/mark; rm -r /bin/ls' >/dev/null 2>&1
}

# skopeo_copy WORD...: copies an image.
skopeo_copy() {
  gate 'skopeo is not installed' command -v skopeo
  policy
  skopeo copy --policy policy.json -q "$@"
}

@test "a container is pushed layer by layer, and skopeo has it as it was pushed" {
  two_layers
  registry_start plain
  run -0 --separate-stderr plash export-oci 2 "$registry/team/tool:1"
  [[ $output == "$registry/team/tool@sha256:"???????????????????????????????????????????????????????????????? ]]
  assert_equal "sha256:$(manifest_of team/tool 1 | sha256sum | cut -d ' ' -f 1)" "${output#*@}"
  plash export-oci 2 oci:here:1 >/dev/null
  skopeo_copy --src-tls-verify=false "docker://$registry/team/tool:1" oci:there:1
  assert_equal '' "$(diff -r here/blobs there/blobs)"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "what the registry has is not sent again" {
  two_layers
  registry_start plain
  plash export-oci 2 "$registry/tool:1" >one
  assert_equal 3 "$(registry_requests '^PUT /v2/tool/blobs')"
  plash export-oci 2 "$registry/tool:2" >two
  assert_equal 3 "$(registry_requests '^PUT /v2/tool/blobs')"
  assert_equal "$(cat one)" "$(cat two)"
}
