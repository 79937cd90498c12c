# An image server in the form of linuxcontainers. `load lib/lxc_mirror`, after lib/web; web_start first.

# lxc_build DISTRO RELEASE BUILD [ARCHITECTURE [VARIANT]]: adds a build to the server: the test image with
# a file /release that says which it is, and SHA256SUMS. Sets lxc_path to the path of its folder.
lxc_build() {
  local tree=$BATS_TEST_TMPDIR/tree
  lxc_path=/images/$1/$2/${4:-$(lxc_architecture)}/${5:-default}/$3
  [ -d "$tree" ] || cp -a "$PLASH_DATA/layer/0/1/_data/root" "$tree"
  printf '%s\n' "$1 $2 $3" >"$tree/release"
  mkdir -p "$web_root$lxc_path"
  XZ_OPT=-0 tar --owner=0 --group=0 -C "$tree" -cJf "$web_root$lxc_path/rootfs.tar.xz" .
  (cd "$web_root$lxc_path" && sha256sum rootfs.tar.xz >SHA256SUMS)
}

# lxc_list: writes the index: of each image the newest build, and lines that are none.
lxc_list() {
  local image build
  mkdir -p "$web_root/meta/1.0"
  (
    cd "$web_root"
    printf '%s\n' '' 'half;a;line' '<p>;;;;;'
    for image in images/*/*/*/*; do
      build=$(ls "$image" | sort | tail -n 1)
      IFS=/ read -r _ distro release architecture variant <<<"$image"
      printf '%s;%s;%s;%s;%s;/%s/%s/\n' "$distro" "$release" "$architecture" "$variant" "$build" "$image" "$build"
    done
  ) >"$web_root/meta/1.0/index-system"
}

# lxc_architecture: what Debian calls this machine.
lxc_architecture() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) uname -m ;;
  esac
}
