# A day of a team: its CI builds and pushes, a laptop has from the registry what CI has built and builds only what it
# changes, and goes on without a network. The registry has TLS and a login; each machine is a data directory.
# bats file_tags=once
load lib/helper
load lib/registry
load lib/engine

setup_file() {
  engines_start
}

teardown_file() {
  engines_stop
}

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}" "${!DOCKER_@}" "${!XDG_@}" "${!PLASH_CACHE@}"
  registry_gate
  registry_start_secure
  registry_login auth.json "$registry" alice s3cret
  export SSL_CERT_FILE=$PWD/ca.crt REGISTRY_AUTH_FILE=$PWD/auth.json
  plash export-oci 1 "$registry/team/base:1"
  plashfile two
}

teardown() {
  registry_stop
  world_clean
  machine laptop
  world_clean
}

# plashfile TEXT: the program of the team, whose last layer says TEXT.
plashfile() {
  printf '%s\n' '#!/usr/bin/env plash-exec' "--from-oci $registry/team/base:1" --run 'echo one >/one; seq 9 >/nine' \
    --layer --run 'rm /nine' --layer --run "echo $1 >/two" --entrypoint-script 'cat /one /two; ls /nine' >tool
  chmod +x tool
}

# machine NAME: goes to another machine.
machine() {
  export PLASH_DATA=$BATS_TEST_TMPDIR/$1
}

# built: how many layers were built, by what the last command said.
built() {
  grep -c '^--:' <<<"$stderr" || :
}

@test "CI builds and pushes; a laptop has it by downloading, changes the last layer, and works without a network" {
  machine ci
  plash lock tool
  plash lock --check tool
  PLASH_LOCK=tool.lock PLASH_CACHE=$registry/team/cache PLASH_CACHE_PUSH=$registry/team/cache \
    run -0 --separate-stderr plash build --eval-file tool
  assert_equal 3 "$(built)"

  machine laptop
  export PLASH_CACHE=$registry/team/cache
  run --separate-stderr ./tool
  assert_equal $'one\ntwo' "$output"
  assert_equal 0 "$(built)"
  assert_contains "$stderr" "from $registry/team/cache"
  plashfile three
  run --separate-stderr ./tool
  assert_equal $'one\nthree' "$output"
  assert_equal 1 "$(built)"
  registry_stop
  forbid_java
  run --separate-stderr ./tool
  assert_equal $'one\nthree' "$output"
}

@test "what the lock names is built, whatever a tag stands for later, until the lock is made anew" {
  machine ci
  plash lock tool
  cp tool.lock before
  plash export-oci "$(plash build --from-oci "$registry/team/base:1" --run 'echo other >/one; echo new >/new')" \
    "$registry/team/base:1"
  machine laptop
  plash lock --check tool
  PLASH_LOCK=tool.lock run --separate-stderr plash run --eval-file tool -- ls /new
  assert_equal '' "$output"
  run --separate-stderr ./tool
  assert_equal $'one\ntwo' "$output"
  cmp tool.lock before
  plash lock --update tool
  run ! cmp -s tool.lock before
  PLASH_LOCK=tool.lock run -0 --separate-stderr plash run --eval-file tool -- ls /new
}

# bats test_tags=as-root
@test "docker and podman run what was pushed" {
  only_root # the image is the same, and a user's podman keeps it in his home
  machine ci
  plash export-oci "$(plash build --eval-file tool)" "$registry/team/tool:1"
  gate 'neither dockerd nor podman can be started here' [ -n "$engines" ]
  case $engines in
    *podman*)
      run -0 podman run --authfile "$REGISTRY_AUTH_FILE" --tls-verify=false --rm --network none "$registry/team/tool:1" \
        cat /one /two
      assert_contains "$output" $'one\ntwo'
      ;;
  esac
  case $engines in
    *docker*)
      engine_use docker
      # dockerd takes any certificate of 127.0.0.0/8. Its interface has no command here, so it is asked itself.
      engine_call POST "/images/create?fromImage=$registry/team/tool&tag=1" \
        -H "X-Registry-Auth: $(printf '{"username":"alice","password":"s3cret","serveraddress":"%s"}' "$registry" | base64 -w0)"
      id=$(engine_call POST /containers/create -H 'Content-Type: application/json' \
        -d "{\"Image\":\"$registry/team/tool:1\",\"Cmd\":[\"cat\",\"/one\",\"/two\"]}" |
        sed 's/.*"Id":"\([0-9a-f]*\)".*/\1/')
      engine_call POST "/containers/$id/start"
      engine_call POST "/containers/$id/wait"
      # Each piece has a head of eight bytes.
      assert_equal $'one\ntwo' "$(engine_call GET "/containers/$id/logs?stdout=1" | tr -cd 'a-z\n')"
      engine_call DELETE "/containers/$id?force=1"
      ;;
  esac
}
