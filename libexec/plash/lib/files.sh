# Shows the host a container's files, read-only, without a JVM. Sourced; only defines.
#
# Needs:  lib/base.sh; sources lib/mount.sh; files_exec also needs lib/namespaces.sh and a plan (lib/plan.sh)
# Reads:  PLASH_DATA (data_require), plan_view, the overlay options that show the layers and nothing else
# shellcheck shell=sh
. "$PLASH_LIBEXEC/lib/mount.sh"

# files_exec WORD...: becomes WORD..., a program of the host, in new namespaces with the container's files as
# working directory. They are mounted on mnt/, which nobody else sees.
files_exec() {
  cd "$PLASH_DATA/lower" || fail 125 "cannot enter $PLASH_DATA/lower"
  root_place_make_or_die ../mnt
  union_load_or_die
  # shellcheck disable=SC2154 # the plan and lib/namespaces.sh set them
  namespaces_exec_mounter "$PLASH_LIBEXEC/plash--files" "$namespaces_union" "$plan_view" "$root_place" "$@"
}

# files_mount OPTIONS PLACE: mounts the overlay that OPTIONS describe on PLACE. When it fails the status is false, and
# mount_said is what mount(8) said. The working directory must be lower/.
files_mount() {
  mount_try -t overlay -o "$1" overlay "$2"
}
