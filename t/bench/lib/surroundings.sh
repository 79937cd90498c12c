# shellcheck shell=sh disable=SC2034,SC2154 # globals are shared with bench
# What a start costs where the caller's environment, the mount table or the
# language is another one. Defines functions only.
#
# Globals set here: loops.

loops=

# surroundings_make: 30 loop-mounted file systems in a mount namespace that a
# process holds; sets loops to its id, or says why there are none.
surroundings_make() {
  if [ "$uid" != 0 ]; then
    skip 'run, 30 loop mounts' 'needs root'
    return
  fi
  mkdir "$scratch/loops"
  : >"$scratch/stderr"
  unshare --mount --propagation private sh -c '
    mount -t tmpfs loops "$1" && cd "$1" && i=0 || exit
    while [ "$i" -lt 30 ]; do
      i=$((i + 1))
      mkdir "$i" && truncate -s 1M "$i.img" && mkfs.ext4 -q -O ^has_journal "$i.img" &&
        mount -o loop,ro "$i.img" "$i" || exit
    done
    echo made >ready
    exec sleep 86399' sh "$scratch/loops" 2>"$scratch/stderr" &
  loops=$!
  _tries=0
  until [ -e "/proc/$loops/root$scratch/loops/ready" ]; do
    _tries=$((_tries + 1))
    if [ ! -d "/proc/$loops" ] || [ "$_tries" -gt 300 ]; then
      skip 'run, 30 loop mounts' "$(reason)"
      surroundings_end
      return
    fi
    sleep 0.1
  done
}

surroundings_end() {
  [ -z "$loops" ] || kill "$loops" 2>/dev/null || :
  loops=
}

# one_surroundings VARIANT ACTOR PREFIX: as in one_starts each is timed right after an untimed one of the same kind. The
# variables are made before both, since the many processes of that would count.
one_surroundings() {
  mode=
  case $1 in
    none | *kib) variables_of "${1%kib}" ;;
    language) variables=LC_ALL=C.UTF-8 ;;
    loops) variables= ;;
  esac
  surrounded_start "$1" "$2" warmup- && surrounded_start "$@"
}

# surrounded_start VARIANT ACTOR PREFIX: one start with `variables`.
surrounded_start() {
  id_of "$2" || return
  _kind=$1
  _actor=$2
  set -- "$clock" "$times" "$3surroundings-$2/$1" "$plash" run "$REPLY" true
  if [ "$_kind" = loops ]; then
    [ -n "$loops" ] && [ "$_actor" = root ] || return
    set -- nsenter --mount="/proc/$loops/ns/mnt" "$@"
  fi
  # shellcheck disable=SC2086 # NAME=VALUE, without blanks
  as "$_actor" env $variables "$@" 2>"$scratch/stderr"
}

# variables_of KIB: sets variables to words NAME=VALUE that take so many KiB.
variables_of() {
  variables='' _variable=0
  [ "$1" != none ] || return 0
  while [ "$_variable" -lt "$(($1 * 10))" ]; do
    _variable=$((_variable + 1))
    variables="$variables BENCH_VARIABLE_$_variable=$(printf '%080d' "$_variable")"
  done
}
