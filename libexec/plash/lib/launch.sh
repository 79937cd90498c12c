# Starts programs in containers, without a JVM. Sourced; only defines.
#
# Read from top to bottom: `launch` loads the plan (lib/plan.sh), has a scratch directory (lib/scratch.sh) and
# calls `launch_by_plan`, which writes the run's fstab and becomes plash--enter in new namespaces
# (lib/namespaces.sh).
#
# Needs:  lib/base.sh, lib/container.sh; sources lib/plan.sh, lib/scratch.sh and lib/namespaces.sh
# Reads:  PLASH_DATA, plash_uid, plash_umask (data_require); PLASH_DESKTOP, PLASH_EXPORT
# Sets:   launch_cwd, the working directory of the program; launch_container (launch)
# shellcheck shell=sh
. "$PLASH_LIBEXEC/lib/plan.sh"
. "$PLASH_LIBEXEC/lib/scratch.sh"
. "$PLASH_LIBEXEC/lib/namespaces.sh"

# launch CONTAINER WORD...: becomes WORD... in CONTAINER, on a scratch directory for its changes. Without words
# it becomes the image's root shell. Dies with status 125 when plash cannot start the program.
launch() {
  container_require "${1-}"
  plan_load_or_die "$1" 125
  launch_container=$1
  shift
  scratch_name_choose
  union_load_or_die
  scratch_sweep_at_times
  scratch_make_or_die
  [ -z "${PLASH_DESKTOP-}" ] || desktop_share
  launch_by_plan "$@"
}

# desktop_share: has the variables cross by which programs find the caller's desktop. The sockets that they name lie
# in /tmp or in XDG_RUNTIME_DIR, which is below /run/user; that is bound too, see host_has.
desktop_share() {
  PLASH_EXPORT=${PLASH_EXPORT-}:XDG_RUNTIME_DIR:XDG_SESSION_TYPE:XDG_CURRENT_DESKTOP
  export PLASH_EXPORT="$PLASH_EXPORT:DBUS_SESSION_BUS_ADDRESS:PULSE_SERVER:PULSE_COOKIE"
}

# launch_by_plan WORD...: writes the run's fstab and becomes WORD..., by default the plan's program, with the plan,
# the way into namespaces and the scratch directory that are there. The working directory becomes lower/, so that the
# overlay's options stay short and hold no character of the user's path.
# shellcheck disable=SC2154 # the plan sets them
launch_by_plan() {
  if [ $# -eq 0 ]; then
    plan_list plan_word "$plan_words"
    eval "set -- $out_list" # it holds names only, here and below
  fi
  if launch_is_prompting "$@"; then
    set -- "debian_chroot=plash:$launch_container" "PS1=(plash $launch_container) \$PWD # " "$@"
  fi
  launch_cwd_read
  cd "$PLASH_DATA/lower" || fail 125 "cannot enter $PLASH_DATA/lower"
  root_place_make_or_die /..
  fstab_compose
  if [ -n "$namespaces_union" ]; then
    launch_leave_to_union
  else
    { printf %s "$fstab_text" >"../tmp/$scratch.fstab"; } 2>/dev/null || scratch_fail "write $PLASH_DATA/tmp/$scratch.fstab"
  fi
  if [ -n "$plan_shell" ]; then
    plan_list plan_profile "$plan_profiles"
    eval "launch_exec run \"\$launch_cwd\" $out_list -- \"\$@\""
  fi
  plan_list plan_variable "$plan_variables"
  eval "launch_exec noshell \"\$launch_cwd\" $out_list -- \"\$plan_directory\" \"\$@\""
}

# launch_is_prompting WORD...: true when WORD... is a shell at a terminal that will show a prompt. It then has PS1 and
# debian_chroot, which tell where it is: the prompts that Debian and its kin set show the latter, and the host's
# ~/.bashrc is read in the container, too.
launch_is_prompting() {
  case $#:${2-} in
    1: | 2:-[il]) ;;
    *) return 1 ;;
  esac
  case ${1##*/} in
    sh | ash | bash | dash | fish | ksh | mksh | yash | zsh) [ -n "${launch_container-}" ] && [ -t 0 ] ;;
    *) return 1 ;;
  esac
}

# launch_leave_to_union: has plash--union make the scratch directory and the fstab inside, since the file system of
# the data directory may hold neither.
launch_leave_to_union() {
  export PLASH_FSTAB="$fstab_text" PLASH_UPPER=
  if [ "$plan_upper" = scratch ]; then
    PLASH_UPPER="$plan_root_mode $plan_upper_files"
  fi
}

# launch_cwd_read: sets launch_cwd to the physical name of the working directory, which is the one that may exist
# in the container; to / when the working directory was deleted.
launch_cwd_read() {
  launch_cwd=/
  if cd -P . 2>/dev/null; then
    launch_cwd=$PWD
  fi
}

# launch_places_rename LINK: gives launch_cwd and HOME the names that the container has for them, where they lie
# below the directory that LINK of the host leads to (/home may be a link to /var/home, and a user's home be
# known as /var/home/joe). The working directory must be lower/, and is afterwards.
launch_places_rename() {
  if [ ! -d "$1" ] || ! cd -P "$1"; then
    return 0
  fi
  case $launch_cwd/ in
    "$PWD/"*) launch_cwd=$1${launch_cwd#"$PWD"} ;;
  esac
  case ${HOME-}/ in
    "$PWD/"*) HOME=$1${HOME#"$PWD"} ;;
  esac
  cd "$PLASH_DATA/lower" || fail 125 "cannot enter $PLASH_DATA/lower"
}

# launch_exec MODE CWD WORD...: becomes plash--enter inside new namespaces.
launch_exec() {
  set -- "../tmp/$scratch.fstab" "$root_place" "$@"
  # mount makes directories of the container's root, whose modes are not for the caller's umask to change.
  export PLASH_UMASK="${plash_umask:-$(umask)}"
  export PLASH_DOUBT="${plan_doubt-}"
  # The tools on the way need not read the files of a locale. The program gets none but what PLASH_EXPORT names.
  case :${PLASH_EXPORT-}: in
    *:LC_ALL:*) ;;
    *) export LC_ALL=C ;;
  esac
  umask 000
  if [ -n "$namespaces_union" ]; then
    namespaces_exec_mounter "$PLASH_LIBEXEC/plash--union" "$namespaces_union" "$@"
  fi
  namespaces_exec_mounter "$PLASH_LIBEXEC/plash--enter" "$@"
}
