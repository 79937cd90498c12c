# The way into new namespaces. Sourced; only defines.
#
# Needs:  lib/base.sh
# Reads:  PLASH_DATA, plash_uid, plash_gid, plash_bounds (data_require), PLASH_NO_UNSHARE
# Sets:   namespaces_words, the words (separated by blanks) that start a program in new namespaces; empty in
#         failsafe mode
#         namespaces_union, the word that tells how layers are united (see lib/union.sh); empty where the kernel
#         does it alone, `?` where nothing works
#         out_boot, which start of the machine this is
#         root_place, where a container's files are to be mounted
# shellcheck shell=sh

out_boot=

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

# boot_read: sets out_boot to the digits before the first hyphen of the number that the kernel gives to this start of the
# machine; to 0 where /proc does not tell.
boot_read() {
  out_boot=
  { read -r out_boot </proc/sys/kernel/random/boot_id; } 2>/dev/null
  out_boot=${out_boot%%-*}
  case $out_boot in
    "" | *[!0-9a-f]*) out_boot=0 ;;
  esac
}

# namespaces_load_or_die: sets namespaces_words to what Java wrote down for this user in these surroundings. A worker
# writes that first when it is missing, damaged, or when what it rests on has changed. Dies with status 125 when that
# fails.
namespaces_load_or_die() {
  namespaces_words='' namespaces_union=
  if namespaces_disabled; then
    return
  fi
  [ -n "$out_boot" ] || boot_read
  namespaces_key_read
  namespaces_file=$PLASH_DATA/plan/namespaces.$namespaces_key
  if namespaces_read && namespaces_are_current; then
    return
  fi
  . "$PLASH_LIBEXEC/lib/worker.sh"
  if ! worker_java_find && namespaces_find_other; then
    return
  fi
  if [ -w "$PLASH_DATA/plan" ] || [ ! -d "$PLASH_DATA/plan" ]; then
    worker_run namespaces || exit 125
    namespaces_read || fail 125 "cannot read $namespaces_file"
    return
  fi
  # What cannot be written down, on a file system that is read-only, is found out for each start.
  namespaces_file=$(mktemp "${TMPDIR:-/tmp}/plash-namespaces.XXXXXX") ||
    fail 125 'cannot make a temporary file' 'set TMPDIR to a directory that you can write'
  worker_run namespaces "$namespaces_file" || namespaces_failed=yes
  namespaces_read || namespaces_failed=yes
  rm -f "$namespaces_file"
  [ -z "${namespaces_failed-}" ] || exit 125
}

# union_load_or_die: does the same for a command that mounts containers, which needs a way to unite layers.
union_load_or_die() {
  namespaces_load_or_die
  if [ ! -w "$PLASH_DATA/tmp" ] && [ -d "$PLASH_DATA/tmp" ] && ! namespaces_disabled; then
    union_keep_in_memory
  elif [ "$namespaces_union" = '?' ]; then
    . "$PLASH_LIBEXEC/lib/worker.sh"
    worker_run union || exit 125
    namespaces_read || fail 125 "cannot read $namespaces_file"
    if [ "$namespaces_union" = '?' ]; then
      namespaces_union='' # nothing could be tried; who mounts something tells what is missing
    fi
  fi
  if [ -n "$plan_whiteouts" ]; then
    union_reads_or_die
  fi
}

# union_keep_in_memory: has namespaces_union keep the changes of a program in memory, since the data directory is on a file
# system that is read-only.
union_keep_in_memory() {
  case $namespaces_union in
    '' | '?') namespaces_union=overlay:tmpfs:device ;;
    *:data:*) namespaces_union=${namespaces_union%%:*}:tmpfs:${namespaces_union##*:} ;;
  esac
}

# union_reads_or_die: dies when namespaces_union cannot read in which form layers say what they delete, as the Java class
# Union has it.
union_reads_or_die() {
  for union_form in $plan_whiteouts; do
    case $union_form:$namespaces_union in
      attribute:fuse-overlayfs:*) ;;
      attribute:* | name:fuse-overlayfs:*) continue ;;
    esac
    . "$PLASH_LIBEXEC/lib/remedy.sh"
    remedy_find "whiteouts-$union_form"
    namespaces_kind=${namespaces_union%%:*}
    fail 125 "cannot unite the layers: ${namespaces_kind:-overlay} does not read what one of them deletes" "$out_fix"
  done
}

# namespaces_find_other: sets namespaces_words to the first that work of those that were found out before, for another
# start of the machine or elsewhere; false when none do. For where there is no Java.
namespaces_find_other() {
  for namespaces_other in "$namespaces_file" "$PLASH_DATA/plan/namespaces.$plash_uid."*; do
    namespaces_file=$namespaces_other
    if namespaces_read && namespaces_try; then
      return
    fi
  done
  namespaces_file=$PLASH_DATA/plan/namespaces.$namespaces_key
  return 1
}

# namespaces_key_read: sets namespaces_key to the name of these surroundings, UID.GID.BOUNDS.MAP, so that what was found
# out in others is not used here, and stays for them. BOUNDS is plash_bounds, MAP the first two lines of
# /proc/self/uid_map. Java's EntryKey makes the same name.
namespaces_key_read() {
  namespaces_inside='' namespaces_more=
  {
    read -r namespaces_inside namespaces_outer namespaces_count
    read -r namespaces_more namespaces_second namespaces_rest
  } 2>/dev/null </proc/self/uid_map
  namespaces_key=$plash_uid.$plash_gid.$plash_bounds.
  if [ -n "$namespaces_inside" ]; then
    namespaces_key=$namespaces_key${namespaces_inside}_${namespaces_outer}_$namespaces_count
  fi
  if [ -n "$namespaces_more" ]; then
    namespaces_key=${namespaces_key}_${namespaces_more}_${namespaces_second}_$namespaces_rest
  fi
}

