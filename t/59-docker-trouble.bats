# bats file_tags=once
load lib/helper

setup() {
  world_reset
  mkdir answers
  answer GET-_ping 200 'Api-Version: 1.41\r\nContent-Length: 2\r\n' OK
  answer GET-json 200 '' '{"Config":{"Env":["A=b"]}}'
  answer POST-create 201 '' '{"Id":"1","Warnings":[]}'
  export DOCKER_HOST=unix://$PWD/sock DOCKER_CLIENT_TIMEOUT=2
}

teardown() {
  [ ! -f server ] || kill "$(cat server)"
  world_clean
}

# answer FILE STATUS FIELDS BODY: what the server says, see lib/answer.py; printf expands the last two.
answer() {
  # shellcheck disable=SC2059
  {
    printf 'HTTP/1.1 %s Status\r\n' "$2"
    printf "$3"
    printf '\r\n'
    printf "$4"
  } >"answers/$1"
}

# serve: starts the server of the answers.
serve() {
  python3 "$BATS_TEST_DIRNAME/lib/answer.py" sock answers 3>&- &
  echo "$!" >server
  for _ in {1..200}; do
    [ ! -S sock ] || break
    sleep 0.02
  done
}

# chunks TEXT...: a body in chunks, without the last one.
chunks() {
  local text
  for text; do
    printf '%x\r\n%s\r\n' "${#text}" "$text"
  done
}

@test "without an engine, export-docker says where it looked" {
  unset DOCKER_HOST
  export XDG_RUNTIME_DIR=$PWD/run
  assert_refused 1 'no docker engine found: there is no socket at /var/run/docker.sock, ' \
    inside_namespace unshare --mount sh -c 'mount -t tmpfs none /run && exec plash export-docker 1 busybox'
  assert_contains "$stderr" 'set DOCKER_HOST to unix://PATH'
}

@test "import-docker without an image is a usage error" {
  run -2 --separate-stderr plash import-docker
  assert_equal '' "$output"
  assert_contains "$stderr" 'usage: plash import-docker IMAGE'
}

@test "a DOCKER_HOST that is no unix socket is refused" {
  local host
  for host in tcp://127.0.0.1:2375 ssh://me@there unix:// /var/run/docker.sock; do
    assert_refused 1 "cannot use DOCKER_HOST $host: plash reaches docker by a unix socket only" \
      env DOCKER_HOST="$host" plash import-docker busybox
  done
  assert_refused 1 'the path of a unix socket has at most 107 bytes' \
    env DOCKER_HOST="unix:///$(printf %0107d 0)" plash import-docker busybox
}

@test "a socket that is not there, is no socket, or has nobody listening is refused" {
  assert_refused 1 "cannot reach docker at $PWD/sock: no such file or directory" plash import-docker busybox
  assert_contains "$stderr" 'is docker running?'
  : >sock
  assert_refused 1 "cannot reach docker at $PWD/sock: connection refused" plash import-docker busybox
  rm sock
  python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("sock")'
  assert_refused 1 "cannot reach docker at $PWD/sock: connection refused" plash import-docker busybox
}

@test "a socket that the caller may not use is named, and what helps" {
  only_user
  serve
  chmod 0 sock
  assert_refused 1 "cannot reach docker at $PWD/sock: permission denied" plash import-docker busybox
  assert_contains "$stderr" 'group docker'
}

@test "what listens there but is no docker is refused" {
  serve
  answer GET-_ping 200 'Content-Type: text/html\r\n' '<html>hello</html>'
  assert_refused 1 'there is no docker engine: its answer has no Api-Version' plash import-docker busybox
  printf 'SSH-2.0-OpenSSH_9.2\r\n' >answers/GET-_ping
  assert_refused 1 'what it answers is not HTTP' plash import-docker busybox
  : >answers/GET-_ping
  assert_refused 1 'it ended the connection without an answer' plash import-docker busybox
  printf 'HTTP/1.1 200 OK\r\nApi-Ver' >answers/GET-_ping
  assert_refused 1 'it ended the connection in the middle of its answer' plash import-docker busybox
  head -c 100000 /dev/zero | tr '\0' H >answers/GET-_ping
  assert_refused 1 'a line of its answer is too long' plash import-docker busybox
}

@test "an engine that does not answer is given up after DOCKER_CLIENT_TIMEOUT seconds" {
  serve
  printf hang >answers/GET-_ping
  assert_refused 1 'no answer' plash import-docker busybox
  assert_refused 1 "DOCKER_CLIENT_TIMEOUT must be 1 to 1800 seconds, not '0'" \
    env DOCKER_CLIENT_TIMEOUT=0 plash import-docker busybox
}

@test "what an engine says of its failures is passed on" {
  serve
  answer GET-json 500 '' '{"message":"it is\\nbroken \\u001b[1m"}'
  assert_refused 1 "sock): it is broken ?[1m" plash import-docker busybox
  answer GET-json 500 '' '<html>'
  assert_refused 1 'status 500 Status' plash import-docker busybox
  answer GET-json 200 '' '[]'
  assert_refused 1 'what it answers is not what is told of an image' plash import-docker busybox
  answer GET-json 200 '' '{"Config":{"Env":'
  assert_refused 1 'cannot look for the image' plash import-docker busybox
}

@test "an error in the middle of a pull is a failure, though its status was 200" {
  serve
  rm answers/GET-json
  {
    printf 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
    chunks '{"status":"Pulling from library/x","id":"1"}' '{"errorDetail":{"message":"denied"},"err' 'or":"denied: no"}'
    printf '0\r\n\r\n'
  } >answers/POST-create
  assert_refused 1 "cannot pull the image 'x'" plash import-docker x
  assert_contains "$stderr" 'denied: no'
  grep -q 'POST /images/create?fromImage=x%3Alatest ' answers/log
  printf 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"status"' >answers/POST-create
  assert_refused 1 'it ended the connection in the middle of its answer' plash import-docker x
}

@test "an export that the engine does not finish is refused, and its container deleted" {
  local how
  serve
  tar -C "$PLASH_DATA/index/1/_data/root" -cf whole.tar .
  for how in first half whole; do
    {
      printf 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
      case $how in
        first) ;;
        half) printf '%x\r\n' 1000000 && head -c 70000 whole.tar ;;
        whole) printf '%x\r\n' "$(stat -c %s whole.tar)" && cat whole.tar ;; # but without a last chunk
      esac
    } >answers/GET-export
    rm -f answers/log
    assert_refused 1 'it ended the connection in the middle of its answer' plash import-docker busybox
    grep -q 'DELETE /containers/plash-import-' answers/log
    nothing_half_made
  done
}

@test "an export that is no archive is refused" {
  serve
  answer GET-export 200 '' 'no archive'
  assert_refused 1 "cannot unpack 'docker:busybox'" plash import-docker busybox
  answer GET-export 500 '' '{"message":"broken"}'
  assert_refused 1 'cannot export the docker container' plash import-docker busybox
  nothing_half_made
}

@test "a container that the engine does not delete is named" {
  serve
  {
    printf 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
    tar -C "$PLASH_DATA/index/1/_data/root" -cf whole.tar .
    printf '%x\r\n' "$(stat -c %s whole.tar)"
    cat whole.tar
    printf '\r\n0\r\n\r\n'
  } >answers/GET-export
  answer DELETE 500 '' '{"message":"it is in use"}'
  run -0 --separate-stderr plash import-docker busybox
  assert_equal 2 "$output"
  assert_contains "$stderr" 'plash: cannot delete the docker container plash-import-'
}
