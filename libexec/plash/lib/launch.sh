# Starts programs in containers by their launch plan, without a JVM. Sourced; only defines.
# Needs lib/base.sh and data_find. shellcheck shell=sh

launch_newline='
'

# Statuses of a failed start, so that they can be told from the program's own.
launch_failed=125

# launch CONTAINER WORD...: becomes WORD... in CONTAINER, on a scratch directory for its changes;
# without words the image's root shell. Never returns.
launch() {
  container_check "${1-}"
  plan_find "$1" "$launch_failed"
  shift
  scratch_name
  # What hides the image's /etc/resolv.conf is made for the host's.
  host_has /etc/resolv.conf || plan_upper_files=
  # shellcheck disable=SC2154 # the plan sets them
  case $plan_root_mode:$plan_upper_files in
    ???: | 1???:) failsafe || scratch_by_mount ;; # mkdir(2) makes no directory with the other special bits
  esac
  [ -n "$scratch_fstab" ] || scratch_make ||
    fail "$launch_failed" "cannot make a scratch directory in $PLASH_DATA/tmp"
  launch_prepared "$@"
}

# plan_find CONTAINER STATUS: loads the launch plan in container_node, or has it written; ends with
# STATUS when that can not be.
plan_find() {
  launch_plan=$container_node/_data/plan.$plash_uid
  if ! plan_load; then
    . "$PLASH_LIBEXEC/lib/worker.sh"
    worker_run plan "$1" || exit "$2"
    plan_load || fail "$2" "the launch plan $launch_plan is of another version"
  fi
}

# plan_load: sources launch_plan if it is the caller's own, its first line fits this version and user,
# and config/union_taste is one that Java writes plans for; false for a plan that is damaged, too (`command`
# lets the shell survive that). A plan sets variables only, plash-data(5) lists them.
plan_load() {
  plan_whole='' plan_doubt=
  if [ ! -f "$launch_plan" ] || [ ! -r "$launch_plan" ] || [ ! -O "$launch_plan" ]; then
    return 1
  fi
  read -r launch_header <"$launch_plan" || return 1
  [ "$launch_header" = "# plash-plan 6 $plash_uid" ] || return 1
  launch_taste=
  { read -r launch_taste <"$PLASH_DATA/config/union_taste"; } 2>/dev/null
  case $launch_taste in
    auto | overlay | '') ;;
    *) return 1 ;;
  esac
  command . "$launch_plan" 2>/dev/null
  [ "$plan_whole" = yes ]
}

