# Where a file that is to be written lies. Sourced; only defines.
#
# Needs:  lib/base.sh
# Reads:  plash_uid (data_require)
# Sets:   place_name, and the working directory
# shellcheck shell=sh

# place_enter_or_die FILE MESSAGE: makes the directory in which FILE lies the working directory, and sets place_name to
# its name there, which is no link. Links on the way are followed step by step. Those of another user are followed as
# the kernel does with fs.protected_symlinks (proc(5)), but never as the last part: who made such a link chose the
# file that would be written. Dies with MESSAGE and the reason.
place_enter_or_die() {
  place_rest=$1 place_links=0
  case $1 in
    /*) cd -P / || exit ;;
    *)
      if [ ! -d "$PWD" ]; then
        die "$2: the working directory is gone" 'cd to one that is there'
      fi
      ;;
  esac
  while :; do
    while [ "$place_rest" != "${place_rest#/}" ]; do
      place_rest=${place_rest#/}
    done
    place_name=${place_rest%%/*}
    if [ -L "./$place_name" ]; then
      place_follow_link_or_die "$2"
      continue
    fi
    if [ "$place_name" = "$place_rest" ]; then
      break
    fi
    [ -d "./$place_name" ] || die "$2: no such directory"
    cd -P -- "./$place_name" 2>/dev/null || die "$2: permission denied"
    place_rest=${place_rest#*/}
  done
  if [ -e "./$place_name" ] && ! place_is_trusted sticky; then
    die "$2: it is another user's, in a directory that all may write to"
  fi
}

# place_follow_link_or_die MESSAGE: replaces the link place_name, in the path that is left, by what it leads to.
place_follow_link_or_die() {
  place_links=$((place_links + 1))
  [ "$place_links" -le 40 ] || die "$1: too many levels of symbolic links" # as the kernel, path_resolution(7)
  place_link=$(readlink -n -- "./$place_name" && echo x) || die "$1: cannot read a link"
  place_link=${place_link%x}
  if [ "$place_name" = "$place_rest" ]; then
    place_is_trusted always || die "$1: it is a symbolic link of another user's" "if that is meant, name what it leads to: $place_link"
    place_rest=$place_link
  else
    place_is_trusted sticky || die "$1: $place_name is a symbolic link of another user's, in a directory that all may write to"
    place_rest=$place_link/${place_rest#*/}
  fi
  case $place_link in
    /*) cd -P / || exit ;;
  esac
}

# place_is_trusted WHEN: true when nobody else chose what place_name is: the caller or root owns it. Unless WHEN is
# `always`, it is enough that the directory is not one where everybody can make files and delete only his own, or that
# the owner of the directory made it.
place_is_trusted() {
  # shellcheck disable=SC2154 # data_require sets plash_uid
  place_owner=$(stat -c %u -- "./$place_name") || return
  if [ "$place_owner" = "$plash_uid" ] || [ "$place_owner" = 0 ]; then
    return 0
  fi
  if [ "$1" = always ]; then
    return 1
  fi
  place_directory=$(stat -c '%u:%a' .) || return
  case $place_directory in
    "$place_owner":*) return 0 ;;
    *:[1357][0-7][0-7][2367]) return 1 ;;
  esac
}
