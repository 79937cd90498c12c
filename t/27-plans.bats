# What plash wrote down earlier answers without a JVM; what is missing or stale is written anew.
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# needs_java WORD...: WORD... cannot be done from what is written down. In a subshell, so that java
# is only forbidden to it.
needs_java() {
  (
    forbid_java
    run --separate-stderr "$@"
    [ "$status" -ne 0 ]
    assert_equal '' "$output"
    assert_contains "$stderr" 'java was started'
  )
}

# written_anew WORD...: WORD... needs java once, and then no more.
written_anew() {
  needs_java "$@"
  run -0 "$@"
  (
    forbid_java
    run -0 "$@"
  )
}

@test "the hot commands start no java" {
  plash map some-key 1
  plash build --from-id 1 --run 'touch /a' --layer --run 'touch /b'
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from-id 1' '--run' 'touch /a' '--entrypoint' 'ls' >plashfile
  plash-exec ./plashfile >/dev/null
  plash run 1 true
  forbid_java
  run -0 plash run 1 echo ran
  assert_equal ran "$output"
  run -0 --separate-stderr plash --from-id 1 --run 'touch /a' --layer --run 'touch /b' -- ls /a /b
  assert_equal $'/a\n/b' "$output"
  assert_equal '' "$stderr"
  run -0 plash run --from-id 1 --run 'touch /a' --layer --run 'touch /b' -- ls /b
  run -0 plash build --from-id 1 --run 'touch /a' --layer --run 'touch /b'
  assert_equal 3 "$output"
  run -0 --separate-stderr plash-exec ./plashfile /a
  assert_equal /a "$output"
  assert_equal '' "$stderr"
  assert_equal "$PLASH_DATA" "$(plash data)"
  assert_contains "$(plash nodepath 3)" /layer/0/1/2/3
  assert_contains "$(plash nodepath --from-id 1 --run 'touch /a' --layer --run 'touch /b')" /layer/0/1/2/3
  assert_equal 2 "$(plash parent 3)"
  assert_equal 1 "$(plash map some-key)"
  assert_equal '' "$(plash map other-key)"
  run -0 plash help
  run -0 plash version
  run -1 plash run 99
  run -1 plash nope
}

@test "words of a build with slashes, blanks, newlines and any length are found again without java" {
  local long
  long=$(printf ': %0400d;' 1 2 3)
  plash build --from-id 1 --run "touch '/a b' # ü" $'echo x\necho y' '' "$long"
  forbid_java
  run -0 plash --from-id 1 --run "touch '/a b' # ü" $'echo x\necho y' '' "$long" -- ls '/a b'
  assert_equal '/a b' "$output"
  # Other words are another build, also when they join to the same text.
  needs_java plash build --from-id 1 --run "touch '/a b' # ü" $'echo x\necho y' "$long"
  needs_java plash build --from-id 1 --run "touch '/a b' # ü" $'echo x' 'echo y' '' "$long"
}

@test "a build from stdin is never answered from words" {
  assert_equal 1 "$(echo '--from-id 1' | plash build)"
  assert_equal 2 "$(printf '%s\n' '--from-id 1' '--run' 'touch /a' | plash build)"
  run -0 --separate-stderr plash run -- ls /a <<<$'--from-id 1\n--run\ntouch /a'
  assert_equal /a "$output"
}

@test "a launch plan that is missing, or of another version or user, is written anew" {
  local plan first
  plan=$PLASH_DATA/index/1/_data/plan.$(id -u)
  plash run 1 true
  read -r first <"$plan"
  rm "$plan"
  written_anew plash run 1 true
  sed -i '1s/.*/# plash-plan 0 '"$(id -u)"'/' "$plan"
  written_anew plash run 1 true
  sed -i '1s/.*/# plash-plan 7 4242/' "$plan"
  written_anew plash run 1 true
  : >"$plan"
  written_anew plash run 1 true
  echo 'touch pwned' >"$plan"
  written_anew plash run 1 true
  [ ! -e pwned ]
  assert_equal "$first" "$(head -n 1 "$plan")"
}

@test "a namespace entry that is missing, of another version, boot or data directory, is written anew" {
  local entry name
  plash run 1 true
  namespaces_entry
  rm "$entry"
  written_anew plash run 1 true
  for name in whole kind boot data; do
    sed -i "s/^namespaces_$name=.*/namespaces_$name=4/" "$entry"
    written_anew plash run 1 true
  done
}

