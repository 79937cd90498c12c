# Who names keys takes only those layers of a shared cache that were signed with them.
# bats file_tags=once
load lib/helper
load lib/registry
load lib/cache

setup() {
  cache_begin
  gate 'openssl is not installed' command -v openssl
  key_make ours
  key_make others
}

teardown() {
  cache_end
}

# key_make NAME: makes the private key NAME.key and the public key NAME.pub.
key_make() {
  ssl genpkey -algorithm ed25519 -out "$1.key"
  ssl pkey -in "$1.key" -pubout -out "$1.pub"
}

# signing NAME WORD...: runs plash on the machine that writes to the cache, and signs with NAME.key.
signing() {
  PLASH_CACHE_SIGN=$1.key ci "${@:2}"
}

# believing FILE...: from now on the other machine believes these keys.
believing() {
  cat "$@" >"$other/config/cache_keys"
}

# entry_change CONTAINER CODE: the manifest in the cache of the layer CONTAINER is the one that python makes of it as m.
entry_change() {
  manifest_of team/cache "$(tag_of "$1")" |
    python3 -c "import json, sys; m = json.load(sys.stdin); a = m['annotations']; $2; json.dump(m, sys.stdout)" >changed
  curl -sf -X PUT -H 'Content-Type: application/vnd.oci.image.manifest.v1+json' --data-binary @changed \
    "http://$registry/v2/team/cache/manifests/$(tag_of "$1")"
}

# none_is_taken: the other machine builds both layers, after one warning.
none_is_taken() {
  run -0 --separate-stderr elsewhere build "${words[@]}"
  assert_equal 2 "$(grep -c '^+ ' <<<"$stderr")"
  assert_equal "plash: not used are layers of $cache that nobody has signed whose key is here" \
    "$(grep '^plash: not ' <<<"$stderr")"
}

words=(--from-id 1 --run 'echo one >/one' --layer --run 'echo two >/two')

@test "layers signed with one of the keys are taken" {
  cache_start
  believing others.pub ours.pub
  run -0 --separate-stderr signing ours build "${words[@]}"
  assert_contains "$stderr" "plash: 2 of 2 layers to $cache"
  run -0 --separate-stderr elsewhere build "${words[@]}"
  assert_contains "$stderr" "plash: 2 of 2 layers from $cache"
  [[ $stderr != *'not used'* ]]
}

@test "what openssl verifies is what plash has signed" {
  cache_start
  signing ours build "${words[@]}"
  manifest_of team/cache "$(tag_of 3)" >manifest
  python3 -c "import json; m = json.load(open('manifest')); print('plash-cache 1\n%s\n%s' % (m['annotations']['io.plash.key'],
    m['config']['digest'])); open('signature', 'w').write(m['annotations']['io.plash.signature'])" >text
  base64 -d signature >binary
  openssl pkeyutl -verify -pubin -inkey ours.pub -rawin -in text -sigfile binary
}

@test "layers that are not signed, or with another key, are built" {
  cache_start
  believing ours.pub
  ci build "${words[@]}"
  none_is_taken
  rm -r "$PLASH_DATA" && cp -a "$PLASH_SUITE_DATA" "$PLASH_DATA"
  signing others build "${words[@]}"
  elsewhere rm $((output - 1)) "$output"
  none_is_taken
}

@test "a signature is of one layer, and of its files" {
  cache_start
  believing ours.pub
  signing ours build "${words[@]}"
  signing ours build --from-id 1 --run 'echo bad >/one' --layer --run 'echo two >/two'
  # the files of one under the tag and key of another, and the same with the signature that was there
  good=$(manifest_of team/cache "$(tag_of 3)")
  for said in "a['io.plash.key'] = '$(tag_of 3 | cut -c 3-)'" \
    "a['io.plash.key'] = '$(tag_of 3 | cut -c 3-)'; a['io.plash.signature'] = json.loads('''$good''')['annotations']['io.plash.signature']"; do
    manifest_of team/cache "$(tag_of 5)" |
      python3 -c "import json, sys; m = json.load(sys.stdin); a = m['annotations']; $said; json.dump(m, sys.stdout)" >changed
    curl -sf -X PUT -H 'Content-Type: application/vnd.oci.image.manifest.v1+json' --data-binary @changed \
      "http://$registry/v2/team/cache/manifests/$(tag_of 3)"
    entry_change 2 "a.pop('io.plash.signature', 0)"
    none_is_taken
    assert_equal one "$(elsewhere run "$output" cat /one)"
    elsewhere rm $((output - 1)) "$output"
  done
}

