# Paths, and the search of PATH. Sourced by lib/base.sh, and by plash--enter, which does without that; only defines.
# inside/program.sh has the search once more, for the image's shell.
#
# Needs:  path_absolute_or_die needs lib/base.sh
# Sets:   out_path, out_blocked
# shellcheck shell=sh

# path_search NAME FOLDERS [ROOT]: sets out_path to the path of the first program NAME in FOLDERS, which are separated
# by colons; an empty one is the working directory. With ROOT the folders are those of a container whose root is
# mounted there. A link counts as a program then, since it cannot be followed from outside. When there is no program
# the status is false, out_path is NAME, and out_blocked is the path of a file of that name that is not executable, or
# empty.
path_search() {
  out_path=$1 out_blocked='' path_rest=$2:
  while [ -n "$path_rest" ]; do
    path_folder=${path_rest%%:*}
    path_rest=${path_rest#*:}
    if [ -z "${3-}" ]; then
      path_file=${path_folder:-.}/$1
    else
      path_file=$3/$path_folder/$1
    fi
    if [ -x "$path_file" ] && [ ! -d "$path_file" ]; then
      out_path=$path_file
      return
    fi
    if [ -n "${3-}" ] && [ -L "$path_file" ]; then
      out_path=$path_file
      return
    fi
    if [ -f "$path_file" ]; then
      out_blocked=$path_file
    fi
  done
  return 1
}

# path_find NAME: sets out_path to the path of a program of the host, which is looked for as exec does; to NAME
# itself when it has a slash. When there is none the status is false, out_path is NAME, and out_blocked is the path
# of a file that is not executable, or empty. A busybox sh would start a part of itself by the name alone.
path_find() {
  out_path=$1 out_blocked=
  case $1 in
    */*) return 0 ;;
  esac
  path_search "$1" "$PATH"
}

# path_tool_find NAME FOLDERS [OPTION]...: sets out_path to the path of a tool of the host that plash starts for itself,
# or to NAME when there is none. A program is preferred to an applet of busybox, which knows fewer options and starts
# applets in place of programs; program.SearchPath has the same rule. The status is false when there is none, or only an
# applet that does not know the OPTIONs.
path_tool_find() {
  case $1 in
    */*)
      out_path=$1
      return
      ;;
  esac
  path_search "$1" "$2" || return
  path_tool=$1 path_tool_folders=$2 path_applet=
  shift 2
  while path_is_applet "$out_path"; do
    path_applet=${path_applet:-$out_path}
    if [ -z "$path_rest" ] || ! path_search "$path_tool" "${path_rest%:}"; then
      out_path=$path_applet
      [ $# -eq 0 ] || "$out_path" "$@" --version </dev/null >/dev/null 2>&1
      return
    fi
  done
}

# path_is_applet FILE: true when FILE, which path_tool_find has found, is a busybox: the one beside it, or by a link one
# of the folders.
path_is_applet() {
  # shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
  if [ "$1" -ef "${1%/*}/busybox" ]; then
    return
  fi
  [ -L "$1" ] || return
  path_places=$path_tool_folders:/bin:
  while [ -n "$path_places" ]; do
    # shellcheck disable=SC3013 # as above
    if [ "$1" -ef "${path_places%%:*}/busybox" ]; then
      return
    fi
    path_places=${path_places#*:}
  done
  return 1
}

# path_absolute_or_die NAME: sets out_path to the absolute path of NAME, which is relative to the working directory.
# Dies when that was deleted and NAME would mean another file: PWD is empty then, `.` in zsh, or leads elsewhere.
path_absolute_or_die() {
  case $1 in
    /*) out_path=$1 ;;
    *)
      # shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
      if [ "${PWD#/}" = "$PWD" ] || [ ! . -ef "$PWD" ]; then
        die "cannot find $1: the working directory is gone" 'cd to one that is there'
      fi
      out_path=$PWD/$1
      ;;
  esac
}

# path_make_absolute: makes the relative and the empty folders in PATH absolute. plash starts programs in
# directories of containers, and a container must not choose which program that is.
path_make_absolute() {
  path_folders=
  IFS=:
  set -f
  for path_folder in $PATH; do
    case $path_folder in
      /*) ;;
      *)
        if [ ! -d "$PWD" ]; then
          continue # it was deleted
        fi
        path_folder=$PWD/${path_folder:-.}
        ;;
    esac
    path_folders=$path_folders:$path_folder
  done
  set +f
  unset IFS
  PATH=${path_folders#:}
}
