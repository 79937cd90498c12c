# shellcheck shell=sh disable=SC2034,SC2154 # globals are shared with bench
# The world the bench runs in: one scratch directory, the actors (root and an
# ordinary user), and their end. Defines functions only.
#
# Globals set here: scratch, times, actors, user, user_group, made_user, uid.

note() {
  printf 'bench: %s\n' "$1" >&2
}

die() {
  note "$1"
  exit 1
}

# skip WHAT REASON: remembers a row that is not measured.
skip() {
  printf '%s: %s\n' "$1" "$2" >>"$scratch/skipped"
}

# as ACTOR CMD...: runs a command as root or as the user, in a clean
# environment with its own home, data directory and podman.
as() {
  _as=$1
  shift
  set -- env -i PATH="$PATH" HOME="$scratch/$_as" TERM=dumb LC_ALL=C \
    PLASH_DATA="$scratch/$_as/data" XDG_RUNTIME_DIR="$scratch/$_as/run" \
    ${JAVA_HOME:+"JAVA_HOME=$JAVA_HOME"} "$@"
  if [ "$_as" = user ] && [ "$uid" = 0 ]; then
    set -- setpriv --reuid="$user" --regid="$user_group" --init-groups -- "$@"
  fi
  "$@"
}

# timed ACTOR LABEL CMD...: one measurement; the command's words to stderr
# are kept for the message when it fails.
timed() {
  _timed_actor=$1
  _timed_label=$2
  shift 2
  # shellcheck disable=SC2086 # the mode is two words or none
  as "$_timed_actor" "$clock" $mode "$times" "$_timed_label" "$@" 2>"$scratch/stderr"
}

# No blank, colon or comma may reach the options of mount, and the host's
# /home, /tmp and /root are bound into containers: nothing is made there.
check_base() {
  case $1 in
    *[!A-Za-z0-9/._-]*) die "BENCH_DIR must be plain letters and digits, got '$1'" ;;
    / | /tmp | /tmp/* | /home | /home/* | /root | /root/*)
      die "BENCH_DIR must not lie in /tmp, /home or /root, which containers share"
      ;;
  esac
}

world_make() {
  uid=$(id -u)
  made_user=
  actors=
  check_base "$BENCH_DIR"
  scratch=$(mktemp -d "$BENCH_DIR/plash-bench.XXXXXXXX") || die "cannot write to $BENCH_DIR"
  trap world_end EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  chmod 755 "$scratch"
  times=$scratch/times
  : >"$times"
  clock=$scratch/bench-clock
  floor=$scratch/floor
  cc -O2 -Wall -Wextra -o "$clock" "$here/clock.c" || die 'clock.c does not compile'
  cc -O2 -Wall -Wextra -o "$floor" "$here/floor.c" || die 'floor.c does not compile'
  world_actors
}

world_actors() {
  if [ "$uid" != 0 ]; then
    user=$(id -un)
    actors=user
    skip 'rows as root' 'the bench was not started as root'
  else
    actors=root
    if find_user && [ "$(user_fault)" = '' ]; then
      actors='user root'
    else
      skip 'rows as user' "${user:-no user}: $(user_fault)"
    fi
  fi
  for actor in $actors; do
    mkdir -p "$scratch/$actor/floor" "$scratch/$actor/run"
    chmod 700 "$scratch/$actor/run"
    [ "$uid" != 0 ] || [ "$actor" = root ] || chown -R "$user:" "$scratch/$actor" "$times"
  done
}

# Sets user: BENCH_USER, or a throw-away one.
find_user() {
  user=${BENCH_USER:-plash-bench}
  if [ -z "${BENCH_USER-}" ] && ! id "$user" >/dev/null 2>&1; then
    useradd --no-create-home --home-dir "$scratch/user" --shell /bin/sh "$user" || return 1
    made_user=1
  fi
  user_group=$(id -g "$user" 2>/dev/null) || :
}

# Prints why the user cannot be an actor, or nothing.
user_fault() {
  if ! _id=$(id -u "$user" 2>/dev/null); then
    echo 'there is no such user'
  elif [ "$_id" = 0 ]; then
    echo 'this is root'
  elif ! grep -q -e "^$user:" -e "^$_id:" /etc/subuid; then
    echo 'it has no range in /etc/subuid (usermod --add-subuids)'
  elif ! as user test -x "$plash"; then
    echo "it may not read $plash"
  fi
}

# remove DIR: deletes a tree of any owner below the scratch directory, or that in memory.
remove() {
  case $1 in
    "$scratch" | "$scratch"/* | "${memory:-$scratch}" | "${memory:-$scratch}"/*) ;;
    *) die "will not remove $1" ;;
  esac
  if [ "$uid" = 0 ]; then
    rm -rf --one-file-system -- "$1"
  else
    unshare --user --map-root-user --map-users=auto --map-groups=auto \
      rm -rf --one-file-system -- "$1" || rm -rf --one-file-system -- "$1"
  fi
}

# Unmounts what a peer left mounted (podman's overlay driver binds its own
# directory); fails when something stays, because rm would walk into it.
unmount_all() {
  while read -r _ _target _; do
    case $_target in
      "$scratch"/*) umount "$_target" 2>/dev/null || umount -l "$_target" ;;
    esac
  done </proc/self/mounts
  ! grep -q -F " $scratch/" /proc/self/mounts
}

world_end() {
  trap '' HUP INT TERM
  cd / || return
  registry_stop
  served_stop
  [ -z "$memory" ] || remove "$memory" || note "could not remove all of $memory"
  docker_clean
  surroundings_end
  for actor in $actors; do
    stop_pause "$actor"
  done
  if unmount_all; then
    remove "$scratch" || note "could not remove all of $scratch"
  else
    note "something is still mounted below $scratch, left as it is"
  fi
  [ -z "$made_user" ] || userdel "$user" || note "could not remove the user $user"
}
