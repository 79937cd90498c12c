# Images and programs that this machine cannot start: of another architecture, without their loader or
# their interpreter. What is wrong is said in one line.
# bats file_tags=once
load lib/helper
load lib/image

setup() {
  world_reset
}

teardown() {
  world_clean
}

# foreign_image: container `image` holds programs for a machine that there is not (byte 18 of an ELF file
# is its number, elf(5)).
foreign_image() {
  image_begin
  printf '\375\375' | dd of="$image_tree/bin/busybox" bs=1 seek=18 conv=notrunc 2>/dev/null
  image_import
}

# no_loader FILE: writes a program, the host's tar, that needs a loader which is nowhere.
no_loader() {
  sed 's|/ld-linux|/ld-nosux|' "$(readlink -f "$(command -v tar)")" >"$1"
  chmod 755 "$1"
}

# refused_everywhere MESSAGE STATUS: no run, no build and no create of container `image` starts anything, and
# each says why in one line.
refused_everywhere() {
  assert_refused "$2" "$1" plash run "$image" true
  assert_refused 1 "$1" plash build --from-id "$image" --run true
  assert_refused 4 "$1" plash create "$image" true
  nothing_half_made
}

@test "an image of another architecture is told by its machine, and this one's" {
  foreign_image
  refused_everywhere "the image is for another machine (ELF machine 65021, this one is $(uname -m))" 126
}

@test "an image whose shell has no loader is told the loader that is missing" {
  image_begin
  rm "$image_tree/bin/sh"
  no_loader "$image_tree/bin/sh"
  image_import
  refused_everywhere "/ld-nosux" 127
  assert_contains "$stderr" "the image's /bin/sh cannot start: it needs /"
}

@test "an image whose shell is a script without its interpreter is told that" {
  image_begin
  rm "$image_tree/bin/sh"
  printf '#!/usr/bin/nosuch -x\n' >"$image_tree/bin/sh"
  chmod 755 "$image_tree/bin/sh"
  image_import
  refused_everywhere "the image's /bin/sh cannot start: it needs /usr/bin/nosuch, which is missing" 127
}

@test "a program without its loader is there, and is told to lack it" {
  image_begin
  no_loader "$image_tree/bin/dyn"
  image_import
  local program
  for program in dyn /bin/dyn ./bin/dyn; do
    assert_refused 127 "plash error: $program: cannot start: the loader that it needs (ld.so) is missing" \
      plash run "$image" "$program"
  done
  run -4 --separate-stderr plash create "$image" dyn
  assert_contains "$stderr" 'plash: dyn: cannot start: the loader that it needs (ld.so) is missing'
  assert_equal 1 "$(grep -c 'plash error:' <<<"$stderr")"
}

@test "a script without its interpreter is there, and is told which one it lacks" {
  image_begin
  printf '#! /usr/bin/nosuch -x\n' >"$image_tree/bin/script"
  chmod 755 "$image_tree/bin/script"
  image_import
  assert_refused 127 \
    'script: cannot start: the interpreter that its first line names is missing: /usr/bin/nosuch' \
    plash run "$image" script
  # In a folder in front of that of another one, too: no shell looks further.
  assert_refused 127 'is missing: /usr/bin/nosuch' plash run "$image" PATH=/bin:/none script
}

@test "a word that the shell has inside and no program is a command that is not found" {
  assert_refused 127 'plash error: shift: command not found' plash run 1 shift
}

@test "a doubt about the shell is only that: one that starts is used" {
  plash run 1 true
  local plan
  plan=$PLASH_DATA/index/1/_data/plan.$(id -u)
  sed -i "1a plan_doubt='it is for another machine'" "$plan"
  run -0 --separate-stderr plash run 1 sh -c 'cat; echo started' <<<input
  assert_equal $'input\nstarted' "$output"
  assert_equal '' "$stderr"
  assert_refused 127 'cmdnotfound: command not found' plash run 1 cmdnotfound
}
