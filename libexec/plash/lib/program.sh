# Starts programs of the host for the caller. Sourced; only defines.
# Needs lib/base.sh and data_find. shellcheck shell=sh

# program_exec WORD...: becomes WORD..., or ends in the words and with the status of a shell.
program_exec() {
  program_find "$1"
  shift
  . "$PLASH_LIBEXEC/lib/given.sh"
  given_call program_become "$path_found" "$@"
}

# program_become WORD...: exec, as a callback.
program_become() {
  exec "$@"
}

# program_find NAME: sets path_found to the path of the program, or ends: 127 when there is none, 126
# when it cannot be executed.
program_find() {
  program_known "$1" && return
  printf '%s: %s\n' "$1" "$program_reason" >&2
  exit "$program_status"
}

# program_known NAME: sets path_found to the path of the program; false when it cannot be started, and
# program_status and program_reason say why, as a shell does.
program_known() {
  if path_find "$1" && [ -f "$path_found" ] && [ -x "$path_found" ]; then
    return
  fi
  program_status=127 program_reason='command not found'
  case $1 in
    */*) [ ! -e "$1" ] || path_blocked=$1 ;;
  esac
  [ -n "$path_blocked" ] || return
  program_status=126 program_reason='not executable'
  return 1
}

# caller_shell: sets caller_shell to the caller's shell in the passwd database. Outside of the
# namespaces, in which everybody is root.
caller_shell() {
  caller_shell=$(getent passwd "$plash_uid") || caller_shell=
  caller_shell=${caller_shell##*:}
  [ -n "$caller_shell" ] || caller_shell=/bin/sh
}