# scratch_name: sets scratch to plashtmp_SESSION_PID_START_BOOT_INIT-N, a new name in tmp/ for this
# process. The start time (field 22 of /proc/PID/stat, in clock ticks) tells a reused pid, that of process
# 1 and eight digits of the boot id tell in which pid namespace it counts; N counts when one process
# starts containers one after the other. scratch_seen is its path from lower/.
scratch_name() {
  scratch_boot=0 scratch_stat=
  # They may be hidden, empty or odd.
  {
    read -r scratch_boot </proc/sys/kernel/random/boot_id
    read -r scratch_stat </proc/1/stat
  } 2>/dev/null
  set -f
  # shellcheck disable=SC2086 # fields, split on purpose
  set -- ${scratch_stat##*") "}
  scratch_world=${scratch_boot%%-*}
  case $scratch_world in
    "" | *[!0-9a-f]*) scratch_world=0 ;;
  esac
  scratch_world=${scratch_world}_${20-0}
  read -r scratch_stat </proc/self/stat
  # shellcheck disable=SC2086 # fields, split on purpose
  set -- ${scratch_stat##*") "}
  set +f
  scratch_owner=$4_${scratch_stat%% *}_${20}_$scratch_world
  scratch_count=0
  scratch=plashtmp_$scratch_owner-0
  while [ -e "$PLASH_DATA/tmp/$scratch" ]; do
    scratch_count=$((scratch_count + 1))
    scratch=plashtmp_$scratch_owner-$scratch_count
  done
  scratch_seen=../tmp/$scratch scratch_fstab=
}

# scratch_by_mount: sets scratch_fstab to lines by which mount makes the scratch directory, which saves
# the start of mkdir(1): X-mount.mkdir makes a missing mount point, here with the mode of the root
# directory. What is mounted there hides it under that name; another bind of tmp/, made before and
# without what is mounted below, shows it.
scratch_by_mount() {
  scratch_fstab="../tmp ../mnt none bind 0 0
base ../tmp/$scratch/data none bind,X-mount.mkdir=$plan_root_mode 0 0
base ../tmp/$scratch/work none bind,X-mount.mkdir 0 0
"
  scratch_seen=../mnt/$scratch
}

# scratch_make: makes the scratch directory where files of the upper layer must be there before it is
# mounted, to hide something of the image (a symlink at /etc/resolv.conf), and where binds of mount's
# would stay.
scratch_make() (
  umask 022
  cd "$PLASH_DATA/tmp" && mkdir "$scratch" "$scratch/work" "$scratch/data" || exit
  # shellcheck disable=SC2154 # the plan sets it
  for scratch_file in $plan_upper_files; do
    scratch_file=$scratch/data/$scratch_file
    mkdir -p "${scratch_file%/*}" && : >"$scratch_file" || exit
  done
  # shellcheck disable=SC2154 # the plan sets it
  chmod "$plan_root_mode" "$scratch/data"
)

# launch_prepared WORD...: writes the run's fstab and becomes the program, by default that of the plan. The
# working directory is lower/, so that the overlay's options stay short and hold no character of
# the user's path.
# shellcheck disable=SC2154 # the plan sets them
launch_prepared() {
  if [ $# -eq 0 ]; then
    launch_at=0
    while [ "$launch_at" -lt "$plan_words" ]; do
      launch_at=$((launch_at + 1))
      eval "set -- \"\$@\" \"\$plan_word_$launch_at\"" # only a number is evaluated
    done
  fi
  # By its physical name, which is the one that may exist inside; without one (deleted) begin in /.
  cd -P . 2>/dev/null && launch_cwd=$PWD || launch_cwd=/
  cd "$PLASH_DATA/lower" || fail "$launch_failed" "cannot enter $PLASH_DATA/lower"
  root_find
  fstab_find
  printf %s "$fstab_text" >"../tmp/$scratch.fstab" ||
    fail "$launch_failed" "cannot write $PLASH_DATA/tmp/$scratch.fstab"
  if [ -n "$plan_shell" ]; then
    launch_at=$plan_profiles
    while [ "$launch_at" -gt 0 ]; do
      eval "set -- \"\$plan_profile_$launch_at\" \"\$@\"" # only a number is evaluated
      launch_at=$((launch_at - 1))
    done
    launch_enter run "$launch_cwd" "$plan_profiles" "$@"
  fi
  # Without a shell: the image's variables, in front of all else.
  launch_at=$plan_variables
  while [ "$launch_at" -gt 0 ]; do
    eval "set -- \"\$plan_variable_$launch_at\" \"\$@\"" # only a number is evaluated
    launch_at=$((launch_at - 1))
  done
  launch_enter bare "$launch_cwd" "$plan_directory" "$plan_variables" "$@"
}

# fstab_find: sets fstab_text to the lines by which mount makes the container's file system: the overlay, then
# what there is of the host now. Once the overlay lies on /, `..` at the top leads into it; so a bind of
# the host's that a link leads to is made before, on a directory of lower/base, and bound from there.
# shellcheck disable=SC2154 # the plan sets them
fstab_find() {
  fstab_text=$scratch_fstab fstab_binds=
  case $plan_upper in
    scratch) plan_overlay=$plan_overlay,upperdir=$scratch_seen/data,workdir=$scratch_seen/work ;;
    root) plan_overlay=$plan_overlay,upperdir=$root_place/data,workdir=$root_place/work ;;
  esac
  IFS=$launch_newline
  set -f
  for fstab_line in $plan_binds; do
    fstab_source=${fstab_line%% *}
    fstab_rest=$root_place${fstab_line#* }$launch_newline
    case $fstab_rest in
      *,nofail\ * | *,nofail,*)
        host_has "$fstab_source" || continue
        if host_link "$fstab_source" && ! failsafe; then
          directory_seen "$fstab_source"
          fstab_text="$fstab_text$fstab_source base$fstab_source none rbind 0 0$launch_newline"
          fstab_source=base$fstab_source
        fi
        ;;
    esac
    fstab_binds="$fstab_binds$fstab_source $fstab_rest"
  done
  set +f
  unset IFS
  [ -z "$plan_behind" ] || fstab_text="$fstab_text$plan_behind $root_place none bind 0 0$launch_newline"
  fstab_text="${fstab_text}overlay $root_place overlay $plan_overlay 0 0$launch_newline$fstab_binds"
}

