# Trees deeper than a program's stack or open files, and deeper than a path may be long.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# deep STEPS: a container with a tree of 500 directories a step, a file at its end.
deep() {
  # shellcheck disable=SC2016 # of the container's shell
  plash create 1 sh -c 'mkdir /t && cd /t
    step=$(printf "d/%.0s" $(seq 500))
    for i in $(seq "$1"); do mkdir -p "$step" && cd -P "$step" || exit; done
    echo end >end' sh "$1"
}

@test "a tree of 1500 directories is copied, listed and removed" {
  local id
  id=$(deep 3)
  (ulimit -n 256 && plash shallow-copy "$id" copy)
  assert_equal end "$(cat "copy/t/$(printf 'd/%.0s' $(seq 1500))end")"
  rm -r copy
  plash rm "$id"
  plash clean >/dev/null
  nothing_half_made
}

@test "a tree deeper than a path is long is refused in one line by shallow-copy; what is begun goes" {
  local id
  id=$(deep 6)
  assert_refused 1 'File name too long' plash shallow-copy "$id" copy
  [ "${#stderr}" -lt 2000 ]
  assert_equal '' "$(find . -mindepth 1 -maxdepth 1)"
  [ "$(plash export-tar "$id" - | wc -c)" -gt 1000000 ]
  plash rm "$id"
  plash clean >/dev/null
  nothing_half_made
}
