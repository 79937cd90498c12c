# Unions that the kernel cannot make alone: by a FUSE server, or with the changes in memory. Sourced; only defines.
#
# The working directory is always the data directory's lower/, in a mount namespace of plash's own.
#
# Needs:  lib/mount.sh; union_view and union_mount also lib/files.sh
# Sets:   union_kind       overlay, fuse-overlayfs or unionfs-fuse
#         union_changes    data, or tmpfs where the data directory cannot hold the upper layer of an overlay
#         union_whiteouts  device, attribute or name: in which form layers are stored, see the Java class WhiteoutForm
#         union_root       where union_mount has mounted it
# shellcheck shell=sh

# union_read UNION: sets union_kind, union_changes and union_whiteouts to the parts of the word UNION, which Java
# wrote; an empty one means the kernel's overlay in the data directory.
union_read() {
  union_kind=overlay union_changes=data union_whiteouts=device
  if [ -n "$1" ]; then
    union_kind=${1%%:*} union_whiteouts=${1##*:}
    union_changes=${1%:*}
    union_changes=${union_changes#*:}
  fi
}

# union_view OPTIONS PLACE: shows on the directory PLACE what OPTIONS, those of an overlay without an upper layer, describe.
# The kernel can often do that where it takes FUSE for changes, and does it best. By FUSE it lies in PLACE/union. Sets
# union_root to where it lies.
union_view() {
  union_root=$2
  if [ "$union_kind" = overlay ]; then
    files_mount "$1" "$2"
  elif [ "$union_whiteouts" = name ] || ! files_mount "$1" "$2"; then
    union_mount "$1" "$2"
  fi
}

# union_mount OPTIONS PLACE: shows on PLACE what OPTIONS describe, by the kind that union_read has read. By FUSE it lies in
# PLACE/union. Sets union_root to where it lies.
union_mount() {
  if [ "$union_kind" = overlay ]; then
    union_root=$2
    files_mount "$1" "$2"
  else
    union_place_make "$2" && union_serve "$1" "$2"
  fi
}

# union_place_make PLACE: covers the directory PLACE with one in memory, for what a FUSE server needs.
union_place_make() {
  mount_try -t tmpfs -o mode=0700 plash "$1" && mkdir "$1/union" && mount_try --make-shared "$1"
}

# union_serve OPTIONS PLACE: starts a FUSE server, which shows in PLACE/union what OPTIONS describe. What it mounts in a
# namespace of its own reaches this one, since PLACE is shared between the two.
union_serve() {
  union_root=$2/union
  path_tool_find unshare "$PATH" || :
  "$out_path" --mount --propagation unchanged -- "$PLASH_LIBEXEC/plash--fuse" "$union_kind" "$1" "$union_root"
}

# union_upper_make DIRECTORY MODE FILE...: makes DIRECTORY with data, for the changes, and work. data gets MODE, and the
# empty FILEs (relative paths), which hide something of the image.
union_upper_make() (
  umask 022
  mkdir "$1" && cd "$1" && mkdir work data || exit
  union_root_mode=$2
  shift 2
  for union_file; do
    union_file=data/$union_file
    mkdir -p "${union_file%/*}" && : >"$union_file" || exit
  done
  chmod "$union_root_mode" data
)

# union_fstab_adapt FSTAB PLACE: rewrites FSTAB, in which a line says what an overlay shows: shows that on PLACE by FUSE,
# and has the line bind it. The first field of that line is `overlay`. A line before it may bind the directory of its
# upper layer behind it (see plan_behind).
union_fstab_adapt() {
  union_lines='' union_behind=
  union_place_make "$2" || return
  # shellcheck disable=SC2094 # it is written when all is read
  while IFS= read -r union_line; do
    case $union_line in
      'overlay '*' overlay '*)
        union_target=${union_line#overlay }
        union_target=${union_target%% *}
        union_options=${union_line#"overlay $union_target overlay "}
        union_options=${union_options%% *}
        union_behind_bind "$1" "$2" && union_serve "$union_options" "$2" || return
        union_line="$union_root $union_target none bind 0 0"
        ;;
      *' none bind 0 0') union_behind=${union_line% none bind 0 0} ;;
    esac
    union_lines="$union_lines$union_line
"
  done <"$1"
  printf %s "$union_lines" >"$1"
}

# union_behind_bind FSTAB PLACE: where union_options have an upper layer that lies behind union_target, binds its directory,
# the first field of union_behind, beside the union, and has union_options name that.
union_behind_bind() {
  case $union_options in
    *",upperdir=$union_target/data,"*) ;;
    *) return 0 ;;
  esac
  mkdir "$2/behind" && printf '%s\n' "${union_behind% *} $2/behind none bind 0 0" >"$1.behind" &&
    mount_try -a -T "$1.behind" && rm "$1.behind" || return
  union_options="${union_options%%,upperdir=*},upperdir=$2/behind/data,workdir=$2/behind/work"
}

# union_layer_begin SCRATCH: prepares the layer under construction in SCRATCH (its path from lower/). Where its changes are
# to be in memory, that is SCRATCH/changes, which the fstab names that Java wrote.
union_layer_begin() {
  if [ "$union_changes" != tmpfs ]; then
    return 0
  fi
  mkdir "$1/changes" && mount_try -t tmpfs -o mode=0700 plash "$1/changes" && mkdir "$1/changes/work" &&
    union_copy "$1/node/_data/root" "$1/changes/data"
}

# union_layer_save SCRATCH: gives the layer in SCRATCH, whose union is no longer mounted, the form in which layers are
# stored.
union_layer_save() {
  union_tree=$1/node/_data/root
  if [ "$union_changes" = tmpfs ]; then
    union_tree=$1/changes/data
  fi
  if [ "$union_kind:$union_whiteouts" != overlay:device ] && [ "$union_whiteouts" != name ]; then
    union_lowers_read "$1"
    # shellcheck disable=SC2086 # names of layers, split on purpose
    "$PLASH_LIBEXEC/plash--worker" whiteouts "$union_kind" "$union_whiteouts" "$union_tree" $union_lowers || return
  fi
  if [ "$union_changes" = tmpfs ]; then
    union_copy "$union_tree" "$1/node/_data/root" && umount -l "$1/changes" && rmdir "$1/changes"
  fi
}

# union_lowers_read SCRATCH: sets union_lowers to the lower layers of the layer in SCRATCH, separated by blanks, the topmost
# first, where unionfs-fuse showed it.
union_lowers_read() {
  union_lowers=
  if [ "$union_kind" = unionfs-fuse ] && read -r union_options <"$1/options"; then
    union_lowers=${union_options#*lowerdir=}
    union_lowers=$(printf %s "${union_lowers%%,*}" | tr : ' ')
  fi
}

# union_copy FROM TO: copies the directory FROM with all that an upper layer has to TO, which may be there. Fails unless
# both programs succeed: what one of them could not read must not be missing in silence.
union_copy() {
  mkdir -p "$2" && path_tool_find tar "$PATH" || return
  {
    "$out_path" --create --file=- --directory="$1" --format=posix --sparse --numeric-owner \
      --xattrs '--xattrs-include=*' . || : >"$2.torn"
  } | "$out_path" --extract --file=- --directory="$2" --preserve-permissions --numeric-owner \
    --xattrs '--xattrs-include=*' && [ ! -e "$2.torn" ]
}
