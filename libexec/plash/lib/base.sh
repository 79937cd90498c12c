# Messages, usage and the location of the data directory. Sourced by every command; only defines.
# Reads: PLASH_LIBEXEC (absolute). shellcheck shell=sh

# fail STATUS MESSAGE [HINT]: say on stderr what failed and what helps; exit with STATUS.
fail() {
  fail_mark='plash error:'
  if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ] && [ -z "${NO_COLOR-}" ]; then
    fail_escape=$(printf '\033')
    fail_mark="${fail_escape}[38;05;1mplash error:${fail_escape}[0;0m"
  fi
  printf '%s %s\n' "$fail_mark" "$2" >&2
  [ -z "${3-}" ] || printf 'plash: %s\n' "$3" >&2
  exit "$1"
}

# die MESSAGE [HINT]: an ordinary failure, status 1.
die() {
  fail 1 "$@"
}

# command_begin NAME "$@": the first step of every command. Puts the command programs first in
# PATH, for everything started from here (not inside containers), and answers --help or -h as
# the first argument from the command's own header.
command_begin() {
  unset container_missing_status worker_archive worker_unpack # what the caller may have in variables of these names is not meant
  case $1 in
    run | -exec | runopts | sudo | with-mount) ;; # the program has the caller's descriptors, closed ones too
    *) descriptors_open ;;
  esac
  path_absolute "$PLASH_LIBEXEC"
  PLASH_LIBEXEC=$path_absolute
  case ${PATH-} in
    "$PLASH_LIBEXEC":*) ;;
    *) PATH=$PLASH_LIBEXEC:${PATH:-/usr/local/bin:/usr/bin:/bin} ;;
  esac
  case ":$PATH:" in
    *:[!/]*) path_from_anywhere ;;
  esac
  export PATH
  case ${2-} in
    -h | --help)
      descriptors_open
      command_help=$(awk -v mode=help -f "$PLASH_LIBEXEC/lib/help.awk" "$PLASH_LIBEXEC/plash-$1") || exit
      print_result "$command_help"
      exit
      ;;
  esac
}

# path_absolute NAME: sets path_absolute to NAME as seen from every directory. Dies where the working
# directory was deleted, so that NAME would mean another: PWD is empty then, `.` in zsh, or leads elsewhere.
path_absolute() {
  path_absolute=$1
  case $1 in
    /*) ;;
    *)
      # shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
      [ "${PWD#/}" != "$PWD" ] && [ . -ef "$PWD" ] || die "cannot find $1: the working directory is gone" 'cd to one that is there'
      path_absolute=$PWD/$1
      ;;
  esac
}

# path_from_anywhere: makes the parts of PATH that are relative, or empty, lead where they do now: plash
# starts programs in directories of containers, which are not to choose which.
path_from_anywhere() {
  path_folders=
  IFS=:
  set -f
  for path_folder in $PATH; do
    case $path_folder in
      /*) ;;
      *)
        [ -d "$PWD" ] || continue # it is gone
        path_folder=$PWD/${path_folder:-.}
        ;;
    esac
    path_folders=$path_folders:$path_folder
  done
  set +f
  unset IFS
  PATH=${path_folders#:}
}

# path_find NAME: sets path_found to the path of a program of the host, looked for as exec does; to
# NAME itself when it has a slash. False, and path_found is NAME, when there is none; path_blocked is the
# path of one that cannot be executed. By its path a busybox sh does not take a part of itself for it.
path_find() {
  path_found=$1 path_blocked=
  case $1 in
    */*) return 0 ;;
  esac
  IFS=:
  set -f
  for path_folder in $PATH; do
    path_found=${path_folder:-.}/$1
    [ ! -x "$path_found" ] || [ -d "$path_found" ] || break
    [ ! -f "$path_found" ] || path_blocked=$path_found
    path_found=$1
  done
  set +f
  unset IFS
  [ "$path_found" != "$1" ]
}

# file_unchanged FILE STAMP: true when FILE was changed last at the time that Java gave to STAMP, or when
# neither is there. Which clock that time is of, and whether it is past, does not matter.
file_unchanged() {
  if [ ! -e "$1" ]; then
    [ ! -e "$2" ]
    return
  fi
  # shellcheck disable=SC3013 # -nt and -ot: POSIX 2024, and every sh plash is tested with
  [ -e "$2" ] && [ ! "$1" -nt "$2" ] && [ ! "$1" -ot "$2" ]
}

# print_result LINE: prints what the command is asked for; dies when stdout cannot be written. Where nobody
# reads stdout any more, and SIGPIPE is ignored, so that it did not end the shell, its status does.
print_result() {
  printf '%s\n' "$1" 2>/dev/null && return
  [ ! -p /proc/self/fd/1 ] && [ ! -S /proc/self/fd/1 ] || exit 141
  die 'cannot write the result to stdout'
}

# descriptors_open: opens what is closed of stdin, stdout and stderr, so that no file takes their place. For
# stdout that is a directory, since no result may be lost without a word: tar takes /dev/null for a wish.
descriptors_open() {
  [ -e /proc/self/fd ] || return 0
  [ -e /proc/self/fd/0 ] || exec </dev/null
  [ -e /proc/self/fd/1 ] || exec 1</
  [ -e /proc/self/fd/2 ] || exec 2>/dev/null
}

