# The caller's variables that have names of plash's own. Sourced; only defines. shellcheck shell=sh
#
# An exported variable stays exported when a shell assigns it: its value would be lost, and plash's go to
# programs in its place. So bin/plash puts such variables away (jar/names.sh), each in PLASH_GIVEN_ and its name, and PLASH_GIVEN
# lists their names; where variables leave, they have their names again.

# given_hide NAME...: puts away those that are set.
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

# given_call CALLBACK WORD...: calls CALLBACK with what becomes WORD..., a program of the host, in the caller's
# variables: by env(1), if there is one to be given back.
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
    set -- "$path_found" -u PLASH_GIVEN "$@"
  fi
  "$given_callback" "$@"
}
