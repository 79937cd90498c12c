# Which container is meant: ids, nodes and build arguments. Sourced; only defines.
# Needs lib/base.sh and data_find. shellcheck shell=sh

# python_repr TEXT: sets python_repr to TEXT in quotes as messages show it (the common cases of
# the Java side's PythonRepr; a control character makes it unprintable, so it is left out).
python_repr() {
  case $1 in
    *[[:cntrl:]]*) python_repr="'...'" ;;
    *\'*) python_repr="\"$1\"" ;;
    *) python_repr="'$1'" ;;
  esac
}

# container_require ID: returns when ID is a container that may be run or built upon, and sets
# container_node to `index/ID`; dies with the 2018 messages otherwise.
container_require() {
  case $1 in
    "" | *[!0-9]*)
      python_repr "$1"
      die "container id must be integer, got $python_repr"
      ;;
    0) die "container must not be the special root container ('0')" ;;
  esac
  container_find "$1"
}

# container_find ID: like container_require for any digits, the root container too; a missing one
# ends with container_missing_status (1 when unset).
container_find() {
  container_node=$PLASH_DATA/index/$1
  [ -d "$container_node/_data" ] && return
  data_check
  fail "${container_missing_status:-1}" "no container '$1'"
}

# container_node_path: sets container_path to the physical absolute path behind container_node.
# Leaves the working directory there: the caller is about to end.
container_node_path() {
  cd -P "$container_node" || die "cannot enter the container's node $container_node"
  container_path=$PWD
}

# container_build "$@": builds what the words up to the first `--` say, under record_key, and becomes the worker. Those
# of the program do not pass the JVM, which cannot take all bytes.
container_build() {
  build_given=$#
  for build_word; do
    [ "$build_word" != -- ] || break
    set -- "$@" "$build_word"
  done
  shift "$build_given"
  worker_become build --key "$record_key" "$@"
}

# container_resolve CALLBACK "$@": for commands whose CONTAINER may be given as build arguments.
# Calls CALLBACK ID ARG...; when the first argument begins with a dash, everything up to the
# first `--` is built (or found in the build records, without a JVM) and gives the ID.
container_resolve() {
  resolve_callback=$1
  shift
  case ${1-} in
    -*) ;;
    *)
      "$resolve_callback" "$@"
      return
      ;;
  esac
  . "$PLASH_LIBEXEC/lib/record.sh"
  resolve_count=0
  record_key_begin build
  for resolve_word; do
    [ "$resolve_word" != -- ] || break
    record_key_add "$resolve_word"
    resolve_count=$((resolve_count + 1))
  done
  record_key_end
  if ! record_find; then
    . "$PLASH_LIBEXEC/lib/worker.sh"
    worker_ask container_build "$@" || exit 1
    record_id=$worker_answer
  fi
  shift "$resolve_count"
  [ $# -eq 0 ] || shift
  "$resolve_callback" "$record_id" "$@"
}
