# Image layouts that are made by hand. `load lib/layout`.

# tar_of NAME: makes NAME.tar of the description on stdin.
tar_of() {
  python3 "$BATS_TEST_DIRNAME/lib/craft_tar.py" "$1.tar"
}

# craft WORD...: adds an image to the layout img, see lib/craft_layout.py.
craft() {
  python3 "$BATS_TEST_DIRNAME/lib/craft_layout.py" img "$@"
}

# base_make: makes base.tar, a layer with a shell.
base_make() {
  cp -a "$PLASH_DATA/layer/0/1/_data/root" base
  tar --owner=0 --group=0 -cf base.tar -C base .
  rm -rf base
}

# refused MESSAGE [WORD...]: the image t of base.tar, and of what WORD... says, is refused; nothing is left of it.
refused() {
  local message=$1
  shift
  craft t "$@"
  assert_refused 1 "$message" plash import-oci oci:img:t
  assert_equal "${left-0 1}" "$(ls "$PLASH_DATA/index" | xargs)"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

# root_of CONTAINER: where its own files lie.
root_of() {
  printf '%s\n' "$PLASH_DATA/index/$1/_data/root"
}
