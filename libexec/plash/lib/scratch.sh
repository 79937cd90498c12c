# What one run of a container leaves in tmp/: its scratch directory, for the changes, and its fstab, the
# mounts. Sourced; only defines.
#
# Needs:  lib/base.sh, lib/namespaces.sh
# Reads:  PLASH_DATA (data_require), plan_* (lib/plan.sh); fstab_compose also root_place
#         (lib/namespaces.sh) and launch_cwd (lib/launch.sh)
# Sets:   scratch             the name of the directory in tmp/
#         scratch_chance      a number from 0 to 31, another for each run
#         scratch_from_lower  its path from lower/, as the overlay's options name it
#         scratch_fstab       the fstab lines by which mount makes it, empty when it is there already
#         fstab_text          all lines of the fstab
# shellcheck shell=sh

scratch_newline='
'

# scratch_name_choose: sets scratch to a new name in tmp/, plashtmp_SESSION_PID_START_BOOT_INIT-N. The start
# time of this process (field 22 of /proc/PID/stat, in clock ticks) tells it from a later one with the same
# pid. The start time of process 1 and the first eight digits of the boot id tell in which pid namespace the
# pid counts. N counts when one process starts containers one after the other.
scratch_name_choose() {
  boot_read
  scratch_stat=
  { read -r scratch_stat </proc/1/stat; } 2>/dev/null # may be hidden
  set -f
  # shellcheck disable=SC2086 # fields, split on purpose
  set -- ${scratch_stat##*") "}
  scratch_world=${out_boot}_${20-0}
  read -r scratch_stat </proc/self/stat
  # shellcheck disable=SC2086 # fields, split on purpose
  set -- ${scratch_stat##*") "}
  set +f
  scratch_chance=$(((${20} + ${scratch_stat%% *}) % 32))
  scratch_owner=$4_${scratch_stat%% *}_${20}_$scratch_world
  scratch_count=0
  scratch=plashtmp_$scratch_owner-0
  while [ -e "$PLASH_DATA/tmp/$scratch" ]; do
    scratch_count=$((scratch_count + 1))
    scratch=plashtmp_$scratch_owner-$scratch_count
  done
  scratch_from_lower=../tmp/$scratch scratch_fstab=
}

# scratch_sweep_at_times: has a worker delete what ended runs have left, when that is much: where nothing is built
# tmp/ would fill the disk. To look takes as long as tmp/ is, so one run of 32 looks. That nothing can be deleted is
# told by `plash clean`, and keeps no program from its start.
scratch_sweep_at_times() {
  if [ "$scratch_chance" -ne 0 ]; then
    return 0
  fi
  set -- "$PLASH_DATA/tmp/plashtmp_"*
  if [ $# -gt 512 ]; then
    . "$PLASH_LIBEXEC/lib/worker.sh"
    worker_run sweep </dev/null >/dev/null 2>&1 || :
  fi
}

# scratch_make_or_die: makes the scratch directory, or leaves that to mount, which saves the start of mkdir(1).
scratch_make_or_die() {
  # An empty file hides the image's /etc/resolv.conf only where the host has one to bind over it.
  if ! host_has /etc/resolv.conf; then
    plan_upper_files=
  fi
  if [ -n "$namespaces_union" ]; then
    return # plash--union makes it
  fi
  if scratch_is_for_mount; then
    scratch_leave_to_mount
  else
    scratch_make 2>/dev/null || scratch_fail "make a scratch directory in $PLASH_DATA/tmp"
  fi
}

# scratch_fail WHAT: dies. WHAT is what could not be done in tmp/, which the disk or its being read-only refused.
scratch_fail() {
  . "$PLASH_LIBEXEC/lib/remedy.sh"
  remedy_find full
  if [ ! -w "$PLASH_DATA/tmp" ]; then
    remedy_find data-not-writable
  fi
  fail 125 "cannot $1" "$out_fix"
}

# scratch_is_for_mount: true when mount can make the scratch directory: no file has to be in it before, mkdir(2)
# can give it the mode of the root directory (of the special bits it knows only the sticky one), and binds
# that mount makes on the way vanish with the mount namespace.
# shellcheck disable=SC2154 # the plan sets them
scratch_is_for_mount() {
  if namespaces_disabled || [ -n "$plan_upper_files" ]; then
    return 1
  fi
  case $plan_root_mode in
    ??? | 1???) ;;
    *) return 1 ;;
  esac
}

# scratch_leave_to_mount: sets scratch_fstab to the lines by which mount makes the scratch directory:
# X-mount.mkdir makes a missing mount point, here with the mode of the root directory. What is mounted on
# the new directories hides them. Another bind of tmp/, made before and without what is mounted below,
# shows them.
scratch_leave_to_mount() {
  scratch_fstab="../tmp ../mnt none bind 0 0
base ../tmp/$scratch/data none bind,X-mount.mkdir=$plan_root_mode 0 0
base ../tmp/$scratch/work none bind,X-mount.mkdir 0 0
"
  scratch_from_lower=../mnt/$scratch
}

# scratch_make: makes the scratch directory with the files that the upper layer must hold before it is mounted,
# which hide something of the image (a symlink at /etc/resolv.conf).
# shellcheck disable=SC2154 # the plan sets them
scratch_make() (
  umask 022
  cd "$PLASH_DATA/tmp" && mkdir "$scratch" "$scratch/work" "$scratch/data" || exit
  for scratch_file in $plan_upper_files; do
    scratch_file=$scratch/data/$scratch_file
    mkdir -p "${scratch_file%/*}" && : >"$scratch_file" || exit
  done
  chmod "$plan_root_mode" "$scratch/data"
)

# fstab_compose: sets fstab_text to the lines by which mount makes the container's file system: the overlay,
# then the binds of what the host has now. Once the overlay lies on /, `..` at the top leads into it. So a
# directory of the host that a link leads to is bound first on a directory of lower/base, and from there into
# the container. The working directory must be lower/.
#
# What a run changes is dropped, so root's overlay is volatile. Without that the kernel has the program wait at its end
# until all is on disk that anybody wrote on the file system (ovl_sync_fs() in fs/overlayfs/super.c). The mark of such an
# overlay lies in a directory of mode 0, where rm could not delete it for an ordinary user: his program waits.
# shellcheck disable=SC2154 # others set them
fstab_compose() {
  fstab_text=$scratch_fstab fstab_binds=
  case $plan_upper in
    scratch)
      plan_overlay=$plan_overlay,upperdir=$scratch_from_lower/data,workdir=$scratch_from_lower/work
      if [ "$plash_uid" -eq 0 ] && [ -z "$namespaces_union" ]; then
        plan_overlay=$plan_overlay,volatile
      fi
      ;;
    root) plan_overlay=$plan_overlay,upperdir=$root_place/data,workdir=$root_place/work ;;
  esac
  IFS=$scratch_newline
  set -f
  for fstab_line in $plan_binds; do
    fstab_source=${fstab_line%% *}
    fstab_rest=$root_place${fstab_line#* }$scratch_newline
    case $fstab_rest in
      *,nofail\ * | *,nofail,*)
        host_has "$fstab_source" || continue
        if ! namespaces_disabled && host_path_has_link "$fstab_source"; then
          launch_places_rename "$fstab_source"
          fstab_text="$fstab_text$fstab_source base$fstab_source none rbind 0 0$scratch_newline"
          fstab_source=base$fstab_source
        fi
        ;;
    esac
    fstab_binds="$fstab_binds$fstab_source $fstab_rest"
  done
  set +f
  unset IFS
  if [ -n "$plan_behind" ]; then
    fstab_text="$fstab_text$plan_behind $root_place none bind 0 0$scratch_newline"
  fi
  fstab_text="${fstab_text}overlay $root_place overlay $plan_overlay 0 0$scratch_newline$fstab_binds"
}

# host_has PATH: true when the host has what is to be bound at PATH: a directory, for /root one that this
# user may read, for /etc/resolv.conf any file; /run/user is bound only where the caller shares the desktop.
host_has() {
  case $1 in
    /etc/resolv.conf) [ -e "$1" ] && [ ! -d "$1" ] ;;
    /root) [ -d "$1" ] && [ -r "$1" ] ;;
    /run/user) [ -n "${PLASH_DESKTOP-}" ] && [ -d "$1" ] && ! host_path_has_link "$1" ;;
    *) [ -d "$1" ] ;;
  esac
}

# host_path_has_link PATH: true when PATH, or a directory on the way to it, is a symbolic link.
host_path_has_link() {
  host_path=$1
  while [ -n "$host_path" ]; do
    if [ -L "$host_path" ]; then
      return 0
    fi
    host_path=${host_path%/*}
  done
  return 1
}
