# Keeps the host's programs out of the container's files while they start it. Sourced by plash--enter alone; only defines.
#
# Once the container lies over /, a lookup of `..` that reaches the root crosses into it (fs/namei.c, handle_dots). So
# does a link in a directory directly below /: where /lib64 is no link, and /lib64/ld-linux-x86-64.so.2 leads to
# ../lib/..., as in Debian 13, the loader of chroot would be the image's. There plash--enter goes aside: it becomes
# itself in a copy of the whole tree of mounts, whose root nothing is mounted on. Its working directory stays in the
# tree itself, where the way up leads to the container.
#
# Needs:  the functions of plash--enter
# Reads:  enter_root, which is that way
# shellcheck shell=sh

# aside_is_needed: true when the loader of the host's programs is a link in a directory directly below /, or when a
# program that is started after the mount is a link anywhere, which may lead up as far.
aside_is_needed() {
  set +f
  for aside_file in /lib/ld*.so* /lib64/ld*.so*; do
    if [ -L "$aside_file" ] && [ ! -L "${aside_file%/*}" ]; then
      return
    fi
  done
  set -f
  for aside_file in chroot unshare env; do
    tool_find "$aside_file"
    if [ -L "$out_path" ]; then
      return
    fi
  done
  return 1
}

# aside_exec FSTAB ARGUMENT...: becomes plash--enter aside. The copy lies on lock/, which nothing in these namespaces
# needs. It is unbindable, or binds of /home or /tmp would take it into the container when the data directory lies there,
# and twice as much in the next. The root file system of a container, as which the host may have begun, is unbindable at
# first.
aside_exec() {
  aside_fstab=$1 aside_climb=..
  shift
  # shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
  while [ ! "$aside_climb" -ef / ]; do
    aside_climb=$aside_climb/..
  done
  tool_find mount
  "$out_path" -c --rbind --make-runbindable / ../lock 2>/dev/null ||
    { "$out_path" -c --make-private / && "$out_path" -c --rbind --make-runbindable / ../lock; } ||
    enter_fail 'cannot mount a copy of the host for the programs that start containers'
  tool_find unshare
  enter_step="start $out_path"
  exec "$out_path" --root=../lock --wd=/proc/self/cwd -- "${0%/*}/plash--enter" aside "$aside_fstab" "$aside_climb" "$@"
}
