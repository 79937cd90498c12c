# What long steps say.
# bats file_tags=once
load lib/helper
load lib/terminal
load lib/web

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}" COLUMNS
  gate 'python3 is not installed' command -v python3
  web_start
  web_image image.tar
}

teardown() {
  web_stop
  world_clean
}

@test "in a pipe there is one line a step, without control characters" {
  run -0 --separate-stderr plash import-url "$web_url/image.tar"
  assert_equal "plash: fetching $web_url/image.tar (4.1 MB)
plash: extracting..." "$stderr"
}

@test "on a terminal a bar is redrawn on one line of its width, and ends with 100%" {
  web_fault /image.tar slow 8000000
  TERM=xterm COLUMNS=60 on_terminal 0 plash import-url "$web_url/image.tar" >seen
  assert_equal 2 "$(cat result)"
  tr '\r' '\n' <seen >redrawn
  assert_contains "$(cat redrawn)" 'plash: fetching 0% ['
  grep -qE '^plash: fetching [1-9][0-9]?% \[#+ +\] 4\.1 MB .* left *$' redrawn
  grep -qE '^plash: fetching 100% \[#+\] 4\.1 MB .*/s 0:0[0-9] *$' redrawn
  assert_equal 59 "$(awk 'length > n { n = length } END { print n }' <(grep fetching redrawn))"
  assert_equal 2 "$(tr -d '\r' <seen | grep -c .)"
  # Half a second at ten a second, and some room for a busy machine.
  [ "$(grep -c fetching redrawn)" -le 30 ]
  [ "$(grep -c fetching redrawn)" -ge 4 ]
}

@test "TERM=dumb, PLASH_PROGRESS=plain and PLASH_PROGRESS=none are heeded on a terminal" {
  TERM=dumb on_terminal 0 plash import-url "$web_url/image.tar" >seen
  assert_equal "plash: fetching $web_url/image.tar (4.1 MB)" "$(head -n 1 seen | tr -d '\r')"
  TERM=xterm PLASH_PROGRESS=plain on_terminal 0 plash import-url "$web_url/image.tar" >seen
  assert_equal "plash: fetching $web_url/image.tar (4.1 MB)" "$(head -n 1 seen | tr -d '\r')"
  TERM=xterm PLASH_PROGRESS=none on_terminal 0 plash import-url "$web_url/image.tar" >seen
  assert_equal '' "$(cat seen)"
  PLASH_PROGRESS=loud assert_refused 1 "PLASH_PROGRESS is 'loud', which means nothing" \
    plash import-url "$web_url/image.tar"
}

@test "an error after the bar begins on a line of its own" {
  web_fault /image.tar cut 500000
  web_fault /image.tar nomark
  run -1 env TERM=xterm bash -c "$(declare -f on_terminal); on_terminal 0 plash import-url '$web_url/image.tar'"
  [[ $(tr -d '\r' <<<"$output" | grep 'error:' | head -n 1) == *'plash error:'* ]]
  [[ $(tr -d '\r' <<<"$output" | grep 'error:') != *fetching* ]]
}
