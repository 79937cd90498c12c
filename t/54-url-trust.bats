# Certificates, signatures and proxies on the way to a URL.
# bats file_tags=once
load lib/helper
load lib/web
load lib/lxc_mirror

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}" SSL_CERT_FILE PLASH_KEYRING
  gate 'python3 is not installed' command -v python3
  export GNUPGHOME=$HOME/gnupg
}

teardown() {
  [ ! -d "$GNUPGHOME" ] || gpgconf --kill all
  web_stop
  world_clean
}

# authority NAME: makes NAME.key and NAME.crt, which may sign others.
authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$1.key" -out "$1.crt" \
    -subj "/CN=authority $1" -days 2 2>>openssl.log
}

# certificate AUTHORITY NAME ADDRESS DAYS: makes NAME.key and NAME.crt for a server at ADDRESS.
certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$2.key" -out "$2.csr" \
    -subj "/CN=$2" 2>>openssl.log
  openssl x509 -req -in "$2.csr" -CA "$1.crt" -CAkey "$1.key" -CAcreateserial -days "$4" -out "$2.crt" \
    -extfile <(printf 'subjectAltName=IP:%s\n' "$3") 2>>openssl.log
}

# serve_secure [ADDRESS]: an https server with an image, its certificate signed by ca.crt.
serve_secure() {
  gate 'openssl is not installed' command -v openssl
  authority ca
  certificate ca server "${1-127.0.0.1}" 2
  web_start secure "$HOME/server.crt" "$HOME/server.key"
  web_image image.tar
}

# signed_image: a server with an image and its signature by a key whose public half is in key.gpg.
signed_image() {
  gate 'gpg or gpgv is not installed' command -v gpg gpgv
  web_start
  web_image image.tar
  mkdir -m 700 "$GNUPGHOME"
  gpg --batch --quiet --passphrase '' --quick-gen-key 'test <test@example.invalid>' ed25519 sign 2d 2>gpg.log
  gpg --export >key.gpg
  gpg --batch --armor --detach-sign -o "$web_root/image.tar.asc" "$web_root/image.tar"
}

@test "https is believed by the certificates that SSL_CERT_FILE names, and by no others" {
  serve_secure
  SSL_CERT_FILE=$HOME/ca.crt run -0 --separate-stderr plash import-url "$web_url/image.tar"
  assert_equal here "$(plash run "$output" cat /mark)"
  assert_refused 1 "geturl('$web_url/image.tar'): the server's certificate is signed by nobody who is trusted" \
    plash import-url "$web_url/image.tar"
  assert_contains "$stderr" 'plash: SSL_CERT_FILE may name'
  authority other
  cat other.crt ca.crt >both.crt
  SSL_CERT_FILE=$HOME/both.crt plash import-url "$web_url/image.tar"
  SSL_CERT_FILE=$HOME/other.crt assert_refused 1 'nobody who is trusted' plash import-url "$web_url/image.tar"
  SSL_CERT_FILE=$HOME/ca.key assert_refused 1 'cannot use SSL_CERT_FILE' plash import-url "$web_url/image.tar"
  SSL_CERT_FILE=$HOME/none assert_refused 1 'no such file' plash import-url "$web_url/image.tar"
}

@test "an image server and a repository are reached over https" {
  serve_secure
  export SSL_CERT_FILE=$HOME/ca.crt PLASH_LXC_URL=$web_url PLASH_GITHUB_URL=$web_url
  lxc_build alpine 3.20 20260101_00:00
  lxc_list
  run -0 plash --from alpine -- cat /release
  assert_equal 'alpine 3.20 20260101_00:00' "${lines[-1]}"
  mkdir -p "$web_root/me/tool/HEAD"
  printf '%s\n' '--from alpine' '--run' 'echo made >/made' >"$web_root/me/tool/HEAD/plashfile"
  run -0 plash --from-github me/tool -- cat /made
  assert_equal made "${lines[-1]}"
  unset SSL_CERT_FILE
  assert_refused 1 'nobody who is trusted' plash build --refresh --from alpine
  plash --from alpine -- true
}

@test "a certificate for another host is refused" {
  serve_secure 127.0.0.2
  SSL_CERT_FILE=$HOME/ca.crt assert_refused 1 "the server's certificate is for another host" \
    plash import-url "$web_url/image.tar"
}

@test "http may lead to https, and https never to http" {
  local secure
  serve_secure
  export SSL_CERT_FILE=$HOME/ca.crt
  secure=$web_url
  web_fault /down redirect "http://127.0.0.1:1/image.tar"
  web_start plain
  web_fault /up redirect "$secure/image.tar"
  plash import-url "$web_url/up"
  assert_refused 1 "redirected from https to 'http://127.0.0.1:1/image.tar', which is refused" \
    plash import-url "$secure/down"
}

@test "http to an https server is told in plain words" {
  serve_secure
  web_start plain
  assert_refused 1 'the server does not speak TLS at this port' plash import-url "${web_url/http/https}/image.tar"
}

