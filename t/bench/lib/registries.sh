# shellcheck shell=sh disable=SC2034,SC2154 # globals are shared with bench
# The rows of registries: a Debian of five layers pulled from and pushed to a
# docker-registry on this machine, by plash and by podman. Defines functions
# only.
#
# Globals set here: registry, HOST:PORT, empty when there is none; registry_pid;
# stores, how many there are; pushed_user, pushed_root, the containers to push.

registry=
registry_pid=
stores=0
pushed_user=
pushed_root=

# registries_make: starts the registry, and makes the layers.
registries_make() {
  [ -n "$tars" ] || return 0
  if ! command -v docker-registry >/dev/null; then
    skip 'registry rows' 'docker-registry is not installed'
    return
  fi
  note 'making an image of five layers, and a registry'
  registry_start || fail_row 'docker-registry'
  for actor in $actors; do
    pushed_make "$actor" && tags_make "$actor" || fail_row "the image for the registry, $actor"
  done
}

# tags_make ACTOR: two tags of the image in the registry, and the first in podman's store.
tags_make() {
  pushed_of "$1" &&
    as "$1" "$plash" export-oci "$REPLY" "$registry/$1:1" >/dev/null 2>"$scratch/stderr" &&
    as "$1" env SOURCE_DATE_EPOCH=1 "$plash" export-oci "$REPLY" "$registry/$1:2" >/dev/null 2>"$scratch/stderr" ||
    return
  ! podman_runs "$1" ||
    podman_as "$1" podman pull -q --tls-verify=false "$registry/$1:1" >/dev/null 2>"$scratch/stderr"
}

# pushed_make ACTOR: four layers upon the Debian.
pushed_make() {
  case $1 in
    user) _id=$export_user ;;
    root) _id=$export_root ;;
  esac
  [ -n "$_id" ] || return
  _id=$(as "$1" "$plash" build --from-id "$_id" \
    --run 'cp -r /usr/share /share' --layer --run 'cp -r /usr/lib /lib2' \
    --layer --run 'cp -r /usr/bin /bin2' --layer --run 'rm -r /share' 2>"$scratch/stderr") || return
  case $1 in
    user) pushed_user=$_id ;;
    root) pushed_root=$_id ;;
  esac
}

# registry_start: with an empty folder, on a port that the kernel picks.
registry_start() {
  mkdir "$scratch/registry"
  printf '%s\n' 'version: 0.1' 'log: {level: info}' \
    "storage: {filesystem: {rootdirectory: $scratch/registry}}" \
    'http: {addr: "127.0.0.1:0"}' >"$scratch/registry.yml"
  docker-registry serve "$scratch/registry.yml" >"$scratch/registry.log" 2>&1 &
  registry_pid=$!
  while kill -0 "$registry_pid" 2>/dev/null; do
    registry=$(sed -n 's/.*listening on \(127[0-9.]*:[0-9]*\).*/\1/p' "$scratch/registry.log")
    [ -z "$registry" ] || return 0
    sleep 0.1
  done
  tail -n 1 "$scratch/registry.log" >"$scratch/stderr"
  return 1
}

registry_stop() {
  [ -z "$registry_pid" ] || kill "$registry_pid" 2>/dev/null || :
}

# pushed_of ACTOR: sets REPLY to the container to push.
pushed_of() {
  case $1 in
    user) REPLY=$pushed_user ;;
    root) REPLY=$pushed_root ;;
  esac
  [ -n "$registry" ] && [ -n "$REPLY" ]
}

# clocked ACTOR LABEL WORD...: time, and that of processors.
clocked() {
  mode=--cpu
  timed "$@"
  _status=$?
  mode=
  return "$_status"
}

# one_pull VARIANT ACTOR PREFIX: into an empty store, the disk quiet; and another
# tag of the same image into that. The stores stay until the end: for half a
# minute ext4 searches for inodes that were not deleted lately, which costs
# more than the pull (recently_deleted() in fs/ext4/ialloc.c).
one_pull() {
  pushed_of "$2" || return
  stores=$((stores + 1))
  _fresh=$scratch/$2/pulled$stores
  _run=$scratch/$2/run$stores
  sync -f "$scratch"
  case $1 in
    plash)
      as "$2" mkdir "$_fresh" && as "$2" env PLASH_DATA="$_fresh" "$plash" init &&
        clocked "$2" "$3pull-$2/plash" env PLASH_DATA="$_fresh" "$plash" import-oci "$registry/$2:1" &&
        clocked "$2" "$3repull-$2/plash" env PLASH_DATA="$_fresh" "$plash" import-oci "$registry/$2:2"
      ;;
    podman) podman_runs "$2" && podman_pull "$2" "$3" ;;
  esac
  _status=$?
  unmount_all
  return "$_status"
}

# podman_pull ACTOR PREFIX: into a store of its own.
podman_pull() {
  set -- "$1" "$2" podman --root "$_fresh" --runroot "$_run" pull -q --tls-verify=false
  _pull_actor=$1
  _pull_prefix=$2
  shift 2
  podman_clocked "$_pull_actor" "${_pull_prefix}pull-$_pull_actor/podman" "$@" "$registry/$_pull_actor:1" &&
    podman_clocked "$_pull_actor" "${_pull_prefix}repull-$_pull_actor/podman" "$@" "$registry/$_pull_actor:2"
}

# podman_clocked ACTOR LABEL WORD...: podman with its settings.
podman_clocked() {
  _clocked=$1
  _label=$2
  shift 2
  podman_as "$_clocked" "$clock" --cpu "$times" "$_label" "$@" 2>"$scratch/stderr"
}

# one_push VARIANT ACTOR PREFIX: to a registry that has nothing, and again.
one_push() {
  pushed_of "$2" || return
  _target=$registry/$2-pushed:1
  [ "$1" != podman ] || podman_runs "$2" || return
  remove "$scratch/registry/docker"
  sync -f "$scratch"
  for _row_name in push repush; do
    case $1 in
      plash) clocked "$2" "$3$_row_name-$2/plash" "$plash" export-oci "$REPLY" "$_target" ;;
      podman)
        podman_clocked "$2" "$3$_row_name-$2/podman" podman push -q --tls-verify=false "$registry/$2:1" "$_target"
        ;;
    esac || return
  done
}
