# Starts programs in images that have no /bin/sh. Sourced by plash--enter, whose variables and functions
# it uses; only defines. shellcheck shell=sh
#
# The image's shell would have set the environment and found the program. In its place env(1) and
# unshare(1) of the host do: `env -i NAME=VALUE... unshare --root=ROOT --wd=DIRECTORY -- WORD...`.

# bare_start DIRECTORY COUNT WORD...: becomes a program in the container's root. The first COUNT words are
# the image's variables; then come the caller's words: variables, the program, its arguments. DIRECTORY is
# the working directory where the container has not the caller's.
bare_start() {
  bare_directory=$1 bare_image=$2
  shift 2
  # Behind the others, to make room for the variables that are passed on.
  bare_left=$bare_image
  while [ "$bare_left" -gt 0 ]; do
    set -- "$@" "$1"
    shift
    bare_left=$((bare_left - 1))
  done
  exports_add bare_exec "$@"
}

# bare_exec WORD...: the same with the image's variables behind all others.
# shellcheck disable=SC2154 # of plash--enter
bare_exec() {
  tool_find unshare
  bare_left=$(($# - bare_image)) bare_program='' bare_path=
  bare_path_read "$@"
  bare_directory_find
  # Each word goes to the end, which brings the image's to the front.
  while [ "$bare_left" -gt 0 ]; do
    if [ -z "$bare_program" ] && ! bare_is_variable "$1"; then
      bare_program=$1
      bare_check
      set -- "$@" "$enter_tool" "--root=$enter_root" "--wd=$bare_directory" --
    fi
    set -- "$@" "$1"
    shift
    bare_left=$((bare_left - 1))
  done
  [ -n "$bare_program" ] || bare_fail 127 env 'command not found'
  tool_find env
  enter_step="start $enter_tool"
  exec "$enter_tool" -i -- "$@"
}

# bare_is_variable WORD: true for NAME=VALUE.
bare_is_variable() {
  case ${1%%=*} in
    "$1" | */*) return 1 ;;
  esac
}

# bare_path_read WORD...: sets bare_path to the PATH that the program will have: the caller's, else the
# image's.
bare_path_read() {
  bare_at=0
  for bare_word; do
    bare_at=$((bare_at + 1))
    case $bare_word in
      PATH=*) [ "$bare_at" -gt "$bare_left" ] && [ -n "$bare_path" ] || bare_path=${bare_word#PATH=} ;;
      *) [ "$bare_at" -gt "$bare_left" ] || bare_is_variable "$bare_word" || bare_at=$bare_left ;;
    esac
  done
}

# bare_directory_find: sets bare_directory to the caller's, if the container has it, or to what is there.
# shellcheck disable=SC2154 # of plash--enter
bare_directory_find() {
  for bare_place in "$enter_cwd" "$bare_directory" /; do
    if [ -n "$bare_place" ] && [ -d "$enter_root$bare_place" ] && [ -x "$enter_root$bare_place" ]; then
      bare_directory=$bare_place
      return
    fi
  done
}

# bare_check: ends when the image has no bare_program. What can only be seen from inside (links, relative
# names) is left for unshare to say.
# shellcheck disable=SC2154 # of plash--enter
bare_check() {
  bare_status=127
  case $bare_program in
    '') bare_fail 127 '' 'command not found' ;;
    /*) set -- "$bare_program" ;;
    */*) return ;;
    *)
      for bare_place in $bare_path; do
        set -- "$@" "$bare_place/$bare_program"
      done
      ;;
  esac
  for bare_place; do
    bare_place=$enter_root/$bare_place
    [ ! -L "$bare_place" ] || return 0
    [ ! -e "$bare_place" ] || bare_status=126
    [ ! -f "$bare_place" ] || [ ! -x "$bare_place" ] || return 0
  done
  [ "$bare_status" = 126 ] || bare_fail 127 "$bare_program" 'command not found'
  bare_fail 126 "$bare_program" 'not executable'
}

# bare_fail STATUS PROGRAM REASON
# shellcheck disable=SC2154 # of plash--enter
bare_fail() {
  printf '%s %s: %s\n' "$enter_mark" "$2" "$3" >&2
  enter_exit "$1"
}
