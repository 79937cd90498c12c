# Starts programs in images that have no /bin/sh. Sourced by plash--enter alone; only defines.
#
# The image's shell would have set the environment and found the program. In its place env(1) and unshare(1) of
# the host do: `env -i NAME=VALUE... unshare --root=ROOT --wd=DIRECTORY -- WORD...`.
#
# Needs:  the functions of plash--enter
# Reads:  enter_root, enter_cwd, enter_mark; enter_kept, the image's variables and those that the caller passes on
# shellcheck shell=sh

# noshell_exec DIRECTORY WORD...: becomes WORD..., variables and a program, in the container's root. DIRECTORY is
# the image's working directory, for where the container has not the caller's.
# shellcheck disable=SC2154 # of plash--enter
noshell_exec() {
  noshell_directory=$1
  shift
  while [ $# -gt 0 ] && noshell_is_variable "$1"; do
    word_keep "$1"
    shift
  done
  eval "noshell_path_find $enter_kept" # it holds names only
  noshell_program_require "$@"
  noshell_directory_choose
  tool_find unshare
  set -- "$out_path" "--root=$enter_root" "--wd=$noshell_directory" -- "$@"
  tool_find env
  enter_step="start $out_path"
  eval "exec \"\$out_path\" -i -- $enter_kept \"\$@\"" # it holds names only
}

# noshell_is_variable WORD: true for NAME=VALUE.
noshell_is_variable() {
  case ${1%%=*} in
    "$1" | */*) return 1 ;;
  esac
}

# noshell_path_find VARIABLE...: sets noshell_path to the PATH that the program will have: the last one counts.
noshell_path_find() {
  noshell_path=
  for noshell_word; do
    case $noshell_word in
      PATH=*) noshell_path=${noshell_word#PATH=} ;;
    esac
  done
}

# noshell_directory_choose: sets noshell_directory to the caller's working directory, if the container has it, or to
# the image's, or to /.
noshell_directory_choose() {
  for noshell_place in "$enter_cwd" "$noshell_directory" /; do
    if [ -n "$noshell_place" ] && [ -d "$enter_root$noshell_place" ] && [ -x "$enter_root$noshell_place" ]; then
      noshell_directory=$noshell_place
      return
    fi
  done
}

# noshell_program_require [PROGRAM ARGUMENT...]: ends, as a shell does, when the image has no such program.
noshell_program_require() {
  if [ $# -eq 0 ]; then
    noshell_fail 127 env 'command not found'
  fi
  noshell_status=127
  case $1 in
    '') ;;
    /*)
      if path_search "$1" '' "$enter_root"; then
        return
      fi
      if [ -e "$enter_root$1" ]; then
        noshell_status=126
      fi
      ;;
    */*) return ;; # unshare takes it from the working directory inside
    *)
      if path_search "$1" "$noshell_path" "$enter_root"; then
        return
      fi
      if [ -n "$out_blocked" ]; then
        noshell_status=126
      fi
      ;;
  esac
  if [ "$noshell_status" = 126 ]; then
    noshell_fail 126 "$1" 'not executable'
  fi
  noshell_fail 127 "$1" 'command not found'
}

# noshell_fail STATUS PROGRAM REASON: says why PROGRAM is not started, and ends with STATUS.
noshell_fail() {
  printf '%s %s: %s\n' "$enter_mark" "$2" "$3" >&2
  enter_exit "$1"
}
