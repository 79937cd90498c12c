# What may go wrong between a server and an archive.
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
  assert_refused 1 'bytes: the server cannot send the rest alone' plash import-url "$web_url/image.tar"
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

@test "what cannot be fetched is told in plain words, with the URL" {
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
  assert_refused 1 "from-url: geturl('$web_url/none'): HTTP Error 404: Not Found" \
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

# bats test_tags=as-root
@test "import-url says on a full disk that the disk is full" {
  only_root
  web_image image.tar
  # shellcheck disable=SC2016
  run -1 --separate-stderr unshare -m sh -c '
    mount -t tmpfs -o size=1m none "$PLASH_DATA" && plash init && plash import-url "$1"' sh "$web_url/image.tar"
  assert_contains "$stderr" 'is the disk full?'
}

@test "what no web server would answer is refused in plain words" {
  raw /ssh 'SSH-2.0-x\r\n'
  raw /status 'HTTP/1.1 abc OK\r\n\r\n'
  raw /partial 'HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-1/2\r\nContent-Length: 2\r\n\r\nab'
  raw /same 'HTTP/1.1 304 Not Modified\r\n\r\n'
  raw /nothing ''
  raw /fields 'HTTP/1.1 200 OK\r\nX: y\r\n' endless
  raw /continue 'HTTP/1.1 100 Continue\r\n\r\n' endless
  raw /chunk 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabcde\r\n'
  assert_refused 1 "geturl('$web_url/ssh'): what answers there is not HTTP" plash import-url "$web_url/ssh"
  assert_refused 1 'what answers there is not HTTP' plash import-url "$web_url/status"
  assert_refused 1 'HTTP Error 206: Partial Content' plash import-url "$web_url/partial"
  assert_refused 1 'HTTP Error 304: Not Modified' plash import-url "$web_url/same"
  assert_refused 1 'the server closed the connection without an answer' plash import-url "$web_url/nothing"
  assert_refused 1 "geturl('$web_url/fields'): header" plash import-url "$web_url/fields"
  assert_refused 1 'the server sends one answer 100 after the other' plash import-url "$web_url/continue"
  assert_refused 1 'bogus chunk size' plash import-url "$web_url/chunk"
  nothing_kept
}

@test "nothing that a server or an address says does something to the terminal" {
  raw /reason 'HTTP/1.1 404 \033[31mred\007\r\n\r\n'
  raw /type 'HTTP/1.1 200 OK\r\nContent-Type: text/\033[31mred\r\n\r\njunk that is long enough to be no archive'
  raw /away 'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\033[31m\r\n\r\n'
  assert_refused 1 'HTTP Error 404: ?[31mred?' plash import-url "$web_url/reason"
  [[ $stderr != *[$'\e\a']* ]]
  assert_refused 1 ReadError plash import-url "$web_url/type"
  assert_contains "$stderr" 'the server says that it is text/?[31mred'
  [[ $stderr != *$'\e'* ]]
  assert_refused 1 "URL can't contain control characters" plash import-url "$web_url/away"
  [[ $stderr != *$'\e'* ]]
  assert_refused 1 "unknown url type: '\\x1b[31m:x'" plash import-url $'\e[31m:x'
  assert_refused 1 "unknown url type: ' http://127.0.0.1/'" plash import-url ' http://127.0.0.1/'
}

@test "a redirection leads to http and https only, and not to what is no address" {
  local target
  for target in file:///etc/passwd file:/etc/passwd; do
    raw "/${target//[^a-z]/-}" "HTTP/1.1 302 Found\r\nLocation: $target\r\n\r\n"
    assert_refused 1 'redirected to a file of this machine, which is refused' \
      plash import-url "$web_url/${target//[^a-z]/-}"
  done
  for target in ftp://127.0.0.1/a jar:file:///etc/passwd!/x data:,x javascript:x http://127.0.0.1:99999/ 'http://[::1/' // ''; do
    raw "/${target//[^a-z]/-}" "HTTP/1.1 302 Found\r\nLocation: $target\r\n\r\n"
    assert_refused 1 'geturl(' plash import-url "$web_url/${target//[^a-z]/-}"
  done
  nothing_kept
}

@test "file: URLs of what is no file of an archive are refused" {
  assert_refused 1 'it is a device, which may have no end' plash import-url file:///dev/zero
  assert_refused 1 'it is a device' plash build --from-url file:///dev/null
  assert_refused 1 "geturl('file:///proc/self/mem'): cannot be read" plash import-url file:///proc/self/mem
  assert_refused 1 'ReadError' plash import-url file:///proc/self/environ
  assert_refused 1 'Is a directory' plash import-url "file://$web_root"
  nothing_kept
}
