# bats file_tags=once
load lib/helper
load lib/stacks

setup() {
  world_reset
}

teardown() {
  world_clean
}

@test "500 layers run, and show the files of all" {
  stack 500
  run -0 --separate-stderr plash run 500 sh -c 'cat /f2 /f250 /f500; ls /f* | wc -l'
  assert_equal $'2\n250\n500\n499' "$output"
  assert_equal '' "$stderr"
}

@test "a layer on 499 is built, and runs; one on 500 is refused before its commands run" {
  stack 499
  run -0 --separate-stderr plash build --from-id 499 --run 'cat /f2 >/copy'
  assert_equal 500 "$output"
  assert_equal 2 "$(plash run 500 cat /copy)"
  assert_refused 1 'plash error: container 500 can bear no further layer: it has 500, and the kernel mounts at most 500' \
    plash build --from-id 500 --run 'touch /never'
  [[ $stderr != *'+ touch'* ]]
  assert_contains "$stderr" 'plash: '
  assert_refused 1 'can bear no further layer' plash create 500 true
  assert_equal 500 "$(ls "$PLASH_DATA/index" | sort -n | tail -n 1)"
  nothing_half_made
}

@test "a directory that would be the 501st layer stays where it is" {
  stack 500
  mkdir "$PLASH_DATA/tmp/new"
  echo x >"$PLASH_DATA/tmp/new/x"
  assert_refused 1 'can bear no further layer' plash add-layer 500 "$PLASH_DATA/tmp/new"
  assert_equal x "$(cat "$PLASH_DATA/tmp/new/x")"
}

@test "a stack of 501 layers, which no plash makes, is refused with a hint" {
  stack 501
  run --separate-stderr plash run 501 true
  [ "$status" -ne 0 ]
  assert_contains "$stderr" 'plash error: container 501 has 501 layers, more than the kernel mounts at once (500)'
  assert_contains "$stderr" 'plash: put more commands into one layer'
}

@test "140 layers are built one on the other in one go, and cached" {
  local layers=() n
  for n in {1..140}; do
    layers+=(--layer --run "echo $n >>/f")
  done
  run -0 --separate-stderr plash build --from-id 1 "${layers[@]}"
  assert_equal 141 "$output"
  assert_equal "$(seq 140)" "$(plash run 141 cat /f)"
  run -0 --separate-stderr plash build --from-id 1 "${layers[@]}"
  assert_equal '' "$stderr"
}

@test "layers on a hundred see and change what all of these have, as a run does" {
  local shown='cat /f50 /f99 2>&1 || :; ls -A /d /made; ls -l /linked /f2'
  stack 100
  mkdir "$PLASH_DATA/index/50/_data/root/d"
  touch "$PLASH_DATA/index/50/_data/root/d/"{old,other}
  run -0 --separate-stderr plash build --from-id 100 \
    --run 'rm /f50; echo new >>/f99; chmod 700 /f2; ln /f3 /linked; rm /d/old; mkdir /made; mv /f4 /made' "{ $shown; } >/seen" \
    --layer --run 'rm -r /d; mkdir /d; touch /d/fresh; echo newer >>/f99; rm /made/f4' "{ $shown; } >/seen-later"
  assert_equal 102 "$output"
  assert_equal "$(plash run 101 cat /seen)" "$(plash run 101 sh -c "$shown")"
  assert_equal "$(plash run 102 cat /seen-later)" "$(plash run 102 sh -c "$shown")"
  assert_contains "$(plash run 102 cat /seen-later)" $'99\nnew\nnewer\n/d:\nfresh\n'
  run -0 plash run 102 sh -c 'cat /f51 /linked; ls /f* | wc -l'
  assert_equal $'51\n3\n97' "$output"
}
