# Build records: what a build answered, written by Java, looked up here without a fork.
# Sourced; only defines. Needs lib/base.sh and data_find. shellcheck shell=sh
#
# A record is the file plan/build/KEY in the data directory. KEY is the joined words of the
# build; their SHA-256 when they are too long for a file name, or not ASCII. First line `plash-build 2`,
# then lines of `name value`, and after a line `sums` what sha256sum -c reads: plash-data(5).

# A word ends with \001; a slash in it becomes \002. Words that hold these themselves have no
# key (record_key stays empty): such a build is never recorded.
record_end='' record_slash=''

# record_key_begin KIND: starts record_key; KIND keeps builds and plashfiles apart.
record_key_begin() {
  record_key=$1$record_end
  record_usable=yes
}

# record_key_add WORD: appends one word.
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

# record_key_end: sets the final record_key; empty when the build cannot be recorded. One that is too long for
# a file name, or has other characters than those of ASCII, which may be bytes of no text, is hashed.
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

# record_find: true when record_key has a record whose container is still there, and the host is as
# it was as far as the build depended on it. Sets record_id, record_exec (the program of a plashfile)
# and record_environment (names, separated by blanks).
record_find() {
  [ -n "$record_key" ] || return 1
  record_file=$PLASH_DATA/plan/build/$record_key
  [ -f "$record_file" ] || return 1
  record_read <"$record_file" && [ -d "$PLASH_DATA/index/$record_id/_data" ]
}

# record_read: reads a record from stdin into the variables above; false for another format, and
# when something is not as it was.
record_read() {
  record_id='' record_exec='' record_environment='' record_sums=''
  set --
  read -r record_line || return 1
  [ "$record_line" = 'plash-build 2' ] || return 1
  while [ -z "$record_sums" ] && IFS= read -r record_line; do
    case $record_line in
      'id '*) record_id=${record_line#id } ;;
      'exec '*) record_exec=${record_line#exec } ;;
      'use-env '*) record_environment="$record_environment ${record_line#use-env }" ;;
      'env '* | 'unset '*) record_variable "${record_line%% *}" "${record_line#* }" || return 1 ;;
      'key '*) record_same "${record_line#key }" || return 1 ;;
      'program '*) record_program "${record_line#program }" || return 1 ;;
      'no-program '*) [ ! -x "${record_line#no-program }" ] || return 1 ;;
      'macros '*) record_macros "${record_line#macros }" || return 1 ;;
      'file '*) [ -f "${record_line#file }" ] || return 1 ;; # what is a pipe now would block sha256sum
      'path '*) set -- "$@" "${record_line#path }" ;;
      sums) record_sums=yes ;;
      *) return 1 ;;
    esac
  done
  [ -n "$record_id" ] || return 1
  [ -z "$record_sums" ] || record_sums "$@"
}

# record_same 'CONTAINER KEY': true when the key of the map stands for that container.
record_same() {
  # shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
  [ "$PLASH_DATA/map/${1#* }" -ef "$PLASH_DATA/index/${1%% *}" ]
}

# record_program PATH: true when the program was changed last at the time that the record has.
record_program() {
  [ -x "$1" ] && file_unchanged "$1" "$record_file"
}

# record_macros NAMES: true when no program in a folder of PLASH_MACRO_PATH takes the place of one of the
# macros; of a relative folder nobody knows, since plash-exec evaluates in another directory.
record_macros() {
  [ -n "${PLASH_MACRO_PATH-}" ] || return 0
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
      [ ! -f "$record_folder/$record_name" ] || [ ! -x "$record_folder/$record_name" ] || return 1
    done
  done
}

# record_variable env NAME=VALUE, record_variable unset NAME: true when the variable is that.
record_variable() {
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

# record_sums PATH...: true when record_file's checksums are right: those of files, and the one of
# the sorted names, modes and contents of all that is at the paths. Only regular files are read.
record_sums() {
  path_find sha256sum
  record_sha256sum=$path_found
  if [ $# -eq 0 ]; then
    "$record_sha256sum" -c "$record_file" </dev/null
  else
    path_find sort
    record_sort=$path_found
    path_find find
    "$path_found" "$@" -printf '%y %m %p %l\0' \
      \( -type f -o -type l -xtype f \) -exec "$record_sha256sum" -z {} + |
      LC_ALL=C "$record_sort" -z | "$record_sha256sum" -c "$record_file"
  fi >/dev/null 2>&1
}
