# Images made file by file, for tests of what images may lack or bring along. `load lib/image`.

# image_begin: starts a tree, in image_tree, that holds nothing but a static busybox as its programs.
image_begin() {
  local name
  image_tree=$BATS_TEST_TMPDIR/tree
  rm -rf "$image_tree"
  mkdir -p "$image_tree/bin"
  cp "$PLASH_DATA/index/1/_data/root/bin/busybox" "$image_tree/bin/"
  for name in cat echo env head id ls mkdir pwd readlink rm sh sleep stat touch true wc; do
    ln -s busybox "$image_tree/bin/$name"
  done
}

# image_programs NAME...: copies programs of the host into the tree, with their libraries.
image_programs() {
  local tool file
  for tool; do
    file=$(PATH=$PATH:/usr/sbin:/sbin command -v "$tool")
    rm -f "$image_tree/bin/$tool"
    cp -L "$file" "$image_tree/bin/$tool"
    # Lines like `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x...)`, the loader without an arrow.
    ldd "$file" | grep -o '/[^ ]*' | while read -r file; do
      mkdir -p "$image_tree${file%/*}"
      cp -L "$file" "$image_tree$file"
    done
  done
}

# image_import: makes the tree a container, all its files owned by root; sets image to the id.
image_import() {
  tar -C "$image_tree" --owner=0 --group=0 -cf "$BATS_TEST_TMPDIR/tree.tar" .
  image=$(plash import-tar "$BATS_TEST_TMPDIR/tree.tar")
}

# shared_directory: makes a directory that containers see at the same path, sets shared. Goes with
# shared_clean.
shared_directory() {
  shared=$(mktemp -d "/tmp/plash-test.XXXXXX")
}

# home_directory: the same in the user's own home, or for root, whose home builds do not see, in /home; builds
# see it read-only.
home_directory() {
  local home
  home=$(getent passwd "$(id -u)" | cut -d : -f 6)
  [ "$home" != /root ] || home=/home
  case $home/ in
    /home/*) gate 'no home directory' test -w "$home" ;;
    *) gate 'a home directory that is not in /home' false ;;
  esac
  shared=$(mktemp -d "$home/plash-test.XXXXXX")
}

# shared_clean: call from teardown. Deletes the directory, where need be as the namespace's root.
shared_clean() {
  cd /
  [ -z "${shared-}" ] || rm -rf "$shared" 2>/dev/null || inside_namespace rm -rf "$shared"
}
