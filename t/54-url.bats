# Archives at URLs; 54-url-trouble.bats has what goes wrong on the way.
# bats file_tags=once
load lib/helper
load lib/web

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}"
  gate 'python3 is not installed' command -v python3
  web_start
}

teardown() {
  web_stop
  world_clean
}

# key_of URL: its map key.
key_of() {
  printf 'url:%s\n' "${1//\//%}"
}

@test "import-url makes a container of every compression, told by the content, and prints the id alone" {
  local program
  for program in cat gzip bzip2 xz zstd; do
    web_image "image-$program" "$program"
    run -0 --separate-stderr plash import-url "$web_url/image-$program"
    assert_equal here "$(plash run "$output" cat /mark)"
    assert_equal "$(plash parent "$output")" 0
    assert_contains "$stderr" $'MB)\nplash: extracting...'
  done
  nothing_half_made
}

@test "import-url takes file: URLs" {
  web_image 'a b.tar'
  run -0 plash import-url "file://$web_root/a b.tar"
  run -0 plash import-url "file://localhost$web_root/a%20b.tar"
  assert_equal here "$(plash run "${lines[-1]}" cat /mark)"
  assert_refused 1 "geturl('file:///nowhere'): [Errno 2] No such file or directory: '/nowhere'" \
    plash import-url file:///nowhere
  assert_refused 1 '[Errno 21] Is a directory' plash import-url "file://$HOME"
  assert_refused 1 "names files of this machine only, not of 'elsewhere'" plash import-url file://elsewhere/a
}

@test "import-url unpacks while the archive comes, and stores nothing beside the layer" {
  web_image image.tar
  web_fault /image.tar stall 3500000
  plash import-url "$web_url/image.tar" >id 2>err &
  until [ -s "$(echo "$PLASH_DATA"/tmp/*/node/_data/root/mark)" ]; do sleep 0.05; done
  [ "$(find "$PLASH_DATA"/tmp/*/ -mindepth 1 -maxdepth 1 | wc -l)" -eq 1 ]
  kill -TERM $!
  if wait $!; then return 1; fi
}

@test "from-url fetches once, keeps the image under its URL, and starts no JVM the second time" {
  web_image image.tar.gz gzip
  run -0 --separate-stderr plash build --from-url "$web_url/image.tar.gz"
  assert_equal 2 "$output"
  assert_equal 2 "$(plash map "$(key_of "$web_url/image.tar.gz")")"
  run -0 plash build --from-url "$web_url/image.tar.gz" --run 'cat /mark'
  forbid_java
  assert_equal here "$(plash --from-url "$web_url/image.tar.gz" -- cat /mark)"
  assert_equal 1 "$(web_count /image.tar.gz)"
}

@test "from-url with --refresh fetches again, and the key moves" {
  web_image image.tar
  plash build --from-url "$web_url/image.tar"
  run -0 --separate-stderr plash build --refresh --from-url "$web_url/image.tar"
  assert_equal 3 "$output"
  assert_equal 3 "$(plash map "$(key_of "$web_url/image.tar")")"
  plash nodepath 2
  assert_equal 2 "$(web_count /image.tar)"
}

@test "two builds that want one image at the same time fetch it once" {
  local first second
  web_image image.tar
  web_fault /image.tar slow 8000000
  plash build --from-url "$web_url/image.tar" >one 2>/dev/null &
  first=$!
  plash build --from-url "$web_url/image.tar" >two 2>/dev/null &
  second=$!
  wait "$first"
  wait "$second"
  assert_equal "$(cat one)" "$(cat two)"
  assert_equal 1 "$(web_count /image.tar)"
}

@test "a checksum in the URL is checked, and is part of the key" {
  local sum
  web_image image.tar
  sum=$(sha256sum <"$web_root/image.tar")
  sum=${sum%% *}
  plash build --from-url "$web_url/image.tar#sha256=$sum"
  assert_equal 2 "$(plash map "$(key_of "$web_url/image.tar#sha256=$sum")")"
  plash import-url "$web_url/image.tar#sha256=${sum^^}"
  assert_refused 1 "its SHA-256 is $sum, not ${sum//[0-9]/0}" plash import-url \
    "$web_url/image.tar#sha256=${sum//[0-9]/0}"
  assert_equal 3 "$(ls "$PLASH_DATA/index" | sort -n | tail -n 1)"
  nothing_half_made
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
  assert_refused 1 "no checksum: '#sha256=12'" plash import-url "$web_url/image.tar#sha256=12"
  assert_refused 1 "no checksum: '#md5=$sum'" plash import-url "$web_url/image.tar#md5=$sum"
}

