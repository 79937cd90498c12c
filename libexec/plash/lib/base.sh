# Messages, usage and the location of the data directory. Sourced by every command; only defines.
#
# Reads:  PLASH_LIBEXEC; PLASH_DATA, HOME, PATH, TERM, NO_COLOR, COLUMNS of the caller
# Sets:   PLASH_LIBEXEC, absolute, PATH, command_name and usage_chosen, which is empty where a program or macros are
#         among the words (command_begin); what lib/status.sh sets (data_require); PLASH_DATA,
#         absolute (data_require); out_path, out_blocked, out_home, out_columns
# shellcheck shell=sh
. "$PLASH_LIBEXEC/lib/path.sh"
. "$PLASH_LIBEXEC/lib/status.sh"

# fail STATUS MESSAGE [HINT]: says on stderr what failed, and what helps, and exits with STATUS.
fail() {
  fail_mark='plash error:'
  if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ] && [ -z "${NO_COLOR-}" ]; then
    fail_escape=$(printf '\033')
    fail_mark="${fail_escape}[38;05;1mplash error:${fail_escape}[0;0m"
  fi
  printf '%s %s\n' "$fail_mark" "$2" >&2
  if [ -n "${3-}" ]; then
    printf 'plash: %s\n' "$3" >&2
  fi
  exit "$1"
}

# die MESSAGE [HINT]: says what failed, and exits with status 1.
die() {
  fail 1 "$@"
}

# command_begin NAME "$@": is the first step of every command. It makes PLASH_LIBEXEC absolute and puts it first in
# PATH, for everything that is started from here (not inside containers). It answers --help or -h as the first
# argument from the command's own header, and exits then. Words that the usage line in the header does not tell of are
# refused.
command_begin() {
  unset worker_archive worker_unpack # the caller may have variables of these names
  command_name=$1 usage_chosen=''
  case $1 in
    run | -exec | runopts | sudo | with-mount) ;; # the program gets the caller's descriptors, closed ones too
    *) descriptors_open ;;
  esac
  path_absolute_or_die "$PLASH_LIBEXEC"
  PLASH_LIBEXEC=$out_path
  case ${PATH-} in
    "$PLASH_LIBEXEC":*) ;;
    *) PATH=$PLASH_LIBEXEC:${PATH:-/usr/local/bin:/usr/bin:/bin} ;;
  esac
  case ":$PATH:" in
    *:[!/]*) path_make_absolute ;;
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
  case $1 in
    run | -* | runopts | sudo | with-mount | build) ;; # all words are for the program, or macros
    *)
      . "$PLASH_LIBEXEC/lib/usage.sh"
      usage_require "$@"
      ;;
  esac
}

# file_unchanged FILE STAMP: true when FILE was changed last at the time that Java gave to STAMP, or when
# neither exists. Which clock that time is of, and whether it is past, does not matter.
file_unchanged() {
  if [ ! -e "$1" ]; then
    [ ! -e "$2" ]
    return
  fi
  # shellcheck disable=SC3013 # -nt and -ot: POSIX 2024, and every sh plash is tested with
  [ -e "$2" ] && [ ! "$1" -nt "$2" ] && [ ! "$1" -ot "$2" ]
}

# print_result LINE: prints what the command is asked for, and dies when stdout cannot be written. Where nobody
# reads stdout any more and SIGPIPE is ignored, the command exits with the status that SIGPIPE would give.
print_result() {
  if printf '%s\n' "$1" 2>/dev/null; then
    return
  fi
  if [ -p /proc/self/fd/1 ] || [ -S /proc/self/fd/1 ]; then
    exit 141
  fi
  die 'cannot write the result to stdout'
}

# descriptors_open: opens those of stdin, stdout and stderr that are closed, so that no other file gets their
# number. stdout becomes a directory, which cannot be written, so that no result is lost in silence; tar takes
# /dev/null as the wish to write nothing.
descriptors_open() {
  if [ ! -e /proc/self/fd ]; then
    return
  fi
  [ -e /proc/self/fd/0 ] || exec </dev/null
  [ -e /proc/self/fd/1 ] || exec 1</
  [ -e /proc/self/fd/2 ] || exec 2>/dev/null
}

# terminal_columns_read: sets out_columns to the width of the terminal on descriptor 3, else to COLUMNS or 80.
terminal_columns_read() {
  out_columns=${COLUMNS-}
  if [ -t 3 ] && terminal_size=$(stty size <&3 2>/dev/null); then
    case $terminal_size in
      *' '[1-9]*) out_columns=${terminal_size#* } ;; # a terminal that does not know its size says 0
    esac
  fi
  case $out_columns in
    "" | 0* | *[!0-9]* | ??????*) out_columns=80 ;;
  esac
}