@test "a signature that is no signature is none" {
  cache_start
  believing ours.pub
  signing ours build "${words[@]}"
  for said in '""' '"A"' '"%"' '"AAAA"' '"A" * 88' 'a["io.plash.signature"][:-4] + "AAAA"'; do
    entry_change 3 "a['io.plash.signature'] = $said"
    run -0 --separate-stderr elsewhere build "${words[@]}"
    assert_contains "$stderr" 'not used'
    assert_contains "$stderr" "plash: 1 of 2 layers from $cache" # the lower one is signed
    elsewhere rm $((output - 1)) "$output"
  done
}

@test "who signs takes nothing that is not signed, and replaces it" {
  cache_start
  believing ours.pub
  PLASH_DATA=$other PLASH_CACHE_PUSH=$cache plash build --from-id 1 --run 'echo evil >/one' # somebody with the login
  tag=$(PLASH_DATA=$other tag_of 2)
  run -0 --separate-stderr signing ours build --from-id 1 --run 'echo evil >/one'
  assert_contains "$stderr" 'not used'
  assert_contains "$stderr" '+ echo evil'
  assert_contains "$(manifest_of team/cache "$tag")" io.plash.signature
  # what is here, and was pushed without a signature, too
  ci build "${words[@]}"
  run -0 --separate-stderr signing ours build "${words[@]}"
  assert_contains "$stderr" "plash: 2 of 2 layers to $cache"
  run -0 --separate-stderr elsewhere build "${words[@]}"
  assert_contains "$stderr" "plash: 2 of 2 layers from $cache"
  run -0 --separate-stderr signing ours build "${words[@]}"
  assert_equal '' "$stderr"
}

@test "without a key that can be read nothing is taken, and nothing pushed" {
  cache_start
  ci build "${words[@]}"
  ssl genpkey -algorithm rsa -out rsa.key
  ssl pkey -in rsa.key -pubout -out rsa.pub
  ssl pkey -in ours.key -aes128 -passout pass:x -out locked.key
  mkfifo pipe
  : >empty
  printf '%s\n' '-----BEGIN PUBLIC KEY-----' 'AAAA' >cut
  printf '%s\n' '-----BEGIN PUBLIC KEY-----' '?' '-----END PUBLIC KEY-----' >damaged
  for keys in rsa.pub:'no Ed25519 key' ours.key:'holds a PRIVATE KEY' empty:'holds no key' pipe:'is no file' cut:'has no end' \
    damaged:damaged nowhere:'no such file' .:'is no file' /dev/null:'holds no key'; do
    ln -sfn "$(realpath "${keys%%:*}")" "$other/config/cache_keys"
    run -0 --separate-stderr elsewhere build "${words[@]}"
    assert_contains "$stderr" "plash: the shared cache is not used: cannot use the keys in $other/config/cache_keys: "
    assert_contains "$stderr" "${keys#*:}"
    assert_equal 2 "$(grep -c '^+ ' <<<"$stderr")"
    elsewhere rm $((output - 1)) "$output"
  done
  pushed=$(registry_requests '^PUT .*/manifests/')
  for key in rsa:'no Ed25519 key' locked:'is encrypted' pipe:'is no file' nowhere:'no such file' empty:'not hold one'; do
    [ ! -e "${key%%:*}" ] || mv "${key%%:*}" "${key%%:*}.key"
    run -0 --separate-stderr signing "${key%%:*}" build --from-id 1 --run "echo ${key%%:*}"
    assert_contains "$stderr" "not all layers are pushed: cannot sign with ${key%%:*}.key: "
    assert_contains "$stderr" "${key#*:}"
  done
  assert_equal "$pushed" "$(registry_requests '^PUT .*/manifests/')"
}