# host_has PATH: true when the host has what is to be bound at PATH: a directory, for /root one that this
# user may read, for /etc/resolv.conf any file.
host_has() {
  case $1 in
    /etc/resolv.conf) [ -e "$1" ] && ! [ -d "$1" ] ;;
    /root) [ -d "$1" ] && [ -r "$1" ] ;;
    *) [ -d "$1" ] ;;
  esac
}

# host_link PATH: true when a link is followed on the way to PATH.
host_link() {
  host_way=$1
  while [ -n "$host_way" ]; do
    [ ! -L "$host_way" ] || return 0
    host_way=${host_way%/*}
  done
  return 1
}

# directory_seen PLACE: where launch_cwd lies below what the host's link PLACE leads to, it becomes the name
# that the container has for it.
directory_seen() {
  [ -d "$1" ] && cd -P "$1" || return 0
  case $launch_cwd/ in
    "$PWD/"*) launch_cwd=$1${launch_cwd#"$PWD"} ;;
  esac
  cd "$PLASH_DATA/lower" || fail "$launch_failed" "cannot enter $PLASH_DATA/lower"
}

# launch_enter MODE CWD WORD...: becomes plash--enter inside the namespaces.
launch_enter() {
  set -- "../tmp/$scratch.fstab" "$root_place" "$@"
  namespaces_load
  # mount makes directories of the container's root, which are not for the caller's umask to close.
  export PLASH_UMASK="${plash_umask:-$(umask)}"
  export PLASH_DOUBT="${plan_doubt-}"
  umask 000
  mounter_exec "$PLASH_LIBEXEC/plash--enter" "$@"
}

# failsafe: true when no namespaces are to be made: for root, in a throw-away namespace or where the
# kernel allows no other. Nothing that is mounted then is unmounted afterwards.
failsafe() {
  [ -n "${PLASH_NO_UNSHARE-}" ] && [ "$plash_uid" -eq 0 ]
}

# root_find: sets root_place to where the container's root is to be mounted: over / in a mount namespace
# of its own (see plash--enter), else on a new directory.
root_find() {
  root_place=/..
  ! failsafe || root_place=$(mktemp -d "/var/tmp/plash-mountpoint-$$-XXXXXXXX") ||
    fail "$launch_failed" 'cannot make a mount point in /var/tmp'
}

# namespaces_load: sets namespaces_words, which put a program into new namespaces, to what Java wrote down
# for this user; has it written when it is missing, damaged, or what it rests on has changed.
namespaces_load() {
  namespaces_words=
  if failsafe; then
    return
  fi
  namespaces_file=$PLASH_DATA/plan/namespaces.$plash_uid
  if namespaces_current && namespaces_read; then
    return
  fi
  . "$PLASH_LIBEXEC/lib/worker.sh"
  worker_run namespaces || exit "$launch_failed"
  namespaces_read || fail "$launch_failed" "cannot read $namespaces_file"
}

# namespaces_current: true when namespaces_file is the caller's own, of this version, and its kind of
# namespaces is still the best that this user can have.
namespaces_current() {
  if [ ! -f "$namespaces_file" ] || [ ! -r "$namespaces_file" ] || [ ! -O "$namespaces_file" ]; then
    return 1
  fi
  read -r namespaces_header <"$namespaces_file" || return 1
  case $namespaces_header in
    "# plash-namespaces 3 $plash_uid root") return 0 ;;
    "# plash-namespaces 3 $plash_uid ranges")
      command -v newuidmap >/dev/null && namespaces_ranges_known
      ;;
    "# plash-namespaces 3 $plash_uid no-ranges") namespaces_ranges_known ;;
    "# plash-namespaces 3 $plash_uid no-newuidmap") ! command -v newuidmap >/dev/null ;;
    *) return 1 ;;
  esac
}

# namespaces_ranges_known: true when the files with the ranges of ids are those that Java has seen.
namespaces_ranges_known() {
  file_unchanged /etc/subuid "$PLASH_DATA/plan/subuid.$plash_uid" &&
    file_unchanged /etc/subgid "$PLASH_DATA/plan/subgid.$plash_uid"
}

# namespaces_read: sources namespaces_file, which sets namespaces_words; false when it is not whole.
# `command` lets the shell survive.
namespaces_read() {
  namespaces_whole='' namespaces_words=
  command . "$namespaces_file" 2>/dev/null
  [ "$namespaces_whole" = yes ] && [ -n "$namespaces_words" ]
}

# namespaces_exec WORD...: becomes WORD... inside new namespaces.
namespaces_exec() {
  exec_in_namespaces '' "$@"
}

# mounter_exec PROGRAM WORD...: becomes PROGRAM OUTSIDE WORD... inside new namespaces. PROGRAM is to mount,
# and proves by OUTSIDE, a descriptor of the caller's mount namespace, that it is in another one first (see
# lib/outside.sh). In failsafe mode OUTSIDE is `-`.
mounter_exec() {
  launch_program=$1
  shift
  if failsafe; then
    exec_in_namespaces '' "$launch_program" - "$@"
  fi
  # One that the program does not get from the caller. Of one digit: dash knows no others.
  for launch_outside in 9 8 7 6 5 4 3 ''; do
    if [ -n "$launch_outside" ] && [ ! -e "/proc/self/fd/$launch_outside" ]; then
      break
    fi
  done
  if [ -z "$launch_outside" ]; then
    fail "$launch_failed" 'descriptors 3 to 9 are all in use, plash needs one' 'close one: 9>&-'
  fi
  exec_in_namespaces "$launch_outside" "$launch_program" "$launch_outside" "$@"
}

# namespaces_permitted: dies where the machine forbids namespaces by a limit of 0 (namespaces(7)), of which
# unshare, that this shell becomes, would only say that there is no space left.
namespaces_permitted() {
  for namespaces_limit in max_mnt_namespaces max_user_namespaces; do
    namespaces_number=
    { read -r namespaces_number <"/proc/sys/user/$namespaces_limit"; } 2>/dev/null
    case $namespaces_number:$namespaces_limit:$plash_uid in
      0:max_user_namespaces:0) ;; # root needs none
      0:*)
        fail "$launch_failed" "cannot enter namespaces: the sysctl user.$namespaces_limit is 0" \
          "raise it: sysctl user.$namespaces_limit=10000"
        ;;
    esac
  done
}

# exec_in_namespaces DESCRIPTOR WORD...: becomes WORD... behind namespaces_words. DESCRIPTOR is the caller's
# mount namespace then, unless it is empty. mksh passes on no descriptor but that of the exec itself.
exec_in_namespaces() {
  launch_descriptor=$1
  shift
  [ -z "$namespaces_words" ] || namespaces_permitted
  # The shell's options and IFS are those of a start: blanks separate.
  # shellcheck disable=SC2086 # split on purpose
  set -- $namespaces_words "$@"
  path_find "$1" || :
  shift
  # An exec that fails ends this shell, which has said why.
  trap 'fail "$launch_failed" "cannot start $path_found"' EXIT
  if [ -z "$launch_descriptor" ]; then
    exec "$path_found" "$@"
  fi
  eval 'exec "$path_found" "$@" '"$launch_descriptor</proc/self/ns/mnt" # only a digit is evaluated
}
