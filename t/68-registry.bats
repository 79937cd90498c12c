# Images in registries, with real ones: what plash pushes, others have, and with logins as others keep them.
# bats file_tags=as-root
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
  : >"$registry_log"
  plash export-oci 2 "$registry/tool:2" >two
  assert_equal '3 0 1' "$(registry_requests '^HEAD') $(registry_requests '/blobs/uploads') $(registry_requests '^PUT')"
  assert_equal "$(cat one)" "$(cat two)"
}

@test "a registry with TLS and logins: who is trusted, who is let in, and what is said to others" {
  registry_start_secure
  assert_refused 1 "cannot push '$registry/tool:latest': the server's certificate is signed by nobody who is trusted" \
    plash export-oci 1 "$registry/tool"
  export SSL_CERT_FILE=$PWD/ca.crt
  assert_refused 1 "$registry refuses '$registry/tool:latest' (nobody is logged in)" plash export-oci 1 "$registry/tool"
  assert_contains "$stderr" "plash: podman login $registry, or docker login $registry"
  mkdir -p .docker .config/containers
  registry_login .docker/config.json "$registry" alice wrong
  assert_refused 1 "$registry refuses '$registry/tool:latest' (as alice from $HOME/.docker/config.json)" \
    plash export-oci 1 "$registry/tool"
  registry_login .config/containers/auth.json "$registry" alice s3cret
  plash export-oci 1 "$registry/tool"
  mkdir trusted
  cp ca.crt trusted
  skopeo_copy --src-cert-dir trusted --src-creds alice:s3cret "docker://$registry/tool" oci:there:1
}

@test "a program keeps the login" {
  registry_start_secure
  mkdir bin .docker
  printf '#!/bin/sh\n[ "$*" = get ] && read -r host && echo "$host" >>%s/asked
    echo '\''{"Username":"alice","Secret":"s3cret"}'\''\n' "$PWD" >bin/docker-credential-box
  chmod +x bin/docker-credential-box
  printf '{"credsStore":"box"}\n' >.docker/config.json
  PATH=$PWD/bin:$PATH SSL_CERT_FILE=$PWD/ca.crt plash export-oci 1 "$registry/tool"
  assert_equal "$registry" "$(cat asked)"
  SSL_CERT_FILE=$PWD/ca.crt assert_refused 1 '(nobody is logged in)' plash export-oci 1 "$registry/tool"
  assert_contains "$stderr" "cannot start docker-credential-box"
}

@test "tokens are asked for as who is logged in, by password or refresh token" {
  registry_start_tokens
  assert_refused 1 "$registry refuses '$registry/a/tool:latest' (nobody is logged in)" plash export-oci 1 "$registry/a/tool"
  assert_equal 'GET /token?service=test&scope=repository:a/tool:pull,push -' "$(sort -u "$token_log")"
  registry_login auth.json "$registry" alice s3cret
  REGISTRY_AUTH_FILE=auth.json plash export-oci 1 "$registry/a/tool"
  assert_equal 'GET /token?service=test&scope=repository:a/tool:pull,push alice' "$(tail -n 1 "$token_log")"
  printf '{"auths":{"%s":{"identitytoken":"refresh-alice"}}}\n' "$registry" >auth.json
  REGISTRY_AUTH_FILE=auth.json plash export-oci 1 "$registry/b/tool"
  assert_equal 'POST /token alice' "$(tail -n 1 "$token_log")"
  registry_login auth.json "$registry" alice wrong
  two_layers
  REGISTRY_AUTH_FILE=auth.json assert_refused 1 '(as alice from auth.json)' plash export-oci 2 "$registry/c/tool"
  assert_equal 1 "$(grep -c 'c/tool' "$token_log")" # several wrong tries would lock her out
}

@test "one layer with all files, and layers by zstd" {
  two_layers
  registry_start plain
  plash export-oci 2 "$registry/one" --squash
  assert_equal 1 "$(manifest_of one latest | grep -o tar+gzip | wc -l)"
  gate 'zstd is not installed' command -v zstd
  plash export-oci 2 --zstd "$registry/quick:1"
  assert_equal 2 "$(manifest_of quick 1 | grep -o tar+zstd | wc -l)"
  skopeo_copy --src-tls-verify=false "docker://$registry/one" oci:there:one
  tar -tzf "there/blobs/sha256/$(manifest_of one latest | grep -o 'tar+gzip","digest":"sha256:[0-9a-f]*' |
    sed 's/.*://')" >names
  grep -qx mark names
  assert_equal '' "$(grep -x -e bin/ls -e '.*/[.]wh[.].*' names)"
}

@test "podman runs nothing of it but reads all of it" {
  only_root
  gate 'podman is not installed' command -v podman
  two_layers
  registry_start plain
  plash export-oci 2 "$registry/tool:1" >name
  place=$(mktemp -d /var/tmp/plash-test.XXXXXX)
  pod() { podman --root "$PWD/storage" --runroot "$place/run" --storage-driver vfs "$@"; }
  pod pull --quiet --tls-verify=false "$(cat name)" >id
  assert_equal here "$(cat "$(pod image mount "$(cat id)")/mark")"
  pod image umount --all >/dev/null
  rm -rf "$place"
}

@test "a push that is interrupted leaves no tag and no file" {
  registry_start plain
  plash build --from-id 1 --run 'head -c 30000000 /dev/urandom >/noise' >/dev/null 2>&1
  (exec plash export-oci 2 "$registry/tool:1") >out 2>&1 &
  pushing=$!
  until [ "$(registry_requests '^POST')" -gt 0 ]; do read -rt 0.02 <> <(:) || :; done
  kill -TERM "$pushing"
  status=0
  wait "$pushing" || status=$?
  assert_equal 143 "$status"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
  assert_equal 0 "$(registry_requests '^PUT /v2/tool/manifests')"
}
