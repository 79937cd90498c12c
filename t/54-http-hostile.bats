# Servers that break the rules of HTTP: what they send is refused, at once and in plain words.
# bats file_tags=once
load lib/helper
load lib/web

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}"
  gate 'python3 is not installed' command -v python3
  mkdir answers
}

teardown() {
  [ ! -f server ] || kill "$(cat server)"
  web_stop
  world_clean
}

@test "a body that is shorter than told, or whose chunks stop, is not taken for whole" {
  web_start
  raw /measured 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n0123456789'
  raw /chunked 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n'
  raw /last 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\n'
  raw /head 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n'
  assert_refused 1 'the connection was cut after 10 of 20 bytes: it ended early' plash import-url "$web_url/measured"
  assert_refused 1 'the connection was cut after 10 bytes: it ended early' plash import-url "$web_url/chunked"
  assert_refused 1 'the connection was cut after 10 bytes: it ended early' plash import-url "$web_url/last"
  assert_refused 1 "geturl('$web_url/head'): it ended early" plash import-url "$web_url/head"
  nothing_kept
}

@test "an answer with two lengths, or a length that is none, is refused" {
  web_start
  raw /two 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 5\r\n\r\n0123456789'
  raw /list 'HTTP/1.1 200 OK\r\nContent-Length: 10, 5\r\n\r\n0123456789'
  raw /none 'HTTP/1.1 200 OK\r\nContent-Length: \033[31m\r\n\r\n0123456789'
  raw /coding 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n0123456789'
  local path
  for path in two list none coding; do
    assert_refused 1 "geturl('$web_url/$path'): its answer does not tell where it ends" plash import-url "$web_url/$path"
    [[ $stderr != *$'\e'* ]]
  done
  nothing_kept
}

@test "answers without end are refused at once: lines, header fields, trailers, interim answers" {
  web_start
  raw /line "$(printf %01000d 0)" endless
  raw /field "HTTP/1.1 200 OK\r\nX: $(printf %0100000d 0)\r\n\r\n"
  raw /fields 'HTTP/1.1 200 OK\r\nX: y\r\n' endless
  raw /early 'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n' endless
  raw /size "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n$(printf %0100000d 0)\r\n"
  assert_refused 1 "geturl('$web_url/line'): a line of its answer is too long" plash import-url "$web_url/line"
  assert_refused 1 "geturl('$web_url/field'): header fields" plash import-url "$web_url/field"
  assert_refused 1 "geturl('$web_url/fields'): header fields" plash import-url "$web_url/fields"
  assert_refused 1 'the server sends one answer 100 after the other' plash import-url "$web_url/early"
  assert_refused 1 'bogus chunk size' plash import-url "$web_url/size"
  nothing_kept
}

@test "what an engine answers before it has taken a whole archive is told, though it then closes" {
  head -c 5000000 /dev/urandom >"$PLASH_DATA/index/1/_data/root/noise"
  printf 'HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK' >answers/GET-_ping
  printf 'HTTP/1.1 500 No\r\nContent-Length: 37\r\n\r\n{"message":"no space left on device"}' >answers/POST-create
  : >answers/rude
  python3 "$BATS_TEST_DIRNAME/lib/answer.py" sock answers 3>&- &
  echo "$!" >server
  until [ -S sock ]; do sleep 0.02; done
  DOCKER_HOST=unix://$PWD/sock assert_refused 1 'no space left on device' plash export-docker 1 full:1
}

@test "what one server is asked, it is asked over one connection" {
  web_start
  web_image image.tar
  printf '%s' signature >"$web_root/signature"
  cp /dev/null key.gpg
  PLASH_KEYRING=key.gpg run plash import-url "$web_url/image.tar" "$web_url/signature"
  assert_equal 2 "$(wc -l <"$web_root.log")"
  assert_equal 1 "$(sed 's/.* port=//' "$web_root.log" | sort -u | wc -l)"
}
