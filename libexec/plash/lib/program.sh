# Starts programs of the host for the caller. Sourced; only defines.
#
# Needs:  lib/base.sh; program_exec sources lib/given.sh
# Reads:  plash_uid (data_require)
# Sets:   out_path, out_status, out_reason, out_shell
# shellcheck shell=sh

# program_exec WORD...: becomes WORD..., or ends with the words and the status of a shell that cannot start it.
program_exec() {
  program_find_or_die "$1"
  shift
  . "$PLASH_LIBEXEC/lib/given.sh"
  given_call program_become "$out_path" "$@"
}

# program_become WORD...: becomes WORD...; for use as a callback.
program_become() {
  exec "$@"
}

# program_find_or_die NAME: sets out_path to the path of the program. Exits as a shell does when there is none: with
# status 127, or 126 when it cannot be executed.
program_find_or_die() {
  if ! program_find "$1"; then
    printf '%s: %s\n' "$1" "$out_reason" >&2
    exit "$out_status"
  fi
}

# program_find NAME: sets out_path to the path of the program. When it cannot be started the status is false, and
# out_status and out_reason are what a shell would say.
program_find() {
  if path_find "$1" && [ -f "$out_path" ] && [ -x "$out_path" ]; then
    return
  fi
  out_status=127 out_reason='command not found'
  case $1 in
    */*)
      if [ -e "$1" ]; then
        out_blocked=$1
      fi
      ;;
  esac
  if [ -n "$out_blocked" ]; then
    out_status=126 out_reason='not executable'
  fi
  return 1
}

# caller_shell_read: sets out_shell to the caller's shell in the passwd database. It is for use outside of the
# namespaces, in which everybody is root.
caller_shell_read() {
  out_shell=$(getent passwd "$plash_uid") || out_shell=
  out_shell=${out_shell##*:}
  : "${out_shell:=/bin/sh}"
}
