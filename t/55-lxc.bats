# Ready-made images of an image server.
# bats file_tags=once
load lib/helper
load lib/web
load lib/lxc_mirror

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}"
  gate 'python3 is not installed' command -v python3
  export GNUPGHOME=$HOME/gnupg
  web_start
  export PLASH_LXC_URL=$web_url
  lxc_build alpine 3.9 20261123_13:00
  lxc_build alpine 3.22 20261122_13:00
  lxc_build alpine 3.22 20261123_13:00
  lxc_list
  index=/meta/1.0/index-system
}

teardown() {
  [ ! -d "$GNUPGHOME" ] || gpgconf --kill all
  web_stop
  world_clean
}

@test "import-lxc makes a container of the newest release and build, and prints the id alone" {
  run -0 --separate-stderr plash import-lxc alpine
  assert_equal 2 "$output"
  assert_equal 'alpine 3.22 20261123_13:00' "$(plash run 2 cat /release)"
  assert_contains "$stderr" 'plash: extracting...'
  run -0 --separate-stderr plash import-lxc alpine:3.9
  assert_equal 'alpine 3.9 20261123_13:00' "$(plash run "$output" cat /release)"
  nothing_half_made
}

@test "import-lxc --dry says where the image is and fetches the index alone" {
  run -0 --separate-stderr plash import-lxc alpine --dry
  assert_equal "$web_url/images/alpine/3.22/$(lxc_architecture)/default/20261123_13:00/rootfs.tar.xz" "$output"
  assert_equal "$output" "$(plash import-lxc --dry alpine)"
  assert_equal 2 "$(wc -l <"$web_root.log")"
  run -2 --separate-stderr plash import-lxc
  run -2 --separate-stderr plash import-lxc --dry
}

@test "the image is the one for this machine, and of the variant default" {
  mkdir bin
  printf '#!/bin/sh\necho riscv64\n' >bin/uname
  chmod +x bin/uname
  lxc_build alpine 3.22 20261124_13:00 riscv64
  lxc_build alpine 3.22 20261124_13:00 "$(lxc_architecture)" cloud
  lxc_list
  assert_contains "$(plash import-lxc alpine --dry)" "/$(lxc_architecture)/default/20261123_13:00/"
  assert_contains "$(PATH=$HOME/bin:$PATH plash import-lxc alpine --dry)" '/riscv64/default/20261124_13:00/'
  PATH=$HOME/bin:$PATH assert_refused 1 "image not found: 'alpine:3.9'" plash import-lxc alpine:3.9
  assert_contains "$stderr" "it is there for $(lxc_architecture); the server has 1 images for riscv64"
}

@test "from NAME is from-lxc NAME: fetched once, and no JVM the second time" {
  run -0 --separate-stderr plash build --from alpine
  assert_equal 2 "$output"
  assert_equal 2 "$(plash map lxc:alpine)"
  assert_equal 2 "$(plash build --from-lxc alpine)"
  assert_equal 2 "$(plash build -f alpine)"
  assert_equal 1 "$(web_count "$index")"
  forbid_java
  assert_equal 'alpine 3.22 20261123_13:00' "$(plash --from alpine -- cat /release)"
}

@test "an image that is not there is told with what comes near" {
  assert_refused 1 "plash error: image not found: 'alpin'" plash import-lxc alpin
  assert_contains "$stderr" "plash: did you mean alpine? the server has 2 images for $(lxc_architecture)"
  assert_refused 1 "from-lxc: image not found: 'nope'" plash build --from nope
  rm "$web_root.log"
  assert_refused 1 "image not found: '../x'" plash import-lxc ../x
  assert_refused 1 "image not found: ''" plash import-lxc ''
  [ ! -e "$web_root.log" ]
}

@test "an image must have the checksum of SHA256SUMS" {
  lxc_build alpine 3.22 20261123_13:00
  sed -i 's/^..../0000/' "$web_root$lxc_path/SHA256SUMS"
  assert_refused 1 'its SHA-256 is' plash import-lxc alpine
  printf 'nothing\n' >"$web_root$lxc_path/SHA256SUMS"
  assert_refused 1 'it has no checksum of rootfs.tar.xz' plash import-lxc alpine
  rm "$web_root$lxc_path/SHA256SUMS"
  assert_refused 1 'lacks SHA256SUMS or rootfs.tar.xz' plash import-lxc alpine
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
  assert_equal '' "$(plash map lxc:alpine)"
}

