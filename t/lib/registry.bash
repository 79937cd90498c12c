# Real registries on this machine: docker-registry, plain, with TLS and logins, and with a server of tokens.
# `load lib/registry`, after lib/helper. `registry_stop` belongs into teardown.

registry_pids=()

# registry_gate: skips where a registry cannot be started.
registry_gate() {
  gate 'docker-registry is not installed' command -v docker-registry
  gate 'python3 is not installed' command -v python3
}

# registry_environment: takes away what the caller's environment says of proxies, certificates and logins.
registry_environment() {
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}" SSL_CERT_FILE REGISTRY_AUTH_FILE "${!DOCKER_@}" "${!XDG_@}"
}

# registry_start NAME [LINE...]: starts one with its files in NAME below the test's folder, and with further lines of
# configuration; registry_http is more of the line http. Sets registry to its HOST:PORT and registry_log to its access log.
registry_start() {
  local name=$1 pid
  shift
  registry_folder=$BATS_TEST_TMPDIR/$name
  registry_log=$registry_folder/log
  mkdir -p "$registry_folder/data"
  {
    printf '%s\n' 'version: 0.1' 'log: {accesslog: {disabled: false}, level: info}' \
      "storage: {filesystem: {rootdirectory: $registry_folder/data}, delete: {enabled: true}}"
    printf 'http: {addr: "127.0.0.1:0"%s}\n' "${registry_http:+, $registry_http}"
    [ $# -eq 0 ] || printf '%s\n' "$@"
  } >"$registry_folder/config.yml"
  docker-registry serve "$registry_folder/config.yml" >"$registry_log" 2>&1 3>&- &
  pid=$!
  registry_pids+=("$pid")
  until grep -q 'listening on' "$registry_log"; do
    kill -0 "$pid" || {
      cat "$registry_log" >&2
      return 1
    }
    read -rt 0.05 <> <(:) || :
  done
  registry=$(sed -n 's/.*listening on \(127.0.0.1:[0-9]*\).*/\1/p' "$registry_log")
}

# registry_script_await PID NAME: waits until the server PID, a script of ours, has written its port to NAME.port.
registry_script_await() {
  registry_pids+=("$1")
  until [ -s "$BATS_TEST_TMPDIR/$2.port" ]; do
    kill -0 "$1" || {
      cat "$2.said" >&2
      return 1
    }
    read -rt 0.05 <> <(:) || :
  done
}

# registry_stop: ends all of them, and the servers of tokens.
registry_stop() {
  local pid
  for pid in "${registry_pids[@]}"; do
    kill "$pid" && wait "$pid"
  done 2>/dev/null || :
}

# ssl WORD...: runs openssl, which says a lot.
ssl() {
  openssl "$@" 2>>"$BATS_TEST_TMPDIR/openssl.log"
}

# registry_certificate: makes ca.crt, which signs server.crt and server.key for 127.0.0.1.
registry_certificate() {
  gate 'openssl is not installed' command -v openssl
  ssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.crt \
    -subj '/CN=authority' -days 2
  ssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout server.key -out server.csr -subj '/CN=server'
  ssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out server.crt \
    -extfile <(printf 'subjectAltName=IP:127.0.0.1\n')
}

# registry_start_secure: one with TLS that wants the login alice:s3cret.
registry_start_secure() {
  gate 'htpasswd is not installed' command -v htpasswd
  registry_certificate
  htpasswd -Bbn alice s3cret >users
  registry_http="tls: {certificate: $PWD/server.crt, key: $PWD/server.key}" \
    registry_start secure "auth: {htpasswd: {realm: test, path: $PWD/users}}"
}

# registry_start_tokens: a plain one whose server of tokens lets everybody read and alice:s3cret write.
registry_start_tokens() {
  registry_certificate
  ssl req -x509 -newkey rsa:2048 -nodes -keyout token.key -out token.crt -subj '/CN=tokens' -days 2
  python3 "$BATS_TEST_DIRNAME/lib/token_server.py" token.key token.crt "$BATS_TEST_TMPDIR/tokens" >tokens.said 2>&1 3>&- &
  registry_script_await $! tokens
  token_log=$BATS_TEST_TMPDIR/tokens.log
  registry_start tokened "auth: {token: {realm: 'http://127.0.0.1:$(cat "$BATS_TEST_TMPDIR/tokens.port")/token', service: test,
    issuer: test, rootcertbundle: $PWD/token.crt}}"
}

# registry_requests PATTERN: how many requests so far match, as `METHOD /path STATUS`.
registry_requests() {
  sed -n 's/.*"\([A-Z]* [^ "]*\) HTTP[^"]*" \([0-9]*\) .*/\1 \2/p' "$registry_log" | grep -cE "$1" || :
}

# registry_login FILE HOST USER PASSWORD: a file of logins as docker and podman write it.
registry_login() {
  printf '{"auths":{"%s":{"auth":"%s"}}}\n' "$2" "$(printf '%s:%s' "$3" "$4" | base64 -w0)" >"$1"
}

# manifest_of NAME REFERENCE: what the plain registry has.
manifest_of() {
  curl -sf -H 'Accept: application/vnd.oci.image.manifest.v1+json' "http://$registry/v2/$1/manifests/$2"
}

# policy: lets skopeo, podman and buildah take any image.
policy() {
  printf '{"default":[{"type":"insecureAcceptAnything"}]}' >policy.json
}

# registry_push TAG NAME: copies the image of the layout img to the registry.
registry_push() {
  policy
  skopeo copy --policy policy.json -q --dest-tls-verify=false "oci:img:$1" "docker://$registry/$2"
}

# liar_start: starts a registry that does what few do (lying_registry.py). Sets registry to its HOST:PORT, foreign to that
# of the other server, liar_log to the log, and liar_faults to the file of faults.
liar_start() {
  local name=$BATS_TEST_TMPDIR/liar
  python3 "$BATS_TEST_DIRNAME/lib/lying_registry.py" "$name" >liar.said 2>&1 3>&- &
  registry_script_await $! liar
  registry=127.0.0.1:$(cat "$name.port")
  foreign=127.0.0.1:$(cat "$name.foreign")
  liar_log=$name.log liar_faults=$name.faults
}

# liar FAULT [TIMES]...: has the registry do that, in a log that is empty.
liar() {
  : >"$liar_log"
  printf '%s\n' "$@" >"$liar_faults"
}

# liar_count PATTERN: how many requests in its log match, as `SERVER METHOD PATH STATUS AUTHORIZATION`.
liar_count() {
  grep -cE "$1" "$liar_log" || :
}

# nobody_told: no request to the foreign server says who asks.
nobody_told() {
  assert_equal '' "$(grep '^foreign ' "$liar_log" | grep -v ' -$')"
}
