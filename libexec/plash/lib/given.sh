# The caller's variables that have the same names as plash's own. Sourced; only defines.
#
# An exported variable stays exported when a shell assigns it: the caller's value would be lost, and plash's would go
# to programs in its place. So bin/plash puts such variables away (jar/names.sh), each as PLASH_GIVEN_ and its name.
# They get their names back where a program gets the caller's variables.
#
# Needs:  lib/base.sh for given_call
# Sets:   PLASH_GIVEN, the names that are put away, and PLASH_GIVEN_ with each of the names, all exported
# shellcheck shell=sh

# given_hide NAME...: puts away those of the variables that are set.
given_hide() {
  PLASH_GIVEN=
  while [ $# -gt 0 ]; do
    # Only a name is evaluated, never a value.
    if eval "[ -n \"\${$1+set}\" ]"; then
      eval "export \"PLASH_GIVEN_$1=\${$1}\""
      unset "$1"
      PLASH_GIVEN="$PLASH_GIVEN $1"
    fi
    shift
  done
  export PLASH_GIVEN
}

# given_call CALLBACK WORD...: calls CALLBACK with words that become WORD..., a program of the host, with the caller's
# variables under their own names. env(1) is one of the words when a variable was put away.
given_call() {
  given_callback=$1
  shift
  if [ -n "${PLASH_GIVEN-}" ]; then
    for given_name in $PLASH_GIVEN; do
      eval "set -- \"$given_name=\${PLASH_GIVEN_$given_name}\" \"\$@\""
    done
    for given_name in $PLASH_GIVEN; do
      set -- -u "PLASH_GIVEN_$given_name" "$@"
    done
    path_find env || :
    set -- "$out_path" -u PLASH_GIVEN "$@"
  fi
  "$given_callback" "$@"
}
