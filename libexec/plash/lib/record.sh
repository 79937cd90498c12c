# Build records: Java writes down what a build answered, and here it is looked up without a fork. Sourced; only
# defines.
#
# A record is the file plan/build/KEY in the data directory. KEY is the joined words of the build, or their SHA-256
# when they are too long for a file name, or not ASCII. The first line is `plash-build 4`; lines of `name value`
# follow, and behind a line `sums` what sha256sum -c reads: plash-data(5).
#
# Needs:  lib/base.sh
# Reads:  PLASH_DATA (data_require), PLASH_MACRO_PATH, and the variables that a record names
# Sets:   record_key, empty when such a build is never recorded (record_key_begin, _add, _end); record_id, record_exec
#         and record_environment (record_find)
# shellcheck shell=sh

# A word of a key ends with \001, and a slash in it becomes \002. Words that hold one of these have no key.
record_end='' record_slash=''

# record_key_begin KIND: starts record_key. KIND keeps builds and plashfiles apart.
record_key_begin() {
  record_key=$1$record_end
  record_usable=yes
}

# record_key_add WORD: appends WORD to record_key.
record_key_add() {
  case $1 in
    *["$record_end$record_slash"]*) record_usable=no ;;
    */*)
      record_rest=$1
      while :; do
        case $record_rest in
          */*)
            record_key=$record_key${record_rest%%/*}$record_slash
            record_rest=${record_rest#*/}
            ;;
          *) break ;;
        esac
      done
      record_key=$record_key$record_rest$record_end
      ;;
    *) record_key=$record_key$1$record_end ;;
  esac
}

# record_key_end: makes record_key final; empty when the build cannot be recorded. A key that is too long for a file
# name is hashed, and so is one with characters beyond ASCII, which may be bytes of no text.
record_key_end() {
  if [ "$record_usable" = no ]; then
    record_key=
    return
  fi
  case $record_key in
    *[!"$record_end"-~]*) ;;
    *) [ "${#record_key}" -gt 250 ] || return 0 ;;
  esac
  record_key=$(printf %s "$record_key" | sha256sum)
  record_key=${record_key%% *}
}

# record_find: true when record_key has a record whose container is still there, and the host is what it was as far as
# the build depended on it. Sets record_id, record_exec (the program of a plashfile) and record_environment (names of
# variables, separated by blanks).
record_find() {
  [ -n "$record_key" ] || return 1
  record_file=$PLASH_DATA/plan/build/$record_key
  [ -f "$record_file" ] || return 1
  record_read <"$record_file" && [ -d "$PLASH_DATA/index/$record_id/_data" ]
}

# record_read: reads a record from stdin into these variables. Is false for another format, and when something is not
# what it was.
record_read() {
  record_id='' record_exec='' record_environment='' record_has_sums='' record_link=''
  set --
  read -r record_line || return 1
  [ "$record_line" = 'plash-build 4' ] || return 1
  while [ -z "$record_has_sums" ] && IFS= read -r record_line; do
    case $record_line in
      'id '*) record_id=${record_line#id } ;;
      'exec '*) record_exec=${record_line#exec } ;;
      'use-env '*) record_environment="$record_environment ${record_line#use-env }" ;;
      'env '* | 'unset '*) record_variable_holds "${record_line%% *}" "${record_line#* }" || return 1 ;;
      'key '*) record_key_holds "${record_line#key }" || return 1 ;;
      'program '*) record_program_holds "${record_line#program }" || return 1 ;;
      'archive '*) [ -f "${record_line#archive }" ] && file_unchanged "${record_line#archive }" "$record_file" || return 1 ;;
      'no-program '*) [ ! -x "${record_line#no-program }" ] || return 1 ;;
      'no-file '*) record_file_misses "${record_line#no-file }" || return 1 ;;
      'link '*) record_link=${record_line#link } ;;
      'to '*) record_link_holds "$record_link" "${record_line#to }" || return 1 ;;
      'macros '*) record_macros_hold "${record_line#macros }" || return 1 ;;
      'file '*) [ -f "${record_line#file }" ] || return 1 ;; # a pipe would block sha256sum
      'path '*) set -- "$@" "${record_line#path }" ;;
      sums) record_has_sums=yes ;;
      *) return 1 ;;
    esac
  done
  if [ -z "$record_id" ]; then
    return 1
  fi
  if [ -n "$record_has_sums" ]; then
    record_sums_hold "$@"
  fi
}

# record_key_holds 'CONTAINER KEY': true when the key of the map still stands for that container.
record_key_holds() {
  # shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
  [ "$PLASH_DATA/map/${1#* }" -ef "$PLASH_DATA/index/${1%% *}" ]
}

# record_program_holds PATH: true when the program was changed last at the time that the record has.
record_program_holds() {
  [ -x "$1" ] && file_unchanged "$1" "$record_file"
}

# record_file_misses PATH: true when there is nothing of that name, not even a link that leads nowhere.
record_file_misses() {
  [ ! -e "$1" ] && [ ! -L "$1" ]
}

# record_link_holds PATH TARGET: true when both are one file.
record_link_holds() {
  # shellcheck disable=SC3013 # see record_key_holds
  [ "$1" -ef "$2" ]
}

# record_macros_hold NAMES: true when no program in a folder of PLASH_MACRO_PATH takes the place of one of the macros.
# A relative folder is no answer, since plash-exec evaluates in another directory.
record_macros_hold() {
  if [ -z "${PLASH_MACRO_PATH-}" ]; then
    return 0
  fi
  record_places=$PLASH_MACRO_PATH:
  while [ -n "$record_places" ]; do
    record_folder=${record_places%%:*}
    record_places=${record_places#*:}
    case $record_folder in
      '') continue ;;
      /*) ;;
      *) return 1 ;;
    esac
    for record_name in $1; do
      if [ -f "$record_folder/$record_name" ] && [ -x "$record_folder/$record_name" ]; then
        return 1
      fi
    done
  done
}

# record_variable_holds env NAME=VALUE: true when the caller's variable NAME has that value.
# record_variable_holds unset NAME: true when the caller has no variable NAME.
record_variable_holds() {
  record_name=${2%%=*}
  case $record_name in
    "" | *[!A-Za-z0-9_]* | [0-9]*) return 1 ;;
  esac
  case ${plash_names-} in
    *" $record_name "*) record_name=PLASH_GIVEN_$record_name ;; # see lib/given.sh
  esac
  # Only a name is evaluated, never a value.
  if [ "$1" = unset ]; then
    eval "[ -z \"\${$record_name+set}\" ]"
  else
    eval "[ \"\${$record_name+=}\${$record_name-}\" = \"=\${2#*=}\" ]"
  fi
}

# record_sums_hold PATH...: true when the checksums in record_file are right: those of files, and the one of the sorted
# names, modes and contents of everything at the paths. Only regular files are read.
record_sums_hold() {
  path_find sha256sum
  record_sha256sum=$out_path
  if [ $# -eq 0 ]; then
    "$record_sha256sum" -c "$record_file" </dev/null
  else
    path_find sort
    record_sort=$out_path
    path_find sha1sum
    record_sha1sum=$out_path
    path_find find
    "$out_path" "$@" -printf '%y %m %p %l\0' \
      \( -type f -o -type l -xtype f \) -exec "$record_sha1sum" -z {} + |
      LC_ALL=C "$record_sort" -z | "$record_sha256sum" -c "$record_file"
  fi >/dev/null 2>&1
}
