# shellcheck shell=sh disable=SC2034,SC2154 # globals are shared with bench
# The image of the bench: the host's static busybox. Defines functions only.
#
# Globals set here: id_user, id_root; image.tar in the scratch directory, and
# unpacked, as lower directory of the floor, ACTOR/image.

find_busybox() {
  for busybox in /bin/busybox /usr/bin/busybox; do
    [ ! -x "$busybox" ] || return 0
  done
  die 'no busybox for the image (apt install busybox-static)'
}

image_make() {
  find_busybox
  _tree=$scratch/tree
  mkdir -p "$_tree/bin" "$_tree/etc" "$_tree/tmp" "$_tree/home" "$_tree/root" \
    "$_tree/sys" "$_tree/dev" "$_tree/proc"
  cp "$busybox" "$_tree/bin/busybox"
  for _name in sh env true false sleep touch cat ls mkdir rm id; do
    ln -s busybox "$_tree/bin/$_name"
  done
  printf 'root:x:0:0:root:/root:/bin/sh\n' >"$_tree/etc/passwd"
  : >"$_tree/etc/resolv.conf"
  tar -c --owner=0 --group=0 --numeric-owner -f "$scratch/image.tar" -C "$_tree" .
  for actor in $actors; do
    as "$actor" mkdir "$scratch/$actor/image"
    as "$actor" tar -x -f "$scratch/image.tar" -C "$scratch/$actor/image"
  done
  image_import
}

# The image in plash: sets id_ACTOR, empty when plash refused it.
image_import() {
  id_user=
  id_root=
  for actor in $actors; do
    if _id=$(as "$actor" "$plash" import-tar "$scratch/image.tar" 2>"$scratch/stderr"); then
      case $actor in
        user) id_user=$_id ;;
        root) id_root=$_id ;;
      esac
    else
      fail_row "import-tar of the image, $actor"
    fi
  done
}

# id_of ACTOR: sets REPLY; fails without an image.
id_of() {
  case $1 in
    user) REPLY=$id_user ;;
    root) REPLY=$id_root ;;
  esac
  [ -n "$REPLY" ] || {
    echo 'the image could not be imported' >"$scratch/stderr"
    return 1
  }
}
