# Images that a build file in a repository describes.
# bats file_tags=once
load lib/helper
load lib/web

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}"
  gate 'python3 is not installed' command -v python3
  web_start
  export PLASH_GITHUB_URL=$web_url
  mkdir -p "$web_root/me/tool/HEAD/sub" "$web_root/me/tool/v1"
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from 1' '--run' 'echo head >/which' >"$web_root/me/tool/HEAD/plashfile"
  printf '%s\n' '--from 1' '--run' 'echo v1 >/which' >"$web_root/me/tool/v1/plashfile"
  printf '%s\n' '--from 1' '--run' 'echo sub >/which' >"$web_root/me/tool/HEAD/sub/file"
}

teardown() {
  web_stop
  world_clean
}

@test "from-github builds what the plashfile says, and keeps it under its name" {
  run -0 --separate-stderr plash build --from-github me/tool
  assert_equal 2 "$output"
  assert_contains "$stderr" '+ echo head'
  assert_equal head "$(plash run 2 cat /which)"
  assert_equal 2 "$(plash map github:me%tool)"
  run -0 --separate-stderr plash build --from-github me/tool --run 'cat /which'
  assert_equal 3 "$output"
  assert_equal 1 "$(web_count /me/tool/HEAD/plashfile)"
  forbid_java
  assert_equal head "$(plash --from-github me/tool -- cat /which)"
}

@test "from-github takes a reference and a file" {
  assert_equal v1 "$(plash --from-github me/tool@v1 -- cat /which)"
  assert_equal sub "$(plash --from-github me/tool sub/file -- cat /which)"
  plash map github:me%tool@v1 | grep 2
  plash map github:me%tool:sub%file | grep 3
}

@test "from-github with --refresh takes the file as it is now" {
  plash build --from-github me/tool
  printf '%s\n' '--from 1' '--run' 'echo new >/which' >"$web_root/me/tool/HEAD/plashfile"
  assert_equal head "$(plash --from-github me/tool -- cat /which)"
  assert_equal new "$(plash --from-github me/tool --refresh -- cat /which)"
  assert_equal new "$(plash --from-github me/tool -- cat /which)"
}

@test "macros of the caller are unknown in the file, and those of the file to the caller" {
  printf '%s\n' '--defpm mine' 'echo {} >/which' '--from 1' '--mine a' >"$web_root/me/tool/HEAD/plashfile"
  assert_equal a "$(plash --from-github me/tool -- cat /which)"
  assert_refused 1 "macro 'mine' not found" plash build --from-github me/tool --mine b
  printf '%s\n' '--from 1' '--yours a' >"$web_root/me/tool/HEAD/sub/file"
  assert_refused 1 "macro 'yours' not found" plash build --defpm yours 'echo {}' --from-github me/tool sub/file
}

@test "build files may rest on each other, but not on themselves" {
  printf '%s\n' '--from-github me/tool@v1' '--run' 'echo on >>/which' >"$web_root/me/tool/HEAD/plashfile"
  assert_equal $'v1\non' "$(plash --from-github me/tool -- cat /which)"
  printf '%s\n' '--from-github me/tool sub/file' >"$web_root/me/tool/HEAD/sub/file"
  assert_refused 1 "the image 'github:me%tool:sub%file' is built upon itself" plash build --from-github me/tool sub/file
}

@test "build files that go on resting on further ones are an error" {
  local n
  for n in {1..15}; do
    mkdir -p "$web_root/me/tool/$n"
    echo "--from-github me/tool@$((n + 1))" >"$web_root/me/tool/$n/plashfile"
  done
  assert_refused 1 "more than 10 images are built upon each other, the last of them 'github:me%tool@11'" \
    plash build --from-github me/tool@1
  nothing_half_made
}

@test "two builds from one repository at the same time fetch and build it once" {
  printf '%s\n' '--from 1' '--run' 'echo one' '--layer' '--run' 'sleep 1' >"$web_root/me/tool/HEAD/plashfile"
  plash build --from-github me/tool >one 2>/dev/null &
  local first=$!
  plash build --from-github me/tool >two 2>/dev/null &
  wait "$first"
  wait $!
  assert_equal "$(cat one)" "$(cat two)"
  assert_equal 1 "$(web_count /me/tool/HEAD/plashfile)"
}

@test "what is no build file is refused with its reason" {
  local head=$web_root/me/tool/HEAD
  assert_refused 1 "from-github: geturl('$web_url/me/none/HEAD/plashfile'): there is no plashfile in me/none at HEAD" \
    plash build --from-github me/none
  assert_refused 1 'there is no nope in me/tool at v1' plash build --from-github me/tool@v1 nope
  printf '<!DOCTYPE html>\n' >"$head/page"
  assert_refused 1 'it is a web page, not a build file' plash build --from-github me/tool page
  printf -- '--run a\0b' >"$head/binary"
  assert_refused 1 'it is not text' plash build --from-github me/tool binary
  printf '\377\376' >"$head/latin"
  assert_refused 1 'it is not text' plash build --from-github me/tool latin
  : >"$head/empty"
  assert_refused 1 'the build file is empty' plash build --from-github me/tool empty
  printf 'no macro\n' >"$head/words"
  assert_refused 1 'first token must be an action' plash build --from-github me/tool words
  printf -- '--run true\n' >"$head/imageless"
  assert_refused 1 'from-github: no image specified' plash build --from-github me/tool imageless
  web_fault /me/tool/HEAD/login redirect /log-in
  printf '<html>log in</html>' >"$web_root/log-in"
  assert_refused 1 'it is a web page' plash build --from-github me/tool login
  head -c 1100000 /dev/zero | tr '\0' x >"$head/long"
  assert_refused 1 'it is larger than expected' plash build --from-github me/tool long
  [ -z "$(plash map github:me%tool:binary)" ]
}

@test "what names no repository is refused before anything is fetched" {
  local name
  for name in tool a/b/c me/ /tool me/.. me/tool@ me/tool@../x ''; do
    assert_refused 1 "no name of a build file at GitHub" plash eval --from-github "${name:---\\}"
  done
  assert_refused 1 'no name of a build file' plash eval --from-github me/tool ../file
  [ ! -e "$web_root.log" ]
}
