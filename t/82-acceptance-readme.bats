# What the README of 2018 promises, with images, build files and repositories as
# lib/published.bash serves them. What needs an engine of docker is in 85.
# bats file_tags=once
load lib/helper
load lib/web
load lib/lxc_mirror
load lib/published
load lib/image
load lib/inside

setup_file() {
  published_start
}

teardown_file() {
  published_stop
}

setup() {
  published_reset
}

teardown() {
  [ -z "${program-}" ] || kill -9 "$program" 2>/dev/null || true
  shared_clean
  world_clean
}

@test "an image is fetched once, a layer built once, and its program run with DISPLAY" {
  : >"$web_root.log"
  DISPLAY=:7 run -0 --separate-stderr plash --from alpine --apk xeyes -- xeyes
  assert_equal 'two eyes on :7' "$output"
  assert_contains "$stderr" $'+ apk update\n+ apk add xeyes\ninstalled xeyes\n--:'
  forbid_java
  DISPLAY=:7 run -0 --separate-stderr plash --from alpine --apk xeyes -- xeyes
  assert_equal 'two eyes on :7' "$output"
  assert_equal '' "$stderr"
  assert_equal 1 "$(grep -c rootfs "$web_root.log")"
}

@test "a base is built from a repository's plashfile, and kept under its name" {
  run -0 --separate-stderr plash --from-github ihucos/python --pip3 dotfiles -- dotfiles --sync
  assert_equal 'dotfiles: --sync' "$output"
  assert_contains "$stderr" '+ apk add python3'
  assert_equal "$(plash build --from-github ihucos/python)" "$(plash map github:ihucos%python)"
  run -0 --separate-stderr plash --from-github ihucos/python --pip3 dotfiles -- dotfiles --sync
  assert_equal '' "$stderr"
}

@test "plash --help lists the commands" {
  run -0 --separate-stderr plash --help
  assert_contains "$output" 'plash build'
  assert_contains "$output" 'plash run'
  assert_equal '' "$stderr"
}

@test "a plashfile carries its program, and starts silently the second time" {
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from archlinux' '--pacman' 'gtk3' 'python-gobject' '--layer' \
    '--entrypoint-script ' '#!/usr/bin/env sh' 'import() {' '    echo "(indented)" "$@"' '}' '' '(import "$@")' >file
  chmod +x file
  run -0 --separate-stderr ./file one 'two  three'
  assert_equal '(indented) one two  three' "$output"
  assert_contains "$stderr" '+ pacman -Sy --noconfirm gtk3 python-gobject'
  run -0 --separate-stderr ./file again
  assert_equal '(indented) again' "$output"
  assert_equal '' "$stderr"
  run -0 plash run --eval-file file -- sh -c 'stat -c %a /entrypoint; cat /entrypoint'
  assert_equal "755
$(sed -n '/^#!.*env sh/,$p' file | grep .)" "$output"
}

@test "plash works inside plash, on a base from a repository" {
  local id path words=()
  inside_begin
  for path in "${inside_paths[@]}" /dev /proc /sys /tmp; do
    words+=(-m "$path")
  done
  shared_directory
  id=$(plash build --from-github ihucos/python --apk unionfs-fuse --layer --pip3 plash)
  words+=("${inside_words[@]}" "PLASH_DATA=$shared/data" "TMPDIR=$shared")
  plash runopts -c "$id" -d changes "${words[@]}" plash init
  run -0 plash runopts -c "$id" "${words[@]}" plash --from-busybox --run 'echo nested >/file' -- cat /file
  assert_equal nested "${lines[-1]}"
  run -0 plash runopts -c "$id" "${words[@]}" plash test plash-build
  assert_equal 'plash-build          PASS' "$output"
}

