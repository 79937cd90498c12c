# Starts programs of the host that plash needs for itself. Sourced; only defines.
# shellcheck shell=sh

# tool_start STARTER WORD...: calls STARTER with the words that start WORD..., a tool of the host, in an
# environment of what tools need, so that no variable which the user has set for other calls
# (TAR_OPTIONS, POSIXLY_CORRECT) changes what it does. Java has the same rule in program/ToolEnvironment.
tool_start() {
  tool_starter=$1
  shift
  set -- "PATH=$PATH" LC_ALL=C.UTF-8 "$@"
  [ -z "${HOME+set}" ] || set -- "HOME=$HOME" "$@"
  [ -z "${TMPDIR+set}" ] || set -- "TMPDIR=$TMPDIR" "$@"
  "$tool_starter" env -i "$@"
}
