# plash inside plash without a variable: by the data directory that it finds there.
load lib/helper
load lib/inside
load lib/image
load lib/places

setup_file() {
  inside_begin
  places_begin
}

teardown_file() { places_end; }

setup() {
  place_begin
  plash=$inside_plash/bin/plash
}

# in_container WORD...: in a container with plash, whose image stays.
in_container() {
  here "$who" sh "$places_homes/nest" 1 overlay "$@"
}

@test "what was built in a container starts there again without java, and so does what the user has outside" {
  # shellcheck disable=SC2016 # for the inner shell
  local build='"$0" --from-busybox --run "echo built >/file" -- cat /file'
  [ "$who" = root ] || here "$who" sh -c "$build" "$plash"
  run -0 --separate-stderr in_container sh -c "$build" "$plash"
  assert_equal built "$output"
  run -0 --separate-stderr in_container env JAVA_HOME=/nowhere sh -c "$build" "$plash"
  assert_equal built "$output"
  assert_equal '' "$stderr"
  only_user
  run -0 --separate-stderr here "$who" env JAVA_HOME=/nowhere sh -c "$build" "$plash"
  assert_equal built "$output"
  run -0 --separate-stderr in_container env JAVA_HOME=/nowhere sh -c "$build" "$plash"
  assert_equal built "$output"
}

@test "in the user's container plash has the user's containers" {
  only_user
  run -0 in_container "$plash" data
  assert_equal "$places_homes/joe/.plashdata" "$output"
  run -0 in_container "$plash" nodepath 1
}

@test "in root's container plash has a data directory in /root" {
  only_root
  run -0 in_container "$plash" data
  assert_equal /root/.plashdata "$output"
}
