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

# files_read_exec WORD...: does the same for a program that reads all files and writes none: of a stack of one layer it
# gets the layer itself, where that shows the same, which spares it the overlay at every file.
files_read_exec() {
  case $plan_whiteouts:$plan_view in
    *lowerdir=*:*:*) ;;
    :*lowerdir=*:0) plan_view=all,$plan_view ;;
  esac
  files_exec "$@"
}

# files_layer_enter OPTIONS: enters the one layer that OPTIONS describe, when it shows what the overlay would. A device 0:0
# does not: there it is a whiteout, which an archive can bring into an image.
files_layer_enter() {
  files_layer=${1##*lowerdir=}
  path_tool_find find "$PATH" -xdev && cd -P "${files_layer%:0}" || return
  if files_devices=$("$out_path" . -xdev -type c -exec stat -c %t:%T '{}' + 2>/dev/null); then
    case "
$files_devices
" in
      *'
0:0
'*) ;;
      *) return ;;
    esac
  fi
  cd - >/dev/null && false
}

# files_mount OPTIONS PLACE: mounts the overlay that OPTIONS describe on PLACE. When it fails the status is false, and
# mount_said is what mount(8) said. The working directory must be lower/.
files_mount() {
  mount_try -t overlay -o "$1" overlay "$2"
}
