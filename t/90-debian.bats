# A real Debian, with the network: made by mmdebstrap once a run ($PLASH_TEST_DEBIAN_TAR, by t/check).
load lib/helper
load lib/web

setup() {
  world_empty
  gate 'no Debian archive: needs mmdebstrap and the network' test -r "${PLASH_TEST_DEBIAN_TAR-}"
}

teardown() {
  web_stop
  world_clean
}

@test "a Debian is imported, apt installs a program in a layer, and the second call prints nothing but the banner" {
  local id banner
  run -0 --separate-stderr plash import-tar "$PLASH_TEST_DEBIAN_TAR"
  id=$output
  assert_equal 1 "$id"
  if [ "$(id -u)" -eq 0 ]; then
    assert_equal '' "$stderr"
    [ -c "$(plash nodepath "$id")/_data/root/dev/null" ]
  else
    # Device nodes are left out, with one line each.
    assert_contains "$stderr" 'plash: ignoring dev file: ./dev/null (Operation not permitted)'
    assert_equal '' "$(grep -v '^plash: ignoring dev file: \./dev/' <<<"$stderr")"
  fi

  run -0 --separate-stderr plash --from-id "$id" --apt figlet -- figlet plash
  banner=$output
  assert_equal 6 "${#lines[@]}"
  assert_contains "$stderr" '+ apt-get install -y figlet'
  assert_contains "$stderr" 'update-alternatives: using /usr/bin/figlet-figlet'
  assert_contains "$stderr" '--:'

  forbid_java
  run -0 --separate-stderr plash --from-id "$id" --apt figlet -- figlet plash
  assert_equal "$banner" "$output"
  assert_equal '' "$stderr"
}

@test "apt runs its downloads as its own user, and maintainer scripts make users" {
  local id
  id=$(plash import-tar "$PLASH_TEST_DEBIAN_TAR" 2>/dev/null)
  run -0 --separate-stderr plash build --from-id "$id" \
    --run 'apt-get update' 'apt-get install -y --no-install-recommends cron' \
    'stat -c %U /var/lib/apt/lists/partial' 'getent group crontab'
  grep -qx '_apt' <<<"$stderr"
  grep -q '^crontab:x:' <<<"$stderr"
  [[ $stderr != *'sandbox'* && $stderr != *'unsandboxed'* ]]
}

@test "a Debian comes over http, is checked on the way, and is the same as from the file" {
  local sum
  gate 'python3 is not installed' command -v python3
  web_start
  ln -s "$PLASH_TEST_DEBIAN_TAR" "$web_root/debian.tar"
  sum=$(sha256sum <"$PLASH_TEST_DEBIAN_TAR")
  run -0 --separate-stderr plash import-url "$web_url/debian.tar#sha256=${sum%% *}"
  assert_equal 1 "$output"
  run -0 --separate-stderr plash import-tar "$PLASH_TEST_DEBIAN_TAR"
  assert_equal 2 "$output"
  assert_equal "$(plash run 1 sh -c 'cd / && find . -xdev | sort | md5sum')" \
    "$(plash run 2 sh -c 'cd / && find . -xdev | sort | md5sum')"
}