@test "proxies are used by the variables of curl, https through CONNECT" {
  local proxy
  web_start proxy
  proxy=${web_url#http://}
  web_image image.tar
  http_proxy=$web_url plash import-url http://server.invalid/image.tar
  http_proxy=$proxy plash import-url http://server.invalid/image.tar
  all_proxy=$proxy plash import-url http://server.invalid/image.tar
  http_proxy=http://127.0.0.1:1 no_proxy=example.com,127.0.0.1 plash import-url "$web_url/image.tar"
  HTTP_PROXY=http://127.0.0.1:1 plash import-url "$web_url/image.tar"
  http_proxy=http://127.0.0.1:1 assert_refused 1 'cannot reach the proxy 127.0.0.1:1: connection refused' \
    plash import-url "$web_url/image.tar"
  http_proxy=socks5://127.0.0.1:1 assert_refused 1 "of a kind that is not known: 'socks5'" \
    plash import-url "$web_url/image.tar"
  assert_equal 3 "$(grep -c '^GET http://server.invalid/image.tar' "$web_root.log")"
  rm "$web_root.log"
  serve_secure
  HTTPS_PROXY=http://$proxy SSL_CERT_FILE=$HOME/ca.crt plash import-url "$web_url/image.tar"
  assert_equal "CONNECT ${web_url#https://} 200" "$(cut -d ' ' -f 1-3 "$BATS_TEST_TMPDIR/proxy.log")"
  assert_contains "$(cat "$BATS_TEST_TMPDIR/proxy.log")" "agent=plash/$(plash version)"
}

@test "a proxy that wants a user and password gets them, and no server does" {
  local proxy
  web_start proxy
  proxy=${web_url#http://}
  web_image image.tar
  web_fault proxy login me:secret
  http_proxy=http://me:secret@$proxy plash import-url http://server.invalid/image.tar
  [[ $(grep ' 200 ' "$web_root.log") == *'auth=- '* ]]
  http_proxy=$proxy assert_refused 1 'HTTP Error 407' plash import-url http://server.invalid/image.tar
  assert_contains "$stderr" 'plash: the proxy wants a user and password'
  serve_secure
  export SSL_CERT_FILE=$HOME/ca.crt
  https_proxy=http://me:secret@$proxy plash import-url "$web_url/image.tar"
  [[ $(cat "$web_root.log") == *'auth=- '* ]]
  https_proxy=$proxy assert_refused 1 'HTTP Error 407' \
    plash import-url "$web_url/image.tar"
  assert_contains "$stderr" 'plash: the proxy wants a user and password'
}

@test "a signature is checked with PLASH_KEYRING or the keyring of the data directory" {
  signed_image
  PLASH_KEYRING=key.gpg run -0 --separate-stderr plash import-url "$web_url/image.tar" "$web_url/image.tar.asc"
  assert_equal here "$(plash run "$output" cat /mark)"
  [[ $stderr != *WARNING* ]]
  cp key.gpg "$PLASH_DATA/config/keyring.gpg"
  run -0 --separate-stderr plash import-url "$web_url/image.tar" "$web_url/image.tar.asc"
  [[ $stderr != *WARNING* ]]
  head -c 5000 /dev/urandom >>"$web_root/image.tar"
  assert_refused 1 'plash error: signature check failed' plash import-url "$web_url/image.tar" "$web_url/image.tar.asc"
  assert_contains "$stderr" 'gpgv: BAD signature'
  assert_equal 3 "$(ls "$PLASH_DATA/index" | sort -n | tail -n 1)"
  nothing_half_made
}

@test "a signature by a key that is not in the keyring is refused" {
  signed_image
  mv "$GNUPGHOME" first
  mkdir -m 700 "$GNUPGHOME"
  gpg --batch --quiet --passphrase '' --quick-gen-key 'other <other@example.invalid>' ed25519 sign 2d 2>gpg.log
  gpg --export >key.gpg
  PLASH_KEYRING=key.gpg assert_refused 1 'signature check failed' \
    plash import-url "$web_url/image.tar" "$web_url/image.tar.asc"
  GNUPGHOME=$HOME/first gpgconf --kill all
}

@test "without a keyring a warning says that nothing was checked; with one and without gpgv nothing is taken" {
  signed_image
  run -0 --separate-stderr plash import-url "$web_url/image.tar" "$web_url/image.tar.asc"
  assert_contains "$stderr" 'plash: WARNING: not verifying image signature, no keyring'
  mkdir few
  local program
  for program in /usr/bin/* /bin/*; do
    [ "${program##*/}" = gpgv ] || ln -sf "$program" few/
  done
  ln -sf "$(readlink -f "$(command -v java)")" few/java
  PATH=$(dirname "$(command -v plash)"):$HOME/few PLASH_KEYRING=key.gpg \
    assert_refused 1 'there is a keyring, but gpgv is not in PATH' \
    plash import-url "$web_url/image.tar" "$web_url/image.tar.asc"
}

@test "a keyring that cannot be used is an error" {
  signed_image
  gpg --armor --export >key.asc
  PLASH_KEYRING=key.asc assert_refused 1 'it is armoured' plash import-url "$web_url/image.tar" "$web_url/image.tar.asc"
  assert_contains "$stderr" 'gpg --dearmor'
  PLASH_KEYRING=none assert_refused 1 'no such file' \
    plash import-url "$web_url/image.tar" "$web_url/image.tar.asc"
  PLASH_KEYRING=key.gpg assert_refused 1 'HTTP Error 404' plash import-url "$web_url/image.tar" "$web_url/none"
}