@test "a checksum is found by a program beside the one that fetches, without which nothing is kept" {
  local sum said
  web_image image.tar
  sum=$(sha256sum <"$web_root/image.tar")
  mkdir bin
  # It reads all, as one does that a signal ends at the end.
  printf '%s\n' '#!/bin/sh' 'cat >read' 'kill -s KILL $$' >bin/sha256sum
  chmod 755 bin/sha256sum
  said="cannot find the SHA-256 of $web_url/image.tar: sha256sum: ended with status 137"
  PATH=$PWD/bin:$PATH assert_refused 1 "$said" plash import-url "$web_url/image.tar#sha256=${sum%% *}"
  cmp read "$web_root/image.tar"
  nothing_kept
}

@test "zeros behind the end of the archive count for the checksum, and nothing else may be there" {
  local sum
  web_image image.tar
  head -c 300000 /dev/zero >>"$web_root/image.tar"
  sum=$(sha256sum <"$web_root/image.tar")
  plash import-url "$web_url/image.tar#sha256=${sum%% *}"
  head -c 512 /dev/zero >>"$web_root/image.tar"
  assert_refused 1 'its SHA-256 is' plash import-url "$web_url/image.tar#sha256=${sum%% *}"
  printf x >>"$web_root/image.tar"
  sum=$(sha256sum <"$web_root/image.tar")
  assert_refused 1 'something that is no archive follows its end' \
    plash import-url "$web_url/image.tar#sha256=${sum%% *}"
}

@test "redirections are followed, relative ones too, and keep the key; ten at most" {
  local n
  web_image image.tar
  mkdir "$web_root/d"
  web_fault /d/one redirect ../two
  web_fault /two redirect /image.tar
  run -0 --separate-stderr plash build --from-url "$web_url/d/one"
  assert_equal here "$(plash run "$output" cat /mark)"
  assert_equal 2 "$(plash map "$(key_of "$web_url/d/one")")"
  web_fault /round redirect round
  assert_refused 1 'more than 10 redirections' plash import-url "$web_url/round"
  assert_equal 11 "$(web_count /round)"
  web_fault /file redirect file:///etc/passwd
  assert_refused 1 'redirected to a file of this machine' plash import-url "$web_url/file"
}

@test "a user and password go to their server alone, and are neither shown nor stored" {
  local url
  url=${web_url/127/me:s%40cret@127}
  web_image image.tar
  web_fault /image.tar login me:s@cret
  run -0 --separate-stderr plash build --from-url "$url/image.tar"
  assert_equal 2 "$output"
  [[ $stderr != *cret* ]]
  run -1 --separate-stderr grep -rl cret "$PLASH_DATA"/{config,map,plan,tmp,index/2/_data/script}
  [ -z "$(find "$PLASH_DATA"/{map,plan,tmp} -name '*cret*')" ]
  assert_equal 2 "$(plash map "$(key_of "$web_url/image.tar")")"
  assert_refused 1 "geturl('$web_url/image.tar'): HTTP Error 401" plash import-url "$web_url/image.tar"
  assert_refused 1 "geturl('$web_url/none'): HTTP Error 404" plash import-url "$url/none"
}

@test "a user and password are not sent to where a redirection leads" {
  local first=$web_url first_root=$web_root
  web_start other
  web_image image.tar
  printf '/away redirect %s/image.tar\n' "$web_url" >"$first_root.faults"
  plash import-url "${first/127/me:secret@127}/away"
  assert_contains "$(cat "$first_root.log")" 'auth=Basic'
  assert_contains "$(cat "$web_root.log")" 'auth=- '
}

@test "the client says who it is" {
  web_image image.tar
  plash import-url "$web_url/image.tar"
  assert_contains "$(cat "$web_root.log")" "agent=plash/$(plash version)"
}
