# What the README and the tutorial of 2018 take from the network, on servers of this machine: images by
# name, and the repositories of build files. `load lib/published`, after lib/helper, lib/web and
# lib/lxc_mirror.

# published_start: call from setup_file. Sets PLASH_LXC_URL and PLASH_GITHUB_URL, and web_root for
# web_count.
published_start() {
  # The directories of these words are those of a test.
  local BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR PLASH_DATA=$PLASH_SUITE_DATA
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}"
  web_start
  export web_root web_pid PLASH_TEST_SERVER=$web_url
  published_tree
  lxc_build alpine 3.22 20261123_13:00
  published_devices
  lxc_build ubuntu noble 20261123_07:42
  lxc_build archlinux current 20261123_04:18
  lxc_list
  mkdir -p "$web_root/ihucos/python/HEAD"
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from alpine' '--apk' 'python3' >"$web_root/ihucos/python/HEAD/plashfile"
}

# published_stop: call from teardown_file.
published_stop() {
  web_stop
}

# published_reset: world_reset, with these servers.
published_reset() {
  world_reset
  gate 'python3 is not installed' command -v python3
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}"
  export PLASH_LXC_URL=$PLASH_TEST_SERVER PLASH_GITHUB_URL=$PLASH_TEST_SERVER
}

# published_tree: the files of all images: the busybox of the suite, and a package manager with its
# packages. Both are of these images, as apk is of alpine, and no part of plash.
published_tree() {
  local tree=$BATS_TEST_TMPDIR/tree manager
  cp -a "$PLASH_DATA/layer/0/1/_data/root" "$tree"
  printf 'NAME=published\n' >"$tree/etc/os-release"
  cat >"$tree/bin/apk" <<'END'
#!/bin/sh
# Installs the packages that are named, executables of /packages each, to /usr/bin.
if [ "${2-}" = -r ]; then set -- $(cat "$3"); fi
for word; do
  case $word in
    update | add | install | -*) continue ;;
  esac
  [ -f "/packages/$word" ] || { echo "no such package: $word" >&2; exit 1; }
  cp "/packages/$word" /usr/bin/
  echo "installed $word"
done
END
  for manager in apt-get pacman pip3; do
    ln -s apk "$tree/bin/$manager"
  done
  # Programs go to /bin, and stay there when the host's /usr is mounted.
  mkdir -p "$tree/packages" "$tree/usr"
  rm -rf "${tree:?}/usr/bin"
  ln -s ../bin "$tree/usr/bin"
  published_package figlet 'tr a-z A-Z'
  published_package xeyes 'echo "two eyes on $DISPLAY"'
  published_package dotfiles 'echo "dotfiles: $*"'
  published_package plash "exec $(command -v plash) \"\$@\""
  published_package yapf 'echo "yapf: $*"'
  published_package python3 'echo "modules: $(cd /usr/bin; ls six attrs 2>/dev/null | xargs)"; exec sh "$@"'
  for manager in gtk3 python-gobject unionfs-fuse six attrs py3-pip; do
    published_package "$manager" :
  done
  chmod -R 755 "$tree/bin/apk" "$tree/packages"
}

# published_package NAME LINE: a program that the package managers can install.
published_package() {
  printf '%s\n' '#!/bin/sh' "$2" >"$BATS_TEST_TMPDIR/tree/packages/$1"
}

# published_devices: adds a device node to the image that was built last.
published_devices() {
  (
    cd "$web_root$lxc_path"
    unxz rootfs.tar.xz
    python3 -c 'import tarfile
with tarfile.open("rootfs.tar", "a") as archive:
    node = tarfile.TarInfo("./dev/null")
    node.type, node.devmajor, node.devminor, node.mode = tarfile.CHRTYPE, 1, 3, 0o666
    archive.addfile(node)'
    xz rootfs.tar
    sha256sum rootfs.tar.xz >SHA256SUMS
  )
}