@test "SHA256SUMS may be written in the ways of sha256sum, and in no others" {
  local sum text
  lxc_build alpine 3.22 20261123_13:00
  sum=$(cut -c 1-64 "$web_root$lxc_path/SHA256SUMS")
  for text in "$sum *rootfs.tar.xz\n" "$sum  rootfs.tar.xz\r\n" "x\n${sum^^}  ./rootfs.tar.xz"; do
    # shellcheck disable=SC2059
    printf "$text" >"$web_root$lxc_path/SHA256SUMS"
    plash import-lxc alpine
  done
  for text in '' '\377\376\0' '<html>' "${sum%?}  rootfs.tar.xz\n" "$sum  other/rootfs.tar.xz\n" "$sum\n"; do
    # shellcheck disable=SC2059
    printf "$text" >"$web_root$lxc_path/SHA256SUMS"
    assert_refused 1 'it has no checksum of rootfs.tar.xz' plash import-lxc alpine
  done
  nothing_half_made
}

@test "what is no index of images is refused, and paths in one lead nowhere else" {
  local text
  for text in '' '<!DOCTYPE html>' '\377\376;;;;;' 'alpine;3;any;default;1;../../etc/' 'alpine;3;any;default;1;/../etc/'; do
    # shellcheck disable=SC2059
    printf "${text//any/$(lxc_architecture)}" >"$web_root$index"
    assert_refused 1 "geturl('$web_url$index'): it lists no images" plash import-lxc alpine
    assert_contains "$stderr" "plash: is $web_url a server of images?"
  done
  printf 'alpine;3;%s;default;1;/\033[31m/\n' "$(lxc_architecture)" >"$web_root$index"
  assert_refused 1 "URL can't contain control characters" plash import-lxc alpine
  [[ $stderr != *$'\e'* ]]
  nothing_half_made
}

@test "a build that is gone since the index was made has the index fetched once more" {
  web_fault "/images/alpine/3.22/$(lxc_architecture)/default/20261123_13:00/rootfs.tar.xz" status 404 1
  plash import-lxc alpine
  assert_equal 2 "$(web_count "$index")"
  web_fault "/images/alpine/3.9/$(lxc_architecture)/default/20261123_13:00/SHA256SUMS" status 404
  assert_refused 1 "the server's index lists 'alpine:3.9', but" plash import-lxc alpine:3.9
  assert_equal 4 "$(web_count "$index")"
}

@test "a signature of SHA256SUMS must be there and is checked when there is a keyring" {
  gate 'gpg or gpgv is not installed' command -v gpg gpgv
  mkdir -m 700 "$GNUPGHOME"
  gpg --batch --quiet --passphrase '' --quick-gen-key 'test <test@example.invalid>' ed25519 sign 2d 2>gpg.log
  gpg --export >"$PLASH_DATA/config/keyring.gpg"
  assert_refused 1 'there is a keyring, but the server has no signature' plash import-lxc alpine
  lxc_build alpine 3.22 20261123_13:00
  gpg --batch --armor --detach-sign "$web_root$lxc_path/SHA256SUMS"
  run -0 --separate-stderr plash import-lxc alpine
  [[ $stderr != *WARNING* ]]
  echo >>"$web_root$lxc_path/SHA256SUMS"
  assert_refused 1 'signature check failed' plash import-lxc alpine
  nothing_half_made
  rm "$PLASH_DATA/config/keyring.gpg"
  run -0 --separate-stderr plash import-lxc alpine
  [[ $stderr != *WARNING* ]]
}

@test "the server is PLASH_LXC_URL, or the one in the data directory" {
  unset PLASH_LXC_URL
  printf '%s/\n' "$web_url" >"$PLASH_DATA/config/lxc_url"
  plash import-lxc alpine
  PLASH_LXC_URL=file://$web_root run -0 plash import-lxc alpine --dry
  assert_contains "$output" "file://$web_root/images/alpine/"
  PLASH_LXC_URL=http://127.0.0.1:1 assert_refused 1 "geturl('http://127.0.0.1:1$index'): connection refused" \
    plash import-lxc alpine
}

@test "two builds from one name at the same time fetch it once" {
  web_fault "/images/alpine/3.22/$(lxc_architecture)/default/20261123_13:00/rootfs.tar.xz" slow 2000000
  plash build --from alpine >one 2>/dev/null &
  local first=$!
  plash build --from alpine >two 2>/dev/null &
  wait "$first"
  wait $!
  assert_equal "$(cat one)" "$(cat two)"
  assert_equal 1 "$(grep -c rootfs "$web_root.log")"
}
