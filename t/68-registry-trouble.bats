# Registries that do what docker-registry does not: places of uploads elsewhere, cuts, lies. And who is told who asks.
# bats file_tags=once
load lib/helper
load lib/registry

setup() {
  world_reset
  registry_environment
  gate 'python3 is not installed' command -v python3
  liar_start
  registry_login "$HOME/auth.json" "$registry" alice s3cret
}

teardown() {
  registry_stop
  world_clean
}

# push NAME: pushes container 1.
push() {
  REGISTRY_AUTH_FILE=$HOME/auth.json plash export-oci 1 "$registry/$1" 2>said
}

@test "an upload goes where the registry says: relative addresses are taken" {
  liar relative
  push one
}

@test "another server gets the bytes of an upload, and is not told who sends them" {
  liar basic elsewhere
  push one
  assert_equal 0 "$(liar_count '^home PUT /v2/upload')"
  [ "$(liar_count '^home .* Basic ')" -gt 3 ]
  [ "$(liar_count '^foreign PUT .* 201')" -gt 0 ]
  nobody_told
}

@test "and so does one that it is sent on to" {
  liar bearer moved
  push one
  [ "$(liar_count '^home PUT .* 307 Bearer')" -gt 0 ]
  [ "$(liar_count '^foreign PUT .* 201')" -gt 0 ]
  nobody_told
}

@test "what fails for a moment is sent again, whole, and not for ever" {
  liar 'busy 2'
  push one
  assert_contains "$(cat said)" 'plash: the server is busy (HTTP Error 429: Too Many Requests), trying again'
  nobody_told
}

@test "a blob that does not arrive is sent again from the beginning" {
  liar 'cut 1' 'failing 1' 'forgotten 1'
  push one
  assert_equal 5 "$(liar_count '^home POST')" # two blobs, three faults
  assert_equal 2 "$(liar_count '^home PUT /v2/upload.* 201')"
}

@test "a token that ends in the middle is asked for anew, and lasts as long as it says" {
  liar bearer 'expired 1'
  push one
  assert_equal 2 "$(liar_count '^home GET /token')"
  assert_equal 1 "$(liar_count '^home PUT /v2/upload.* 401')"
}

@test "a server of tokens elsewhere is not told the login, unless the user says so" {
  liar distant
  push one
  assert_equal 1 "$(liar_count '^foreign GET /token')"
  nobody_told
  liar distant
  echo "realm $registry localhost" >"$PLASH_DATA/config/registries"
  push two
  assert_equal 1 "$(liar_count '^foreign GET /token.* Basic ')"
  assert_equal '' "$(grep -E 's3cret|t[0-9]' said)"
}

@test "lies and refusals are told in one line, fit for a terminal, without the login" {
  liar wrong
  assert_refused 1 "$registry has stored something else than it was sent" plash export-oci 1 "$registry/one"
  liar noisy
  assert_refused 1 "$registry refuses '$registry/one:latest'" plash export-oci 1 "$registry/one"
  assert_equal '' "$(LC_ALL=C grep -a '[^ -~]' <<<"$stderr")"
  [ "${#stderr}" -lt 700 ]
  echo 'plain' >"$PLASH_DATA/config/registries"
  assert_refused 1 "config/registries, line 1: cannot understand 'plain'" plash export-oci 1 "$registry/one"
}

@test "only this machine and those that the user names are asked without TLS" {
  liar relative
  port=${registry#*:}
  assert_refused 1 'the server does not speak TLS at this port' plash export-oci 1 "127.1:$port/a"
  assert_contains "$stderr" "plash: the line \`plain 127.1:$port\` in config/registries of the data directory"
  echo "plain 127.1:$port" >"$PLASH_DATA/config/registries"
  plash export-oci 1 "127.1:$port/a"
}

@test "another server without TLS is named, and not what lets in those who know it" {
  liar astray
  assert_refused 1 "it leads to 'http://192.0.2.1:80' without TLS, which is refused" plash export-oci 1 "$registry/one"
  [[ $stderr != *s3cret* ]]
}

@test "what a push that was killed has left is deleted by the next one" {
  liar relative
  mkdir "$PLASH_DATA/tmp/plashtmp_1_999999999_1_0_0-0"
  plash export-oci 1 "$registry/one"
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}

@test "a registry that wants a token, and names no server for it, is not asked for one" {
  liar homeless
  REGISTRY_AUTH_FILE=$HOME/auth.json assert_refused 1 "$registry refuses '$registry/a" plash import-oci "$registry/a:1"
  assert_equal 0 "$(liar_count '/v2/[?]')"
  assert_equal 0 "$(liar_count ' Basic ')"
}

@test "a layer that fails is not read to the size that was promised" {
  local manifest
  liar
  push one:1
  manifest=$(curl -sf "http://$registry/v2/one/manifests/1" |
    python3 -c 'import json, sys; m = json.load(sys.stdin); m["layers"][0]["size"] = 1 << 40; json.dump(m, sys.stdout)')
  curl -sf -X PUT -H 'Content-Type: application/vnd.oci.image.manifest.v1+json' --data-binary "$manifest" \
    "http://$registry/v2/one/manifests/1"
  liar endless
  export PLASH_DATA=$BATS_TEST_TMPDIR/other # which has nothing
  run -1 --separate-stderr timeout 60 plash import-oci "$registry/one:1"
  assert_contains "$stderr" 'cannot unpack'
  [ "$(cat "$BATS_TEST_TMPDIR/liar.sent")" -lt $((64 << 20)) ]
  assert_equal 0 "$(ls "$PLASH_DATA/index")"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}
