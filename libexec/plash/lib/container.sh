# Which container is meant: ids, keys, nodes and build arguments. Sourced; only defines.
#
# Needs:  lib/base.sh; container_resolve sources lib/record.sh and lib/worker.sh
# Reads:  PLASH_DATA (data_require); command_name, usage_chosen (command_begin)
# Sets:   container_node, the path of a container's node, by the link index/ID; out_id, out_path, out_repr
# shellcheck shell=sh

# python_repr TEXT: sets out_repr to TEXT in quotes as messages show it. It covers the common cases of the Java side's
# PythonRepr; a text with control characters is left out.
python_repr() {
  case $1 in
    *[[:cntrl:]]*) out_repr="'...'" ;;
    *\'*) out_repr="\"$1\"" ;;
    *) out_repr="'$1'" ;;
  esac
}

# key_is_name KEY: true when the map can have KEY, so that map/KEY is no other place.
key_is_name() {
  case $1 in
    */* | "" | . | ..) return 1 ;;
  esac
}

# key_enter KEY: makes the node of the container that KEY of the map stands for the working directory, and sets out_id
# to the container; false when there is none. The entry is a symbolic link to the node, whose name is the id.
key_enter() {
  key_is_name "$1" && [ -d "$PLASH_DATA/map/$1/_data" ] && cd -P "$PLASH_DATA/map/$1" || return
  out_id=${PWD##*/}
}

# container_name_read WORD: sets out_id to the container that WORD means: to WORD itself when that is a number, else to
# the one that the key WORD stands for, or KEY when WORD is @KEY. A WORD that means none stays as it is, and
# container_require refuses it.
container_name_read() {
  case $1 in
    @* | *[!0-9]*) out_id=$(key_enter "${1#@}" && printf %s "$out_id") || out_id=$1 ;;
    *) out_id=$1 ;;
  esac
}

# container_name_refuse WORD STATUS: dies since WORD, which is no number, means no container; with STATUS when it is a
# key.
container_name_refuse() {
  data_access_require
  python_repr "${1#@}"
  if key_is_name "${1#@}" && [ -L "$PLASH_DATA/map/${1#@}" ]; then
    fail "$2" "the container of map key $out_repr was removed"
  fi
  case $1 in
    @*) fail "$2" "no map key $out_repr" 'plash ls shows containers and their keys' ;;
    "") die "container id must be integer, got ''" ;;
  esac
  die "container id must be integer, got $out_repr" 'no map key is called so either; plash ls shows both'
}

# container_require ID [STATUS]: sets container_node to the node of a container that may be run or built upon. Dies, in
# the words of the 2018 tool, when ID is no such container; with STATUS (default 1) when it does not exist.
container_require() {
  container_id_is_number "$1" || container_name_refuse "$1" "${2:-1}"
  [ "$1" != 0 ] || die "container must not be the special root container ('0')"
  container_find_or_die "$@"
}

# container_find_or_die ID [STATUS]: does the same for ID, which must be digits, and for the root container, too.
container_find_or_die() {
  container_node=$PLASH_DATA/index/$1
  if [ -d "$container_node/_data" ]; then
    return
  fi
  data_access_require
  fail "${2:-1}" "no container '$1'"
}

# container_node_enter_or_die: makes the directory behind container_node the working directory, and sets out_path to its
# absolute path without links.
container_node_enter_or_die() {
  cd -P "$container_node" || die "cannot enter the container's node $container_node"
  out_path=$PWD
}

# container_build "$@": becomes the worker that builds what the words up to the first `--` say, under record_key. The
# words of the program do not pass the JVM, which cannot take all bytes.
container_build() {
  build_given=$#
  for build_word; do
    if [ "$build_word" = -- ]; then
      break
    fi
    set -- "$@" "$build_word"
  done
  shift "$build_given"
  worker_become build --key "$record_key" "$@"
}

# container_resolve CALLBACK CONTAINER ARG...: calls CALLBACK ID ARG... for a command whose CONTAINER may be a key of the
# map, or given as build arguments. When the first argument begins with a dash, the arguments up to the first `--` are
# built and give ID; but `--` itself may be followed by a name, which may begin with a dash. Where the first of a
# program's words stands behind it, what is built is read from stdin, which is no terminal then. ARG... are a program, or
# those words of other commands that are no options.
container_resolve() {
  resolve_callback=$1 resolve_end=''
  shift
  case $1 in
    --)
      [ $# -gt 1 ] || usage_error "$command_name"
      resolve_end=--
      container_name_read "$2"
      if [ -z "$usage_chosen" ] && [ ! -t 0 ] && ! container_id_is_number "$out_id"; then
        container_build_or_die "$@"
        shift "$resolve_count"
      else
        shift 2
      fi
      ;;
    -*)
      container_build_or_die "$@"
      shift "$resolve_count"
      ;;
    *)
      container_name_read "$1"
      shift
      ;;
  esac
  if [ -n "$usage_chosen" ]; then
    usage_call "$resolve_callback" $resolve_end "$out_id" "$@"
  else
    [ "${1-}" != -- ] || shift
    "$resolve_callback" "$out_id" "$@"
  fi
}

# container_id_is_number ID: true for digits.
container_id_is_number() {
  case $1 in
    "" | *[!0-9]*) return 1 ;;
  esac
}

# container_build_or_die WORD...: builds what the words up to the first `--` say, or finds it in the build records,
# without a JVM. Sets out_id to the container, and resolve_count to the number of words, that `--` among them.
container_build_or_die() {
  . "$PLASH_LIBEXEC/lib/record.sh"
  resolve_count=0
  record_key_begin build
  for resolve_word; do
    if [ "$resolve_word" = -- ]; then
      break
    fi
    record_key_add "$resolve_word"
    resolve_count=$((resolve_count + 1))
  done
  record_key_end
  if ! record_find; then
    . "$PLASH_LIBEXEC/lib/worker.sh"
    worker_ask container_build "$@" || exit 1
    record_id=$out_answer
  fi
  out_id=$record_id
  [ "$resolve_count" -eq $# ] || resolve_count=$((resolve_count + 1))
}