# terminal_columns: sets terminal_width to the columns of the terminal that descriptor 3 is, else to COLUMNS or 80.
terminal_columns() {
  terminal_width=${COLUMNS-}
  if [ -t 3 ] && terminal_size=$(stty size <&3 2>/dev/null); then
    case $terminal_size in
      *' '[1-9]*) terminal_width=${terminal_size#* } ;; # one that nobody has told its size says 0
    esac
  fi
  case $terminal_width in
    "" | 0* | *[!0-9]* | ??????*) terminal_width=80 ;;
  esac
}

# usage_error NAME: wrong use; the usage line of the command's header on stderr, status 2.
usage_error() {
  awk -v mode=usage -f "$PLASH_LIBEXEC/lib/help.awk" "$PLASH_LIBEXEC/plash-$1" >&2
  exit 2
}

# user_read: sets plash_uid, the effective user id as this user namespace sees it, and plash_umask.
# No fork: the second line of /proc/self/status holds the umask (Linux 4.7), the ninth real,
# effective, saved and file system id (proc(5)).
user_read() {
  plash_uid=
  while read -r user_key user_real plash_uid user_rest; do
    case $user_key in
      Umask:) plash_umask=$user_real ;;
      Uid:) return 0 ;;
    esac
  done </proc/self/status
  plash_uid=$(id -u)
}

# home_of [NAME]: sets home_directory from HOME, or from the passwd database.
home_of() {
  home_directory=${HOME-}
  if [ -n "$1" ] || [ -z "$home_directory" ]; then
    home_entry=$(getent passwd "${1:-$plash_uid}") || die "no such user: ${1:-$plash_uid}"
    home_entry=${home_entry%:*}
    home_directory=${home_entry##*:}
  fi
}

# text_require WHAT TEXT: dies unless TEXT is UTF-8, as RFC 3629 has it. The Java side cannot name other bytes, and
# would take another file for it. What is plain costs no process.
text_require() {
  case $2 in
    *[!a-zA-Z0-9_./\ +=@:,~%-]*) ;;
    *) return 0 ;;
  esac
  LC_ALL=C awk 'BEGIN {
    text = ARGV[1]
    gsub(/[\001-\177]+|[\302-\337][\200-\277]|\340[\240-\277][\200-\277]|[\341-\354\356\357][\200-\277][\200-\277]/, "", text)
    gsub(/\355[\200-\237][\200-\277]|\360[\220-\277][\200-\277][\200-\277]/, "", text)
    gsub(/[\361-\363][\200-\277][\200-\277][\200-\277]|\364[\200-\217][\200-\277][\200-\277]/, "", text)
    exit text != ""
  }' "$2" </dev/null || die "$1 is not valid UTF-8: $2" 'use a directory whose name is text'
}

# data_check: dies when the data directory, or what leads to it, may not be entered: what is asked
# for is not missing, it is out of reach.
data_check() {
  data_reached=$PLASH_DATA
  while [ -n "$data_reached" ] && [ ! -d "$data_reached" ]; do
    data_reached=${data_reached%/*}
  done
  [ -x "$data_reached/" ] ||
    die "cannot enter the data directory $PLASH_DATA: permission denied" \
      'set PLASH_DATA to a directory of your own'
}

# data_own: dies when the data directory is somebody else's, as ssh and git do with files of theirs: what is
# in it decides what is started, and what this user made there its owner could not delete.
data_own() {
  # shellcheck disable=SC3067 # -O: every sh plash is tested with
  if [ -e "$PLASH_DATA" ] && [ ! -O "$PLASH_DATA" ]; then
    data_owner=$(stat -L -c %U -- "$PLASH_DATA")
    case $data_owner in
      UNKNOWN) data_owner="user $(stat -L -c %u -- "$PLASH_DATA")" ;;
    esac
    die "the data directory $PLASH_DATA belongs to $data_owner" 'set PLASH_DATA to a directory of your own'
  fi
}

# data_find: sets plash_uid, and PLASH_DATA to the absolute path of the data directory, exported; dies when
# that is somebody else's.
data_find() {
  data_locate
  data_own
}

# data_locate: the same, whoever owns it. It is exported since a uid of 0 inside a user namespace would
# change the default. An empty value counts as unset, a relative one is taken from the working directory, a
# leading ~ or ~user is expanded.
data_locate() {
  user_read
  if [ -z "${PLASH_DATA-}" ]; then
    if [ "$plash_uid" -eq 0 ]; then
      PLASH_DATA=/var/lib/plash
    else
      home_of ''
      PLASH_DATA=$home_directory/.plashdata
    fi
  fi
  case $PLASH_DATA in
    /*) ;;
    "~"*)
      data_user=${PLASH_DATA%%/*}
      home_of "${data_user#"~"}"
      PLASH_DATA=$home_directory${PLASH_DATA#"$data_user"}
      ;;
    *)
      path_absolute "$PLASH_DATA"
      PLASH_DATA=$path_absolute
      ;;
  esac
  text_require 'the data directory' "$PLASH_DATA"
  export PLASH_DATA
}
