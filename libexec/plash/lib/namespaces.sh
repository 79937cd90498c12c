# The way into new namespaces. Sourced; only defines.
#
# Needs:  lib/base.sh
# Reads:  PLASH_DATA, plash_uid (data_require), PLASH_NO_UNSHARE
# Sets:   namespaces_words, the words (separated by blanks) that start a program in new namespaces; empty in
#         failsafe mode
#         root_place, where a container's files are to be mounted
# shellcheck shell=sh

# namespaces_disabled: true in failsafe mode, in which root makes no namespaces: for a machine that is thrown
# away, or where the kernel allows no other. What is mounted then stays mounted.
namespaces_disabled() {
  [ -n "${PLASH_NO_UNSHARE-}" ] && [ "$plash_uid" -eq 0 ]
}

# root_place_make_or_die PLACE: sets root_place to PLACE, which is for a mount namespace of its own; in failsafe mode
# to a new directory.
root_place_make_or_die() {
  root_place=$1
  if namespaces_disabled; then
    root_place=$(mktemp -d "/var/tmp/plash-mountpoint-$$-XXXXXXXX") ||
      fail 125 'cannot make a mount point in /var/tmp'
  fi
}

# namespaces_load_or_die: sets namespaces_words to what Java wrote down for this user. A worker writes that first
# when it is missing, damaged, or when what it rests on has changed. Dies with status 125 when that fails.
namespaces_load_or_die() {
  namespaces_words=
  if namespaces_disabled; then
    return
  fi
  namespaces_file=$PLASH_DATA/plan/namespaces.$plash_uid
  if namespaces_file_is_current && namespaces_read; then
    return
  fi
  . "$PLASH_LIBEXEC/lib/worker.sh"
  worker_run namespaces || exit 125
  namespaces_read || fail 125 "cannot read $namespaces_file"
}

# namespaces_file_is_current: true when namespaces_file is the caller's own, of this version, and its kind of
# namespaces is still the best that this user can have.
namespaces_file_is_current() {
  if [ ! -f "$namespaces_file" ] || [ ! -r "$namespaces_file" ] || [ ! -O "$namespaces_file" ]; then
    return 1
  fi
  read -r namespaces_header <"$namespaces_file" || return 1
  case $namespaces_header in
    "# plash-namespaces 4 $plash_uid root"*) return 0 ;;
    "# plash-namespaces 4 $plash_uid ranges")
      command -v newuidmap >/dev/null && namespaces_ranges_are_known
      ;;
    "# plash-namespaces 4 $plash_uid no-ranges") namespaces_ranges_are_known ;;
    "# plash-namespaces 4 $plash_uid no-newuidmap") ! command -v newuidmap >/dev/null ;;
    *) return 1 ;;
  esac
}

# namespaces_ranges_are_known: true when the files with the ranges of ids are those that Java has seen.
namespaces_ranges_are_known() {
  file_unchanged /etc/subuid "$PLASH_DATA/plan/subuid.$plash_uid" &&
    file_unchanged /etc/subgid "$PLASH_DATA/plan/subgid.$plash_uid"
}

# namespaces_read: sources namespaces_file, which sets namespaces_words; false when the file is not whole.
# `command` lets the shell survive a syntax error.
namespaces_read() {
  namespaces_whole='' namespaces_words=
  command . "$namespaces_file" 2>/dev/null
  [ "$namespaces_whole" = yes ] && [ -n "$namespaces_words" ]
}

# namespaces_exec WORD...: becomes WORD... inside new namespaces.
namespaces_exec() {
  namespaces_exec_with '' "$@"
}

# namespaces_exec_mounter PROGRAM WORD...: becomes PROGRAM OUTSIDE WORD... inside new namespaces. PROGRAM is to
# mount something. By OUTSIDE, a descriptor of the caller's mount namespace, it proves first that it is in
# another one (see lib/outside.sh). In failsafe mode OUTSIDE is `-`.
namespaces_exec_mounter() {
  namespaces_program=$1
  shift
  if namespaces_disabled; then
    namespaces_exec_with '' "$namespaces_program" - "$@"
  fi
  # The caller's program must not lose a descriptor, so a free one is looked for. It has one digit: dash knows
  # no others.
  for namespaces_outside in 9 8 7 6 5 4 3 ''; do
    if [ -n "$namespaces_outside" ] && [ ! -e "/proc/self/fd/$namespaces_outside" ]; then
      break
    fi
  done
  if [ -z "$namespaces_outside" ]; then
    fail 125 'descriptors 3 to 9 are all in use, plash needs one' 'close one: 9>&-'
  fi
  namespaces_exec_with "$namespaces_outside" "$namespaces_program" "$namespaces_outside" "$@"
}

# namespaces_limits_require: dies where the machine forbids namespaces by a limit of 0 (namespaces(7)). unshare,
# which this shell becomes, would only say that no space is left.
namespaces_limits_require() {
  for namespaces_limit in max_mnt_namespaces max_user_namespaces; do
    namespaces_number=
    { read -r namespaces_number <"/proc/sys/user/$namespaces_limit"; } 2>/dev/null
    case $namespaces_number:$namespaces_limit:$plash_uid in
      0:max_user_namespaces:0) ;; # root needs none
      0:*)
        . "$PLASH_LIBEXEC/lib/remedy.sh"
        remedy_find "$namespaces_limit"
        fail 125 "cannot enter namespaces: the sysctl user.$namespaces_limit is 0" "$out_fix"
        ;;
    esac
  done
}

# namespaces_exec_with DESCRIPTOR WORD...: becomes namespaces_words WORD.... Unless DESCRIPTOR is empty, the
# program has the caller's mount namespace open there. mksh passes on no descriptor but that of the exec itself.
namespaces_exec_with() {
  namespaces_descriptor=$1
  shift
  if [ -n "$namespaces_words" ]; then
    namespaces_limits_require
  fi
  # The shell's options and IFS are those of a start: blanks separate.
  # shellcheck disable=SC2086 # split on purpose
  set -- $namespaces_words "$@"
  path_find "$1" || :
  shift
  # An exec that fails ends this shell, which has said why.
  trap 'fail 125 "cannot start $out_path"' EXIT
  if [ -z "$namespaces_descriptor" ]; then
    exec "$out_path" "$@"
  fi
  eval 'exec "$out_path" "$@" '"$namespaces_descriptor</proc/self/ns/mnt" # only a digit is evaluated
}