# namespaces_are_current: true when what namespaces_read has read was found out for this data directory and for the kinds
# of unions that config/union_taste wants, since the machine was started, and its kind of namespaces is still the best
# that this user can have. In another chroot or container it is tried: a JVM would take longer, and may not be there.
# shellcheck disable=SC2154 # the file sets them
namespaces_are_current() {
  namespaces_wanted=
  if [ -f "$PLASH_DATA/config/union_taste" ]; then # a pipe would be waited for
    { read -r namespaces_wanted <"$PLASH_DATA/config/union_taste"; } 2>/dev/null
  fi
  if [ "$namespaces_boot" != "$out_boot" ] || [ "$namespaces_data" != "$PLASH_DATA" ] ||
    [ "$namespaces_taste" != "$namespaces_wanted" ]; then
    return 1
  fi
  case $namespaces_kind in
    root*) ;;
    ranges) namespaces_mappers_are_known && namespaces_ranges_are_known ;;
    no-ranges) namespaces_ranges_are_known ;;
    no-newuidmap) ! namespaces_mappers_are_there ;;
    *) return 1 ;;
  esac || return
  namespaces_root_is_known && return
  case $namespaces_kind in
    root-unprivileged | no-ranges) return 1 ;; # there may be something better
    *) namespaces_try ;;
  esac
}

# namespaces_mappers_are_there: true when the programs that map ranges of ids can be found.
namespaces_mappers_are_there() {
  command -v newuidmap >/dev/null && command -v newgidmap >/dev/null
}

# namespaces_mappers_are_known: true when those programs are the ones that Java has seen at work: where they were, with
# the set-uid bits that they had, and newuidmap not changed since.
# shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
namespaces_mappers_are_known() {
  for namespaces_mapper in newuidmap newgidmap; do
    path_find "$namespaces_mapper" || return 1
    case $namespaces_mapper in
      newuidmap) namespaces_seen=$namespaces_newuidmap ;;
      newgidmap) namespaces_seen=$namespaces_newgidmap ;;
    esac
    if [ ! "$out_path" -ef "${namespaces_seen%:*}" ]; then
      return 1
    fi
    case $namespaces_seen in
      *:setuid) [ -u "$out_path" ] || return 1 ;;
    esac
    file_unchanged "$out_path" "$PLASH_DATA/plan/$namespaces_mapper.$namespaces_key" || return 1
  done
}

# namespaces_root_is_known: true when the root directory is the one that Java saw. The kernel forbids user namespaces in
# a chroot, and what is mounted over programs and files shows in a mount namespace only.
namespaces_root_is_known() {
  namespaces_mount='' namespaces_inode=
  {
    read -r namespaces_field namespaces_mount # the position
    read -r namespaces_field namespaces_mount # flags
    read -r namespaces_field namespaces_mount
    read -r namespaces_field namespaces_inode # since Linux 5.14
  } 2>/dev/null 9</ </proc/self/fdinfo/9
  [ "$namespaces_root" = "$namespaces_mount.$namespaces_inode" ]
}

# namespaces_try: true when a program can be started by namespaces_words here. Without a map first: with one, unshare 2.38
# to 2.41 starts a helper that waits for ever, with our descriptors open, when unshare(2) is refused.
# shellcheck disable=SC2086 # words, split on purpose
namespaces_try() (
  IFS=' '
  case $namespaces_kind in
    ranges) path_find unshare && "$out_path" --user --mount -- true ;;
  esac && {
    set -- $namespaces_words
    path_find "$1" && shift && "$out_path" "$@" true
  }
) </dev/null >/dev/null 2>&1

# namespaces_ranges_are_known: true when the files with the ranges of ids are those that Java has seen.
namespaces_ranges_are_known() {
  file_unchanged /etc/subuid "$PLASH_DATA/plan/subuid.$namespaces_key" &&
    file_unchanged /etc/subgid "$PLASH_DATA/plan/subgid.$namespaces_key"
}

# namespaces_read: sources namespaces_file, which sets namespaces_words and what they rest on; false when it is not the
# caller's own, not whole, or of another version. `command` lets the shell survive a syntax error.
namespaces_read() {
  namespaces_boot='' namespaces_data='' namespaces_root='' namespaces_kind='' namespaces_words=''
  namespaces_newuidmap='' namespaces_newgidmap='' namespaces_taste='' namespaces_union='' namespaces_whole=
  if [ ! -f "$namespaces_file" ] || [ ! -r "$namespaces_file" ] || [ ! -O "$namespaces_file" ]; then
    return 1
  fi
  command . "$namespaces_file" 2>/dev/null
  [ "$namespaces_whole" = 7 ] && [ -n "$namespaces_words" ]
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

# namespaces_tool_find PROGRAM: sets out_path to the path of PROGRAM, which enters namespaces. Dies when there is none, or
# only the unshare of a busybox.
namespaces_tool_find() {
  if path_tool_find "$1" "$PATH" --kill-child; then
    return
  fi
  case $1:$out_path in
    unshare:* | "$1:$1") ;;
    *) return ;;
  esac
  . "$PLASH_LIBEXEC/lib/remedy.sh"
  remedy_tool "$1" --kill-child
  fail 125 "cannot start $1: $out_lack" "$out_command"
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
  namespaces_tool_find "$1"
  shift
  # An exec that fails ends this shell, which has said why.
  trap 'fail 125 "cannot start $out_path"' EXIT
  if [ -z "$namespaces_descriptor" ]; then
    exec "$out_path" "$@"
  fi
  eval 'exec "$out_path" "$@" '"$namespaces_descriptor</proc/self/ns/mnt" # only a digit is evaluated
}
