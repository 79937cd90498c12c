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
    tr '\r' '\n' <seen | grep '[0-9]% *' >redrawn
    assert_equal "$((columns - 1))" "$(awk 'length > n { n = length } END { print n }' redrawn)"
    grep -qE '^(plash: )?(fetching )?100%' redrawn
  done
}

@test "a bar is as wide as COLUMNS where the terminal does not know its width" {
  web_start
  web_image image.tar
  TERM=xterm COLUMNS=50 on_terminal 0 plash import-url "$web_url/image.tar" >seen
  assert_equal 49 "$(tr '\r' '\n' <seen | grep '^plash: f' | awk 'length > n { n = length } END { print n }')"
}

@test "a bar follows the terminal while its user changes it" {
  web_start
  web_image image.tar
  web_fault /image.tar slow 3000000
  on_shell 60 "type:plash import-url $web_url/image.tar" 'see:%.*#.*MB' size:30 'see:[0-9]%  +\r' size:100 \
    'see:\r\nREADY' >seen
  tr '\r' '\n' <seen | grep -a '^plash: fetching [0-9]' | awk '{ print length }' | uniq >widths
  assert_equal '59 29 99' "$(xargs <widths)"
}
