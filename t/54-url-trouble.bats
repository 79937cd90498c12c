# What may go wrong between a server and an archive.
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

# nothing_kept: no container but the test image, nothing in tmp/.
nothing_kept() {
  assert_equal "0 1" "$(ls "$PLASH_DATA/index" | tr '\n' ' ' | sed 's/ $//')"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "a lost connection is taken up again where it broke" {
  web_image image.tar
  web_fault /image.tar cut 1500000 2
  run -0 --separate-stderr plash import-url "$web_url/image.tar#sha256=$(sha256sum <"$web_root/image.tar" | cut -c 1-64)"
  assert_equal here "$(plash run "$output" cat /mark)"
  assert_contains "$stderr" 'plash: the connection was lost after 1500000 bytes (it ended early), trying again'
  assert_equal $'-\nbytes=1500000-\nbytes=3000000-' "$(sed 's/.*range=\([^ ]*\).*/\1/' "$web_root.log")"
}

@test "a server that fails meanwhile is asked three times" {
  web_image image.tar
  web_fault /image.tar cut 500000 1
  web_fault /image.tar status 503 2+
  assert_refused 1 "the connection was cut after 500000 of $(stat -c %s "$web_root/image.tar") bytes: HTTP Error 503" \
    plash import-url "$web_url/image.tar"
  assert_equal 4 "$(web_count /image.tar)"
  nothing_kept
}

@test "a file that changes meanwhile is not pieced together" {
  web_image image.tar
  web_fault /image.tar cut 500000 1
  web_fault /image.tar changing
  assert_refused 1 'the file changed on the server while it was fetched' plash import-url "$web_url/image.tar"
  nothing_kept
}

@test "without Range, or without a mark of the file, a lost connection is the end" {
  web_image image.tar
  web_fault /image.tar cut 500000 1
  web_fault /image.tar norange
  assert_refused 1 'bytes: the server can not send the rest alone' plash import-url "$web_url/image.tar"
  cp "$web_root/image.tar" "$web_root/other.tar"
  web_fault /other.tar cut 500000
  web_fault /other.tar nomark
  assert_refused 1 "the connection was cut after 500000 of $(stat -c %s "$web_root/image.tar") bytes" \
    plash import-url "$web_url/other.tar"
  assert_contains "$stderr" 'the server gives no ETag or Last-Modified'
  nothing_kept
}

@test "a file shorter than the server said is refused" {
  web_image image.tar
  web_fault /image.tar longer 10
  assert_refused 1 'the file changed on the server' plash import-url "$web_url/image.tar"
  nothing_kept
}

@test "what is no archive is refused with its reason: a web page, nothing, rubbish, half of one" {
  web_image image.tar.xz xz
  printf '<!DOCTYPE html><html>log in</html>' >"$web_root/page"
  : >"$web_root/empty"
  head -c 5000 /dev/urandom >"$web_root/junk"
  printf 'no such branch\n' >"$web_root/text"
  web_fault /text type text/plain
  head -c 1000000 "$web_root/image.tar.xz" >"$web_root/half.xz"
  web_image image.tar
  head -c 1024000 "$web_root/image.tar" >"$web_root/half"
  assert_refused 1 'it is a web page, not an archive' plash import-url "$web_url/page"
  assert_refused 1 "geturl('$web_url/empty'): the file is empty" plash import-url "$web_url/empty"
  assert_refused 1 "ReadError: cannot unpack '$web_url/junk'" plash import-url "$web_url/junk"
  assert_refused 1 'ReadError' plash import-url "$web_url/text"
  assert_contains "$stderr" 'the server says that it is text/plain'
  assert_refused 1 "ReadError: cannot unpack '$web_url/half.xz'" plash import-url "$web_url/half.xz"
  assert_refused 1 "ReadError: cannot unpack '$web_url/half'" plash build --from-url "$web_url/half"
  nothing_kept
}

@test "what can not be fetched is told in plain words, with the URL" {
  web_fault /broken status 500
  assert_refused 1 "plash error: geturl('nope:'): unknown url type: nope" plash import-url nope:
  assert_refused 1 "geturl('ftp://localhost/a'): unknown url type: ftp" plash import-url ftp://localhost/a
  assert_refused 1 "geturl('a/b'): unknown url type: 'a/b'" plash import-url a/b
  assert_refused 1 "geturl(''): unknown url type: ''" plash import-url ''
  assert_refused 1 "geturl('http://'): no host given" plash import-url http://
  assert_refused 1 "nonnumeric port: 'abc'" plash import-url http://localhost:abc/
  assert_refused 1 "no such port: '65536'" plash import-url http://localhost:65536/
  assert_refused 1 "URL can't contain control characters" plash import-url $'http://localhost/a\nb'
  assert_refused 1 "geturl('http://127.0.0.1:1/a'): connection refused" plash import-url http://127.0.0.1:1/a
  assert_refused 1 "unknown host 'nowhere.invalid'" plash import-url http://nowhere.invalid/
  assert_refused 1 "geturl('$web_url/none'): HTTP Error 404: Not Found" plash import-url "$web_url/none"
  assert_refused 1 'HTTP Error 500: Internal Server Error' plash import-url "$web_url/broken"
  assert_refused 1 "plash.macros.froms: from-url: geturl('$web_url/none'): HTTP Error 404: Not Found (PlashError)" \
    plash build --from-url "$web_url/none"
  run -2 --separate-stderr plash import-url
  nothing_kept
}

@test "SIGINT and SIGTERM during a download leave nothing behind" {
  local signal pid
  web_image image.tar
  web_fault /image.tar stall 3500000
  for signal in INT TERM; do
    # A shell starts what it runs in the background with SIGINT ignored.
    python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])' plash import-url "$web_url/image.tar" >out 2>err &
    pid=$!
    until [ -s "$(echo "$PLASH_DATA"/tmp/*/node/_data/root/mark)" ]; do sleep 0.05; done
    kill "-$signal" "$pid"
    if wait "$pid"; then return 1; fi
    assert_equal '' "$(cat out)"
    nothing_kept
  done
}

@test "import-url says on a full disk that the disk is full" {
  only_root
  web_image image.tar
  # shellcheck disable=SC2016
  run -1 --separate-stderr unshare -m sh -c '
    mount -t tmpfs -o size=1m none "$PLASH_DATA" && plash init && plash import-url "$1"' sh "$web_url/image.tar"
  assert_contains "$stderr" 'is the disk full?'
}
