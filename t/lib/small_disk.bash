# A file system of its own that can be filled.

# in_tmpfs OPTIONS COMMAND: runs the shell command, in a directory of its own on a tmpfs with the mount
# OPTIONS in a private mount namespace, with a copy of the data directory there.
in_tmpfs() {
  local enter=(unshare --mount --propagation private)
  [ "$(id -u)" -eq 0 ] || enter=(unshare --user --map-root-user --mount --propagation private)
  "${enter[@]}" bash -c '
    mkdir -p "$HOME/disk" && mount -t tmpfs -o "$1" none "$HOME/disk" && cp -a "$PLASH_DATA" "$HOME/disk/data" || exit 99
    export PLASH_DATA=$HOME/disk/data
    # fill_pages FREE, fill_inodes FREE: leaves as many pages, or inodes; free_all gives them back.
    fill_pages() {
      cat /dev/zero >"$HOME/disk/filler" 2>/dev/null
      truncate -s "-$(($1 * 4096))" "$HOME/disk/filler"
    }
    fill_inodes() {
      mkdir "$HOME/disk/fill" && (cd "$HOME/disk/fill" && mkdir $(seq 3000) 2>/dev/null)
      [ "$1" -eq 0 ] || (cd "$HOME/disk/fill" && rmdir $(seq "$1"))
    }
    free_all() {
      rm -rf "$HOME/disk/filler" "$HOME/disk/fill"
    }
    cd "$HOME/disk" && eval "$2"' bash "$@"
}
