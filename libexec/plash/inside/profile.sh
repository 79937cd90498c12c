#!/bin/sh
# What the image's shell runs first, of whatever kind it is. `make` writes this text, without its comments,
# to jar/inside.sh as enter_profile.
#
# /etc/profile is read only for what it exports. A subshell reads it, with an empty standard input and its
# output on stderr, and hands its variables over. So the umask, the limits, the working directory, options,
# aliases, traps and redirections of the profile end with the subshell, and so do `exit` and `exec` in it.
#
# Nothing relies on /dev/null, since the image may have no place for /dev: what nobody is to see goes to a
# closed descriptor.
if [ -f /etc/profile ] && [ -r /etc/profile ]; then
  plash_profile=$(
    # Descriptors 8 and 9 are those of a layer: its script, and the file that proves its end.
    exec <&- 8<&- 9<&-
    if [ -c /dev/null ]; then
      exec </dev/null
    fi
    { :; } >&2 || exec 2>/dev/null
    # Where the profile exits, this trap hands the variables over. dash, bash and busybox undo the redirection
    # of the profile before they run it.
    if [ -z "${KSH_VERSION-}${YASH_VERSION-}${ZSH_VERSION-}" ]; then
      trap '{ \export PATH; \export -p; } 2>&-' 0
    fi
    # shellcheck disable=SC1091 # the image's
    { . /etc/profile; } >&2
    {
      trap - 0
      export PATH
      export -p
    } 2>&-
  )
  # In POSIX mode bash would end at an assignment to a variable that it keeps for itself.
  # shellcheck disable=SC3040 # only bash comes there
  [ -z "${BASH_VERSION-}" ] || set +o posix
  command eval "$plash_profile" 2>&-
  # shellcheck disable=SC3040 # only bash comes there
  [ -z "${BASH_VERSION-}" ] || set -o posix
  unset plash_profile
  cd /
fi
