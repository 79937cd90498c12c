# The width of bars on a terminal.
# bats file_tags=once
load lib/helper
load lib/terminal
load lib/web

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}" COLUMNS
  gate 'python3 is not installed' command -v python3
}

teardown() {
  ! declare -p web_url >/dev/null 2>&1 || web_stop
  world_clean
}

@test "a bar is as wide as the terminal, whatever COLUMNS says" {
  web_start
  web_image image.tar
  local columns
  for columns in 10 20 40 79 120; do
    TERM=xterm COLUMNS=100 on_terminal "$columns" plash import-url "$web_url/image.tar" >seen
    tr '\r' '\n' <seen | grep '^plash: f' >redrawn
    assert_equal "$((columns - 1))" "$(awk 'length > n { n = length } END { print n }' redrawn)"
  done
}

@test "a bar is as wide as COLUMNS where the terminal does not know its width" {
  web_start
  web_image image.tar
  TERM=xterm COLUMNS=50 on_terminal 0 plash import-url "$web_url/image.tar" >seen
  assert_equal 49 "$(tr '\r' '\n' <seen | grep '^plash: f' | awk 'length > n { n = length } END { print n }')"
}
