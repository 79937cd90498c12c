# Starts programs of the host for the caller. Sourced; only defines.
# Needs lib/base.sh and data_find. shellcheck shell=sh

# program_exec WORD...: becomes WORD..., or ends in the words and with the status of a shell.
program_exec() {
  program_find "$1"
  shift
  exec "$path_found" "$@"
}

# program_find NAME: sets path_found to the path of the program, or ends: 127 when there is none, 126
# when it can not be executed.
program_find() {
  if path_find "$1" && [ -f "$path_found" ] && [ -x "$path_found" ]; then
    return
  fi
  if [ -n "$path_blocked" ] || [ -e "$1" ]; then
    printf '%s: not executable\n' "$1" >&2
    exit 126
  fi
  printf '%s: command not found\n' "$1" >&2
  exit 127
}

# caller_shell: sets caller_shell to the caller's shell in the passwd database. Outside of the
# namespaces, in which everybody is root.
caller_shell() {
  caller_shell=$(getent passwd "$plash_uid") || caller_shell=
  caller_shell=${caller_shell##*:}
  [ -n "$caller_shell" ] || caller_shell=/bin/sh
}