# usage_error NAME [MESSAGE]: prints the usage line of the command's header on stderr, behind what is wrong with the
# words, and exits with status 2.
usage_error() {
  [ $# -eq 1 ] || (fail 2 "$2") || :
  awk -v mode=usage -f "$PLASH_LIBEXEC/lib/help.awk" "$PLASH_LIBEXEC/plash-$1" >&2
  exit 2
}

# host_refuse: dies since /proc or /dev/null is missing, without which nothing works.
host_refuse() {
  . "$PLASH_LIBEXEC/lib/remedy.sh"
  if [ ! -r /proc/self/status ]; then
    remedy_find no-proc
    die 'cannot read /proc/self/status: nothing is mounted on /proc' "$out_fix"
  fi
  remedy_find no-dev-null
  die '/dev/null is not there, or no device' "$out_fix"
}

# home_find_or_die USER: sets out_home to the home directory of USER by the passwd database. For an empty USER it is
# HOME, or that of the caller when HOME is empty. Dies when there is no such user.
home_find_or_die() {
  out_home=${HOME-}
  if [ -n "$1" ] || [ -z "$out_home" ]; then
    home_entry=$(getent passwd "${1:-$plash_uid}") || die "no such user: ${1:-$plash_uid}" 'set HOME or PLASH_DATA'
    home_entry=${home_entry%:*}
    out_home=${home_entry##*:}
  fi
}

# text_require WHAT TEXT: dies unless TEXT is UTF-8 (RFC 3629); WHAT is the subject of the message. The Java side
# cannot name other bytes, and would take another file for it. Plain characters start no process.
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

# data_access_require: dies when the caller may not enter the data directory or a directory on the way to it. What
# is asked for is not missing then, it is out of reach.
data_access_require() {
  data_reached=$PLASH_DATA
  while [ -n "$data_reached" ] && [ ! -d "$data_reached" ]; do
    data_reached=${data_reached%/*}
  done
  if [ ! -x "$data_reached/" ]; then
    die "cannot enter the data directory $PLASH_DATA: permission denied" \
      'set PLASH_DATA to a directory of your own'
  fi
}

# data_owner_require: dies when the data directory belongs to another user, as ssh and git do with their files. What
# is in it decides what is started, and the other user could not delete what the caller made there.
data_owner_require() {
  # shellcheck disable=SC3067 # -O: every sh plash is tested with
  if [ -e "$PLASH_DATA" ] && [ ! -O "$PLASH_DATA" ]; then
    data_owner=$(stat -L -c %U -- "$PLASH_DATA")
    case $data_owner in
      UNKNOWN) data_owner="user $(stat -L -c %u -- "$PLASH_DATA")" ;;
    esac
    die "the data directory $PLASH_DATA belongs to $data_owner" 'set PLASH_DATA to a directory of your own'
  fi
}

# data_require: sets plash_uid, and PLASH_DATA to the absolute path of the data directory, and exports that. Dies
# when the directory belongs to another user. It need not exist.
data_require() {
  data_locate_or_die
  data_owner_require
}

# data_default_choose_or_die: sets PLASH_DATA to the data directory of who names none: /var/lib/plash for root, else the
# one in the home directory. Where root has no /var/lib/plash of his own he has the one in his home too, when it is there
# and his own: in a container of plash root may be an ordinary user outside, who has it from there.
data_default_choose_or_die() {
  if [ "$plash_uid" -ne 0 ]; then
    home_find_or_die ''
    PLASH_DATA=$out_home/.plashdata
    return
  fi
  PLASH_DATA=/var/lib/plash
  case ${HOME-} in
    /*) ;;
    *) return ;;
  esac
  data_place=/var/lib
  if [ -e "$PLASH_DATA" ] || [ -L "$PLASH_DATA" ]; then
    data_is_from_outside || return 0
    data_place=$PLASH_DATA
  fi
  # shellcheck disable=SC3067 # -O: every sh plash is tested with
  if [ -d "$HOME/.plashdata" ]; then
    [ ! -O "$HOME/.plashdata" ] || PLASH_DATA=$HOME/.plashdata
  elif [ -O "$HOME" ] && [ -w "$HOME" ] && ! data_place_is_usable "$data_place" && data_place_is_usable "$HOME"; then
    PLASH_DATA=$HOME/.plashdata
  fi
}

# data_is_from_outside: true when somebody else has /var/lib/plash and root is that of a user namespace: who has it then
# is the root outside.
data_is_from_outside() {
  # shellcheck disable=SC3067 # -O: every sh plash is tested with
  [ -e "$PLASH_DATA" ] && [ ! -O "$PLASH_DATA" ] && read -r _ _ data_ids </proc/self/uid_map 2>/dev/null &&
    [ "$data_ids" != 4294967295 ] # that many ids, all, has the first user namespace
}

# data_place_is_usable DIRECTORY: true when root can make a data directory in DIRECTORY, or would make DIRECTORY, and
# overlays can have their upper layers there by the kind of its file system, as stat(1) calls it. In containers / often
# is an overlay itself.
data_place_is_usable() {
  data_place=$1
  while [ ! -d "$data_place/" ]; do
    data_place=${data_place%/*}
  done
  [ -w "$data_place/" ] || return
  case $(stat -f -c %T -- "$data_place/" 2>/dev/null) in
    overlay* | fuse* | nfs* | smb* | cifs | msdos | exfat | v9fs | ramfs) return 1 ;;
  esac
}

# data_locate_or_die: does the same, whoever owns the directory. PLASH_DATA is exported since a uid of 0 inside a user
# namespace would change the default. An empty value counts as unset, a relative one is taken from the working
# directory, and a leading ~ or ~USER is expanded. Dies when there is no such user or directory, or when the path
# is not UTF-8.
data_locate_or_die() {
  user_read
  if [ -z "${PLASH_DATA-}" ]; then
    data_default_choose_or_die
  fi
  case $PLASH_DATA in
    /*) ;;
    "~"*)
      data_user=${PLASH_DATA%%/*}
      home_find_or_die "${data_user#"~"}"
      PLASH_DATA=$out_home${PLASH_DATA#"$data_user"}
      ;;
    *)
      path_absolute_or_die "$PLASH_DATA"
      PLASH_DATA=$out_path
      ;;
  esac
  text_require 'the data directory' "$PLASH_DATA"
  export PLASH_DATA
}
