# The user and password of a mirror are for the mirror alone.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

@test "a mirror's user and password are neither shown nor stored" {
  gate 'no mmdebstrap or debootstrap' sh -c 'command -v mmdebstrap || command -v debootstrap'
  local word
  for word in 'import-bootstrap' 'build --from-bootstrap'; do
    # shellcheck disable=SC2086 # words
    run -1 --separate-stderr plash $word bookworm http://me:s3cret@127.0.0.1:1/debian
    assert_contains "$stderr" "cannot bootstrap 'bookworm:http://127.0.0.1:1/debian'"
    [[ $stderr != *s3cret* ]]
    run ! grep -r s3cret "$PLASH_DATA"
    assert_equal '' "$(find "$PLASH_DATA" -name '*s3cret*')"
  done
  assert_refused 1 "no suite" plash import-bootstrap 'book worm' http://me:s3cret@127.0.0.1:1/debian
  [[ $stderr != *s3cret* ]]
}