@test "from-lxc and from are one container, kept under lxc:NAME" {
  run -0 --separate-stderr bash -c 'echo cat /release | plash --from-lxc archlinux'
  assert_equal 'archlinux current 20261123_04:18' "$output"
  run -0 --separate-stderr bash -c 'echo cat /release | plash --from archlinux'
  assert_equal 'archlinux current 20261123_04:18' "$output"
  assert_equal '' "$stderr"
  assert_equal 2 "$(plash map lxc:archlinux)"
}

@test "an archive at a URL is an image, kept under url:URL" {
  local url
  web_image rootfs.tar
  url=$PLASH_TEST_SERVER/rootfs.tar
  run -0 --separate-stderr bash -c 'echo cat /mark | plash --from-url "$1"' bash "$url"
  assert_equal here "$output"
  assert_equal 2 "$(plash map "url:${url//\//%}")"
}

@test "a file of macros is built, and its shell opened" {
  printf '%s\n' '--from alpine' '--run' 'echo built >/file' >mybuildfile
  run -0 --separate-stderr bash -c 'echo cat /file | plash --eval-file ./mybuildfile'
  assert_equal built "$output"
}

@test "with-mount measures an image" {
  run -0 --separate-stderr plash with-mount --from alpine -- du -sh
  [[ $output =~ ^[0-9.]+[KM][[:space:]]\.$ ]]
}

@test "an image that was removed is fetched again" {
  plash build --from ubuntu
  plash rm --from ubuntu
  : >"$web_root.log"
  run -0 --separate-stderr plash build --from ubuntu
  assert_equal 3 "$output"
  assert_contains "$stderr" 'plash: extracting...'
  assert_equal 1 "$(grep -c rootfs "$web_root.log")"
}

@test "shrink removes half of the containers, and says so" {
  plash build --from 1 --run : --layer --run : --layer --run :
  run -0 --separate-stderr plash shrink
  assert_equal '' "$output"
  assert_equal $'dereferenced 2 of 4 containers\ncleaning up...' "$(tail -n 2 <<<"$stderr")"
  plash nodepath 2
  assert_refused 3 "no container '3'" plash nodepath 3
}

@test "clean counts what it did, in five lines" {
  run -0 --separate-stderr plash clean
  [[ $output =~ ^'output_stable: false'.'unlinked_indexes: 0'.'unlinked_maps: 0'.'killed_fuses: '[0-9]+.'removed_tmpdirs: '[0-9]+$ ]]
}

@test "the union file system is switched with tee" {
  assert_equal overlay "$(echo overlay | plash data tee config/union_taste)"
  assert_equal overlay "$(cat "$PLASH_DATA/config/union_taste")"
  plash run 1 true
}

# Without any namespace: 65.
@test "root has a mount namespace only, others a user namespace too" {
  local user mount
  run -0 plash run 1 sh -c 'readlink /proc/self/ns/user; readlink /proc/self/ns/mnt; id -u'
  user=$(readlink /proc/self/ns/user)
  mount=$(readlink /proc/self/ns/mnt)
  [ "${lines[1]}" != "$mount" ]
  assert_equal 0 "${lines[2]}"
  if [ "$(id -u)" -eq 0 ]; then
    assert_equal "$user" "${lines[0]}"
  else
    [ "${lines[0]}" != "$user" ]
  fi
}

@test "a container is a process: seen by ps, ended by kill, its status its own" {
  local status=0
  plash run 1 sleep 87654 3>&- 4>&- &
  program=$!
  until [ "$(ps -o args= -p "$program")" = 'sleep 87654' ]; do sleep 0.05; done
  kill "$program"
  wait "$program" || status=$?
  assert_equal 143 "$status"
  program=
  run -42 plash run 1 sh -c 'exit 42'
}

@test "a module of one's own brings macros" {
  mkdir modules
  cat >modules/mymodule.py <<'END'
from plash.eval import register_macro

@register_macro()
def mymacro(name):
    "touches a file"
    return "touch /" + name
END
  PYTHONPATH=modules run -0 --separate-stderr plash run --from alpine --import mymodule --mymacro x -- ls /x
  assert_equal /x "$output"
}
