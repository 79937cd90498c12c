# A real Debian, with the network: made by mmdebstrap once a run ($PLASH_TEST_DEBIAN_TAR, by t/check).
load lib/helper
load lib/web
load lib/lxc_mirror

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
    # Device nodes are left out, with one line for all.
    [[ $stderr =~ ^'plash: ignoring dev file: ./dev/'[a-z]+' (Operation not permitted), and '[0-9]+' more'$ ]]
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

@test "a Debian is taken by its name, its apt by the shortcut, and the second call is silent: 7.2 #21, #22" {
  local path banner
  gate 'python3 is not installed' command -v python3
  web_start
  export PLASH_LXC_URL=$web_url
  path=/images/debian/bookworm/$(lxc_architecture)/default/20261123_05:24
  mkdir -p "$web_root$path" "$web_root/meta/1.0"
  ln -s "$PLASH_TEST_DEBIAN_TAR" "$web_root$path/rootfs.tar.xz"
  (cd "$web_root$path" && sha256sum rootfs.tar.xz >SHA256SUMS)
  printf '%s\n' "debian;bookworm;$(lxc_architecture);default;20261123_05:24;$path/" >"$web_root/meta/1.0/index-system"
  run -0 --separate-stderr bash -c 'echo "plash reference" | plash run --from debian --apt figlet -- figlet'
  banner=$output
  [ "${#lines[@]}" -ge 5 ]
  assert_contains "$stderr" '+ apt-get install -y figlet'
  run -0 --separate-stderr bash -c 'echo "plash reference" | plash -D figlet -- figlet'
  assert_equal "$banner" "$output"
  assert_equal '' "$stderr"
}

# without PROGRAM...: PATH is a folder that has all programs but these.
without() {
  mkdir bin
  ln -sf /usr/sbin/* /usr/bin/* "$(command -v plash)" bin/
  (cd bin && rm "$@")
  PATH=$PWD/bin
}

# is_bookworm ID: the container is a Debian with apt; nothing is left of making it.
is_bookworm() {
  run -0 --separate-stderr plash run "$1" sh -c '. /etc/os-release; echo $ID:$VERSION_CODENAME; command -v apt-get'
  assert_equal $'debian:bookworm\n/usr/bin/apt-get' "$output"
  assert_equal '' "$(find "$(plash nodepath "$1")/_data/root/var/cache/apt/archives" -name '*.deb')"
  nothing_half_made
}

# bats test_tags=as-root
@test "from-bootstrap takes a suite from the distribution's mirrors, once, and says its steps in lines" {
  local id
  run -0 --separate-stderr plash build --from-bootstrap debian:bookworm
  id=$output
  assert_contains "$stderr" $'plash: mmdebstrap makes debian:bookworm, which takes a while\nplash: running apt-get update...\nplash: downloading'
  assert_equal '' "$(grep -v '^plash: ' <<<"$stderr")"
  is_bookworm "$id"
  assert_equal "$id" "$(plash map bootstrap:debian:bookworm)"
  forbid_java
  run -0 --separate-stderr plash --from-bootstrap debian:bookworm -- echo hi
  assert_equal hi "$output"
  assert_equal '' "$stderr"
}

@test "a suite is locked by its files, which are the same when it is made again with its lock file" {
  only_user # it takes a while, and root is no other case
  gate 'mmdebstrap is not installed' command -v mmdebstrap
  plash lock --from-bootstrap bookworm 2>/dev/null
  grep -qE '^bootstrap bookworm [a-z0-9]+ - tree:sha256:[0-9a-f]{64} snapshot:[0-9]{8}T[0-9]{6}Z$' plash.lock
  inside_namespace rm -rf "$PLASH_DATA"
  PLASH_LOCK=plash.lock plash --from-bootstrap bookworm -- cat /etc/debian_version
}

# bats test_tags=as-root
@test "import-bootstrap uses debootstrap where there is no mmdebstrap" {
  gate 'debootstrap is not installed' test -x /usr/sbin/debootstrap
  local id
  without mmdebstrap
  run -0 --separate-stderr plash import-bootstrap bookworm
  assert_contains "$stderr" 'plash: debootstrap makes bookworm'
  assert_equal '' "$(grep -v '^plash: ' <<<"$stderr")"
  [ "${#stderr_lines[@]}" -lt 30 ]
  id=$output
  is_bookworm "$id"
  assert_equal '' "$(plash map bootstrap:bookworm)"
}

# bats test_tags=as-root
@test "without mmdebstrap and debootstrap it says what to install" {
  only_root
  run -1 --separate-stderr unshare -m sh -c 'mount --bind /dev/null /usr/bin/mmdebstrap &&
    { [ ! -e /usr/sbin/debootstrap ] || mount --bind /dev/null /usr/sbin/debootstrap; } && plash import-bootstrap bookworm'
  assert_equal "plash error: cannot bootstrap 'bookworm': neither mmdebstrap nor debootstrap is installed
plash: install the package mmdebstrap (as root: apt-get install mmdebstrap)" "$stderr"
  nothing_half_made
}

# bats test_tags=once
@test "what is no suite or no mirror is refused before anything is started" {
  local word
  for word in '' ' ' 'book worm' -x http://127.0.0.1/debian; do
    assert_refused 1 'is no suite' plash import-bootstrap "$word"
  done
  assert_refused 2 --include plash import-bootstrap --include=figlet # options of mmdebstrap are no words of plash's
  assert_refused 1 'is no suite' plash import-bootstrap bookworm nomirror
  assert_refused 1 'is no URL of a mirror' plash import-bootstrap bookworm 'deb [trusted=yes] http://127.0.0.1/debian bookworm main'
  nothing_half_made
}

# bats test_tags=once
@test "a suite that the mirror has not, and a mirror that is not there, fail with the tool's last lines" {
  assert_refused 1 "plash error: cannot bootstrap 'nosuchsuite': " plash import-bootstrap nosuchsuite
  assert_contains "$stderr" 'mmdebstrap: E: '
  assert_contains "$stderr" 'plash: is there such a suite?'
  assert_refused 1 "plash error: cannot bootstrap 'bookworm:http://127.0.0.1:1/debian': Failed to fetch" \
    plash import-bootstrap bookworm http://127.0.0.1:1/debian
  assert_contains "$stderr" 'Connection refused'
  assert_refused 1 'plash error: from-bootstrap: ' plash build --from-bootstrap nosuchsuite
  nothing_half_made
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}

# bats test_tags=once
@test "a suite of another distribution than the one named is refused" {
  assert_refused 1 'this is not a suite of ubuntu' plash import-bootstrap ubuntu:bookworm
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}

# bats test_tags=once
@test "a suite whose keys are missing is refused with the package that has them" {
  [ ! -e /usr/share/keyrings/ubuntu-archive-keyring.gpg ] || skip 'the keys of Ubuntu are here'
  assert_refused 1 "cannot bootstrap 'ubuntu:noble': " plash import-bootstrap ubuntu:noble
  assert_contains "$stderr" 'install the package ubuntu-keyring'
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}

# bats test_tags=once
@test "SIGINT while a suite is made leaves nothing" {
  local process status=0
  env --default-signal=INT plash import-bootstrap bookworm >out 2>err 3>&- 4>&- &
  process=$!
  until grep -q 'extracting archives' err; do sleep 0.1; done
  kill -INT "$process"
  wait "$process" || status=$?
  assert_equal 130 "$status"
  assert_equal '' "$(cat out)"
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
  run -1 pgrep -u "$(id -u)" -f "$PLASH_DATA"
}
