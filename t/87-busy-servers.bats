# Servers that are busy for a moment.
# bats file_tags=once
load lib/helper
load lib/web

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}"
  web_start
  web_image image.tar
}

teardown() {
  web_stop
  world_clean
}

@test "a server that is busy for a moment is asked again, in a line each" {
  local code
  for code in 503 429; do
    : >"$web_root.log"
    web_fault /image.tar status "$code" 1
    run -0 --separate-stderr plash import-url "$web_url/image.tar"
    assert_equal here "$(plash run "$output" cat /mark)"
    assert_contains "$stderr" "plash: the server is busy (HTTP Error $code"
    assert_equal 2 "$(web_count /image.tar)"
  done
}

@test "one that stays busy is asked four times, one that says no once" {
  web_fault /image.tar status 503
  assert_refused 1 'HTTP Error 503' plash import-url "$web_url/image.tar"
  assert_equal 4 "$(web_count /image.tar)"
  assert_refused 1 'HTTP Error 404' plash import-url "$web_url/none"
  assert_equal 1 "$(web_count /none)"
  nothing_half_made
}