@test "plans that belong to somebody else are not read, and are written anew" {
  only_root
  local entry plan
  plash run 1 true
  namespaces_entry
  for plan in "$PLASH_DATA/layer/0/1/_data/plan.0" "$entry"; do
    echo 'touch pwned' >>"$plan"
    chown nobody "$plan"
    written_anew plash run 1 true
    assert_equal 0 "$(stat -c %u "$plan")"
  done
  [ ! -e pwned ]
}

@test "inside plash sudo the same user has plans of its own, and those outside stay" {
  only_user
  plash run 1 true
  plash sudo plash with-mount 1 true
  forbid_java
  run -0 plash run 1 true
  run -0 plash sudo plash with-mount 1 true
}

@test "plans that are cut off anywhere are written anew, and nothing is started without namespaces" {
  local entry plan size whole=$BATS_TEST_TMPDIR/whole
  plash run 1 true
  namespaces_entry
  for plan in "$PLASH_DATA/layer/0/1/_data/plan.$(id -u)" "$entry"; do
    cp "$plan" "$whole"
    for size in 1 19 26 40 60 100 150 180 250 400; do
      head -c "$size" "$whole" >"$plan"
      [ "$size" -lt "$(($(stat -c %s "$whole") - 1))" ] || continue # without its last newline it is whole
      written_anew plash run 1 true
      cmp "$whole" "$plan"
    done
    head -n 1 "$whole" >"$plan"
    written_anew plash with-mount 1 true
  done
}

@test "a namespace entry for other ranges of ids is written anew, be they older or newer" {
  only_user
  local entry stamp
  plash run 1 true
  namespaces_entry
  gate 'no range of ids' grep -qx "namespaces_kind='ranges'" "$entry"
  for stamp in "${entry/namespaces/subuid}" "${entry/namespaces/subgid}"; do
    touch -d 2001-01-01 "$stamp"
    written_anew plash run 1 true
    touch -d 2101-01-01 "$stamp"
    written_anew plash run 1 true
    rm "$stamp"
    written_anew plash run 1 true
  done
}

@test "a build record that is missing or of another version is written anew" {
  local record
  plash build --from-id 1 --run 'touch /a'
  record=("$PLASH_DATA"/plan/build/*touch*)
  [ -f "${record[0]}" ]
  rm "${record[0]}"
  written_anew plash build --from-id 1 --run 'touch /a'
  sed -i '1s/.*/plash-build 0/' "${record[0]}"
  written_anew plash build --from-id 1 --run 'touch /a'
  : >"${record[0]}"
  written_anew plash build --from-id 1 --run 'touch /a'
}

@test "a build record whose container is gone is not used" {
  plash build --from-id 1 --run 'touch /a'
  inside_namespace rm -r "$PLASH_DATA/layer/0/1/2"
  needs_java plash build --from-id 1 --run 'touch /a'
  assert_equal 3 "$(plash build --from-id 1 --run 'touch /a')"
  run -0 plash --from-id 1 --run 'touch /a' -- ls /a
}

@test "after plash map KEY CONTAINER and plash rm builds are answered by what is there now" {
  plash map image 1
  assert_equal 1 "$(plash build --from-map image)"
  plash build --from-id 1 --run 'touch /a'
  plash map image 2
  assert_equal 2 "$(plash build --from-map image)"
  plash map image 1
  assert_equal 1 "$(plash build --from-map image)"
  plash map image ''
  run -1 plash build --from-map image
  plash build --from-id 1 --run 'touch /a'
  plash rm 2
  assert_equal 3 "$(plash build --from-id 1 --run 'touch /a')"
}

@test "a data directory without plans, as the 2018 tool left it, is used as it is" {
  local name
  inside_namespace rm -r "$PLASH_DATA/lower" "$PLASH_DATA/plan" "$PLASH_DATA/lock" "$PLASH_DATA/index/1/_data/plan.$(id -u)" \
    "$PLASH_DATA/index/1/_data/script"
  for name in 0 0/1; do
    ln -sfn "$PLASH_DATA/layer/$name" "$PLASH_DATA/index/${name##*/}"
  done
  echo overlay >"$PLASH_DATA/config/union_taste"
  run -0 plash run 1 echo ran
  assert_equal ran "$output"
  forbid_java
  run -0 plash run 1 echo ran
}
