# bats file_tags=once
load lib/helper
load lib/engine

setup_file() {
  engines_start
}

teardown_file() {
  engines_stop
}

setup() {
  world_reset
  gate 'neither dockerd nor podman can be started here' [ -n "$engines" ]
}

teardown() {
  world_clean
}

# inspect IMAGE EXPRESSION: what the engine in use tells of it; `i` is that in python.
inspect() {
  engine_call GET "/images/$1/json" | python3 -c "import json, sys; i = json.load(sys.stdin); c = i['Config']; print($2)"
}

@test "export-docker makes an image of a container, and prints its id alone" {
  local engine
  for engine in $engines; do
    engine_use "$engine"
    run -0 --separate-stderr plash export-docker 1 mine:7
    assert_equal '' "$stderr"
    [[ $output == sha256:* ]]
    assert_equal "$output" "sha256:$(inspect mine:7 'i["Id"]' | sed 's/^sha256://')"
  done
}

@test "what export-docker gives comes back by import-docker as it was" {
  local engine id
  id=$(plash build --from-id 1 --run 'mkdir -m 1777 /dir; cd /dir; echo hi >file; chown 7:8 file' \
    --run 'chmod 4711 file; ln file other; rm /bin/ls' 2>/dev/null)
  for engine in $engines; do
    engine_use "$engine"
    plash export-docker "$id" round:1
    run -0 --separate-stderr plash import-docker round:1
    run -0 plash run "$output" sh -c 'cd /dir; stat -c "%a %u:%g %h" . file; cat other; [ ! -e /bin/ls ]'
    assert_equal $'1777 0:0 2\n4711 7:8 2\nhi' "$output"
  done
}

@test "export-docker passes on what the image said about starting programs" {
  local engine
  cat >"$PLASH_DATA/index/1/_data/image.json" <<'END'
{"Env": ["A=it's \"a\" $HOME \\ b", "N=a\nb", "E="], "WorkingDir": "/a b/$c", "Entrypoint": ["env"], "Cmd": ["echo", "a  \"b"]}
END
  for engine in $engines; do
    engine_use "$engine"
    plash export-docker --from-id 1 --run 'touch /a' -- config:2
    run -0 inspect config:2 "[v for v in c['Env'] if v[0] in 'AEN']"
    assert_equal "['A=it\\'s \"a\" \$HOME \\\\ b', 'E=']" "$output"
    run -0 inspect config:2 "c['WorkingDir'], c['Entrypoint'], c['Cmd']"
    assert_equal "/a b/\$c ['env'] ['echo', 'a  \"b']" "$output"
  done
}

@test "without a tag, the image is the latest" {
  local engine
  for engine in $engines; do
    engine_use "$engine"
    plash export-docker 1 localhost/some/name
    inspect localhost/some/name:latest 'i["Id"]'
  done
}

@test "names that an engine does not take, and containers that are not there, are refused" {
  local engine
  for engine in $engines; do
    engine_use "$engine"
    assert_refused 1 "cannot make the docker image 'Not A Name'" plash export-docker 1 'Not A Name'
    assert_refused 1 'no name of an image' plash export-docker 1 'a/../b'
    assert_refused 1 "cannot make the docker image 'a&b=c'" plash export-docker 1 'a&b=c'
    assert_refused 1 "no container '99'" plash export-docker 99 name:1
  done
  run -2 --separate-stderr plash export-docker 1
  assert_contains "$stderr" 'usage: plash export-docker'
}

@test "an export that does not come to its end makes no image" {
  local engine
  mkdir bin
  printf '#!/bin/sh\nhead -c 1000000 /dev/zero\necho "tar: cut" >&2\nexit 2\n' >bin/tar
  chmod +x bin/tar
  for engine in $engines; do
    engine_use "$engine"
    PATH=$PWD/bin:$PATH run -1 --separate-stderr plash export-docker 1 cut:1
    assert_equal '' "$output"
    assert_contains "$stderr" 'tar: cut'
    run ! engine_call GET /images/cut:1/json
  done
}
