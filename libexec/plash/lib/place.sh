# Where a file that is to be written lies. Sourced; only defines.
# Needs lib/base.sh and data_find. shellcheck shell=sh

# place_find FILE MESSAGE: makes the directory in which FILE lies the working directory and sets place_name
# to its name there, which is no link. Links are followed step by step, those of others as the kernel does
# with fs.protected_symlinks (proc(5)), and as a last part not at all: whoever made it chose the file that
# would be written. Dies with MESSAGE and the reason.
place_find() {
  place_rest=$1 place_links=0
  case $1 in
    /*) cd -P / || exit ;;
    *) [ -d "$PWD" ] || die "$2: the working directory is gone" 'cd to one that is there' ;;
  esac
  while :; do
    while [ "$place_rest" != "${place_rest#/}" ]; do
      place_rest=${place_rest#/}
    done
    place_name=${place_rest%%/*}
    if [ -L "./$place_name" ]; then
      place_follow "$2"
      continue
    fi
    [ "$place_name" != "$place_rest" ] || break
    [ -d "./$place_name" ] || die "$2: no such directory"
    cd -P -- "./$place_name" 2>/dev/null || die "$2: permission denied"
    place_rest=${place_rest#*/}
  done
  [ ! -e "./$place_name" ] || place_mine sticky || die "$2: it is another user's, in a directory that all may write to"
}

# place_follow MESSAGE: puts what the link place_name says in its place.
place_follow() {
  place_links=$((place_links + 1))
  [ "$place_links" -le 40 ] || die "$1: too many levels of symbolic links" # as the kernel, path_resolution(7)
  place_link=$(readlink -n -- "./$place_name" && echo x) || die "$1: cannot read a link"
  place_link=${place_link%x}
  if [ "$place_name" = "$place_rest" ]; then
    place_mine always || die "$1: it is a symbolic link of another user's" "if that is meant, name what it leads to: $place_link"
    place_rest=$place_link
  else
    place_mine sticky || die "$1: $place_name is a symbolic link of another user's, in a directory that all may write to"
    place_rest=$place_link/${place_rest#*/}
  fi
  case $place_link in
    /*) cd -P / || exit ;;
  esac
}

# place_mine WHEN: whether nobody else has chosen what place_name is: it is the caller's or root's, or, unless
# WHEN is `always`, it lies in no directory where everybody can make files and delete only his own.
place_mine() {
  # shellcheck disable=SC2154 # data_find sets plash_uid
  place_owner=$(stat -c %u -- "./$place_name") || return
  [ "$place_owner" != "$plash_uid" ] && [ "$place_owner" != 0 ] || return 0
  [ "$1" != always ] || return 1
  place_directory=$(stat -c '%u:%a' .) || return
  case $place_directory in
    "$place_owner":*) return 0 ;;
    *:[1357][0-7][0-7][2367]) return 1 ;;
  esac
}
