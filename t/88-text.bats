# Text as other systems write it: carriage returns at the ends of lines, a byte order mark, no last newline.
# bats file_tags=once
load lib/helper
load lib/web

setup() {
  world_reset
}

teardown() {
  ! declare -p web_url >/dev/null 2>&1 || web_stop
  world_clean
}

# foreign LINE...: the lines as other systems write them, the last one without its end.
foreign() {
  printf '\357\273\277%s' "$1"
  shift
  printf '\r\n%s' "$@"
}

# assert_clean ID: the container has the file /a, whose name and content hold no odd character.
assert_clean() {
  assert_equal '/a b' "$(plash run "$1" sh -c 'echo /a* "$(cat /a)"')"
}

@test "a plashfile may have carriage returns and a byte order mark" {
  foreign '--from-id' 1 --run 'printf b >/a' '--entrypoint-script' 'cat /a' 'for i; do' 'echo "$i"' 'done' >pf
  assert_equal 'bx' "$(plash-exec ./pf x 2>/dev/null)"
  forbid_java
  assert_equal 'bx' "$(plash-exec ./pf x)"
}

@test "files, stdin and --eval-stdin may have carriage returns and a byte order mark" {
  foreign '#!/usr/bin/env plash-exec' '--from-id 1' --run 'printf b >/a' >script
  assert_clean "$(plash build --eval-file script)"
  assert_clean "$(plash build --eval-stdin <script)"
  assert_clean "$(plash build <script)"
  assert_equal "$(plash eval --from-id 1 --run 'printf b >/a')" "$(plash eval <script)"
}

@test "a build file from the network may have carriage returns and a byte order mark" {
  gate 'python3 is not installed' command -v python3
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}"
  web_start
  mkdir -p "$web_root/me/tool/HEAD"
  foreign '--from-id' 1 --run 'printf b >/a' >"$web_root/me/tool/HEAD/plashfile"
  assert_clean "$(PLASH_GITHUB_URL=$web_url plash build --from-github me/tool)"
}

@test "what macros give may have carriage returns and a byte order mark" {
  gate 'python3 is not installed' command -v python3
  mkdir macros
  printf '#!/bin/sh\nprintf "\\357\\273\\277touch /x\\r\\nprintf b >/a\\r\\n"\n' >macros/prog
  chmod +x macros/prog
  printf '%s\n' 'from plash.eval import register_macro' '@register_macro()' 'def module():' \
    '    return "\ufefftouch /x\r\nprintf b >/a\r\n"' >m.py
  export PLASH_MACRO_PATH=$PWD/macros PYTHONDONTWRITEBYTECODE=1
  assert_equal 'touch /x$printf b >/a$' "$(plash eval --prog | sed -n l | tr -d '\n')"
  assert_equal 'touch /x$printf b >/a$$' "$(plash eval --import ./m.py --module --run '' | sed -n l | tr -d '\n')"
  assert_clean "$(plash build --from-id 1 --prog)"
  assert_clean "$(plash build --from-id 1 --import ./m.py --module)"
}

@test "a carriage return that ends no line stays, and so does a mark that begins no text" {
  assert_equal 'a\rb\r$' "$(printf -- '--run\na\rb\r\r\n' | plash eval | sed -n l)"
  assert_equal 'c\r$' "$(printf -- '--run\nc\r' | plash eval | sed -n l)"
  assert_equal 'a\357\273\277$' "$(printf -- '--run\na\357\273\277\n' | plash eval | LC_ALL=C sed -n l)"
  assert_equal 'd\r$' "$(plash eval --run $'d\r' | sed -n l)"
}
