# An archive of this machine as an image of a build: --from-tar FILE, and --from with a path.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
  cp -a "$PLASH_DATA/layer/0/1/_data/root" image
  archive one
}

teardown() {
  world_clean
}

# archive MARK: writes image.tar, with MARK in it.
archive() {
  echo "$1" >image/mark
  tar -cf image.tar -C image .
}

@test "an archive is read once, and again when it has changed" {
  run -0 --separate-stderr plash --from-tar image.tar -- cat /mark
  assert_equal one "$output"
  assert_equal 2 "$(plash --from ./image.tar -- sh -c 'echo 2' && ! plash nodepath 3 2>/dev/null)"
  assert_equal "import-tar image.tar" "$(cat "$(plash nodepath 2)/_data/script")"
  (
    forbid_java
    assert_equal one "$(plash --from-tar image.tar -- cat /mark)"
    assert_equal one "$(plash --from ./image.tar -- cat /mark)"
  )
  archive two
  touch -d '2001-02-03' image.tar
  assert_equal two "$(plash --from-tar image.tar -- cat /mark)"
  assert_equal two "$(plash -f "$PWD/image.tar" -- cat /mark)"
  assert_equal 3 "$(find "$PLASH_DATA/index" -name '[1-9]*' | wc -l)"
}

@test "in a plashfile the path is relative to the file" {
  mkdir elsewhere
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from-tar image.tar' '--entrypoint cat' >file
  chmod +x file
  cd elsewhere
  assert_equal one "$(../file /mark)"
}

@test "what is no archive is refused by its name" {
  assert_refused 1 "from-tar: cannot read 'none.tar': no such file" plash build --from-tar none.tar
  assert_refused 1 "from-tar: cannot read './none.tar': no such file" plash build --from ./none.tar
  assert_refused 1 "from-tar: cannot read '/': it is no file" plash build --from /
  echo junk >junk
  assert_refused 1 'from-tar: ' plash build --from ./junk
  nothing_half_made
}
