#!/bin/sh
# What the image's shell, of whatever kind it is, runs behind profile.sh to become a program. Its arguments are
# PIECE... -- CWD MARK WORD...: shell text that sets what the image is configured with (Java wrote it), the
# caller's working directory, what error lines begin with, and the program with variables in front of it.
# `make` writes this text, without its comments, to jar/inside.sh as enter_program.
#
# Nothing relies on /dev/null, since the image may have no place for /dev: what nobody is to see goes to a
# closed descriptor. Names begin with plash_, since all others may be the image's.

# plash_unstarted STATUS WORD FILE: says why the program WORD, whose file is FILE, did not start, and ends with
# STATUS. As the trap of EXIT it runs only where exec failed.
# shellcheck disable=SC2317 # the trap calls it
plash_unstarted() {
  trap - 0
  plash_reason='cannot start' plash_line=
  if [ -f "$3" ]; then
    { IFS= read -r plash_line <"$3"; } 2>&-
  else
    plash_reason='command not found'
  fi
  case $plash_line in
    "#!"*)
      plash_line=${plash_line#??}
      plash_line=${plash_line#"${plash_line%%[! ]*}"}
      plash_line=${plash_line%% *}
      [ -e "$plash_line" ] || plash_reason="cannot start: the interpreter that its first line names is missing: $plash_line"
      ;;
    ?ELF*)
      if [ "$1" = 126 ]; then
        plash_reason='cannot start: it is for another machine, or damaged'
      else
        plash_reason='cannot start: the loader that it needs (ld.so) is missing'
      fi
      ;;
  esac
  printf '%s %s: %s\n' "$plash_mark" "$2" "$plash_reason" >&2
  exit "$1"
}

while [ "$1" != -- ]; do
  eval "$1"
  shift
done
if [ -d "$2" ] && [ -x "$2" ]; then
  cd "$2" || :
fi
plash_mark=$3
shift 3
unset OLDPWD
# Debian and its kin have programs there that are for everybody, but not in the PATH of root.
if [ -d /usr/games ]; then
  case :$PATH: in
    *:/usr/games:*) ;;
    *) PATH=$PATH:/usr/games ;;
  esac
fi
export PATH

# The variables in front of the program are exported here, since env(1) would be one more program to start. It
# is started only for names that are none to a shell, or that mean something to one.
for plash_word; do
  case ${plash_word%%=*} in
    "$plash_word" | */*) break ;;
    "" | [!A-Za-z_]* | *[!A-Za-z0-9_]* | UID | EUID | PPID | GROUPS | DIRSTACK | FUNCNAME | \
      HISTCMD | IFS | LINENO | OPTIND | RANDOM | SRANDOM | SECONDS | SHELLOPTS | SHLVL | _ | \
      BASH* | EPOCH* | LANG | LC_* | plash_*) exec env "$@" ;;
  esac
done
while [ $# -gt 0 ]; do
  case ${1%%=*} in
    "$1" | */*) break ;;
  esac
  # shellcheck disable=SC2163 # NAME=VALUE
  export "$1"
  shift
done
[ $# -gt 0 ] || set -- env

# A program that is there and does not start is told of by the trap of EXIT, which a successful exec does away
# with. bash runs no trap there, but can be told to go on after the exec. zsh, yash and mksh, which runs the trap
# before exec and can hang in it, say it in their own words.
plash_status=127 plash_file=
# shellcheck disable=SC3044 # only bash comes there
[ -z "${BASH_VERSION-}" ] || shopt -s execfail
if [ -z "${KSH_VERSION-}${ZSH_VERSION-}${YASH_VERSION-}" ]; then
  trap 'plash_unstarted $? "$1" "$plash_file"' 0
fi
set -f
IFS=:
case $1 in
  -* | "") ;;
  */*)
    plash_file=$1
    if [ -x "$1" ] && [ ! -d "$1" ]; then
      exec "$@"
      exit
    fi
    if [ -e "$1" ]; then
      plash_status=126
    fi
    ;;
  *)
    for plash_directory in $PATH; do
      if [ -f "${plash_directory:-.}/$1" ]; then
        plash_file=${plash_directory:-.}/$1
        if [ -x "$plash_file" ]; then
          exec "$@"
          exit
        fi
        plash_status=126
      fi
    done
    # A busybox may have it inside.
    if [ "$plash_status" = 127 ] && [ -n "$(command -v "$1")" ]; then
      exec "$@"
      exit
    fi
    ;;
esac
trap - 0
plash_reason='command not found'
if [ "$plash_status" = 126 ]; then
  plash_reason='not executable'
fi
printf '%s %s: %s\n' "$plash_mark" "$1" "$plash_reason" >&2
exit "$plash_status"
