# Starts programs of the host that plash needs for itself. Sourced; only defines.
# shellcheck shell=sh

# tool_start STARTER WORD...: calls STARTER with words that start WORD..., a tool of the host, in an environment of only
# what tools need. So no variable that the user has set for other calls (TAR_OPTIONS, POSIXLY_CORRECT) changes what it
# does. Tools that Java starts also find servers: program/ToolEnvironment has the rule for them.
tool_start() {
  tool_starter=$1
  shift
  set -- "PATH=$PATH" LC_ALL=C.UTF-8 "$@"
  if [ -n "${HOME+set}" ]; then
    set -- "HOME=$HOME" "$@"
  fi
  if [ -n "${TMPDIR+set}" ]; then
    set -- "TMPDIR=$TMPDIR" "$@"
  fi
  "$tool_starter" env -i "$@"
}
