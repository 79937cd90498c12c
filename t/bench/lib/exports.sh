# shellcheck shell=sh disable=SC2034,SC2154 # globals are shared with bench
# The row of export: a Debian as an archive, by plash and by tar itself.
# Defines functions only.
#
# Globals set here: export_user, export_root, the containers to export.

export_user=
export_root=

# exports_make: imports base.tar, where there is one, for each actor.
exports_make() {
  [ -n "$tars" ] || return 0
  for actor in $actors; do
    if _id=$(as "$actor" "$plash" import-tar "$scratch/base.tar" 2>"$scratch/stderr"); then
      case $actor in
        user) export_user=$_id ;;
        root) export_root=$_id ;;
      esac
    else
      fail_row "import-tar for the export, $actor"
    fi
  done
}

# one_export VARIANT ACTOR PREFIX: to a file, the disk quiet.
one_export() {
  mode=--cpu
  _label=$3export-$2/$1
  _archive=$scratch/$2/export.tar
  case $2 in
    user) _id=$export_user ;;
    root) _id=$export_root ;;
  esac
  [ -n "$_id" ] || return
  sync -f "$scratch"
  case $1 in
    floor) pack "$2" "$_label" "$_archive" "$_id" ;;
    plash) timed "$2" "$_label" "$plash" export-tar "$_id" "$_archive" ;;
  esac
  _status=$?
  remove "$_archive"
  return "$_status"
}

# pack ACTOR LABEL FILE CONTAINER: tar on the one layer that the container has.
pack() {
  _pack_actor=$1
  _pack_label=$2
  _layer=$(as "$1" "$plash" nodepath "$4")/_data/root || return
  set -- tar -c --numeric-owner -f "$3" -C "$_layer" .
  [ "$_pack_actor" = root ] ||
    set -- unshare --user --map-root-user --map-users=auto --map-groups=auto --mount "$@"
  timed "$_pack_actor" "$_pack_label" "$@"
}
