# Shows the host a container's files, read-only, without a JVM. Sourced; only defines.
# Needs lib/base.sh, lib/container.sh, lib/launch.sh and data_find. shellcheck shell=sh

# view_find CONTAINER STATUS: sets plan_view, the overlay options that show the container's layers
# and nothing else, as named from lower/; ends with STATUS when its launch plan can not be written.
view_find() {
  container_check "$1"
  plan_find "$1" "$2"
}

# view_exec WORD...: becomes WORD..., a program of the host, in namespaces of its own with the view as
# working directory. It is mounted on mnt/, which nobody else sees.
view_exec() {
  cd "$PLASH_DATA/lower" || fail "$launch_failed" "cannot enter $PLASH_DATA/lower"
  root_find
  [ "$root_place" != /.. ] || root_place=../mnt
  namespaces_load
  # shellcheck disable=SC2154 # the plan sets it
  mounter_exec "$PLASH_LIBEXEC/plash--view" "$plan_view" "$root_place" "$@"
}

# view_mount OPTIONS PLACE: mounts an overlay; lower/ is the working directory.
view_mount() {
  path_find mount || :
  LIBMOUNT_FORCE_MOUNT2=always "$path_found" -c -t overlay -o "$1" overlay "$2"
}
