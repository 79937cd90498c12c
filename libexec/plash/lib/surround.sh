# What the commands of a layer under construction see of the host. Sourced; only defines.
#
# Needs:  lib/base.sh; sources lib/mount.sh
# Reads:  surround_place, surround_homes and surround_mark, which are the arguments of plash--surround
# shellcheck shell=sh
. "$PLASH_LIBEXEC/lib/mount.sh"

surround_newline='
'

# A directory with more entries than this is bound as a whole.
surround_most=256

# surround_make: mounts all of it on surround_place.
# shellcheck disable=SC2154 # the caller sets them
surround_make() {
  surround_lines='' surround_links='' surround_own='dev sys home'
  # shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
  if [ "$surround_place" = ../mnt ] && [ /proc/self/ns/mnt -ef "/proc/$PPID/ns/mnt" ]; then
    surround_fail 'mount anything: the mount namespace is that of the caller'
  fi
  mount_try -t tmpfs -o mode=755 surround "$surround_place" || surround_mount_fail 'mount a directory of its own'
  (umask 022 && cd "$surround_place" && mkdir home dev sys etc .home) || surround_fail 'make directories'
  : >"$surround_place/etc/resolv.conf"
  if [ -f /etc/resolv.conf ] && [ -r /etc/resolv.conf ]; then
    cat /etc/resolv.conf >"$surround_place/etc/resolv.conf" || surround_fail 'copy /etc/resolv.conf'
  fi
  surround_devices
  surround_entries /sys sys
  if [ "$surround_homes" = rw ]; then
    surround_own='dev sys'
    if [ -d /home ]; then
      surround_line_add /home home
    fi
  elif [ "$surround_homes" = ro ] && [ -d /home ]; then
    surround_home_line_add
  fi
  surround_bind || surround_mount_fail "bind the host's directories"
  if [ "$surround_homes" = ro ] && [ -d /home ]; then
    surround_protect
    surround_entries "$surround_place/.home" home
    surround_bind || surround_mount_fail 'bind home directories'
  fi
  surround_list
  surround_names=$surround_listed
}

# surround_renew: makes all of it anew for the next layer when a layer has made or deleted something in it.
surround_renew() {
  surround_list
  if [ "$surround_listed" = "$surround_names" ]; then
    return
  fi
  umount -l "$surround_place" || surround_fail 'unmount what a layer has changed'
  surround_make
}

# surround_list: sets surround_listed to the names in the directories that are not the host's.
surround_list() {
  surround_listed=
  for surround_name in $surround_own; do
    set -- "$surround_place/$surround_name"/* "$surround_place/$surround_name"/.[!.]* "$surround_place/$surround_name"/..?*
    surround_listed="$surround_listed$*"
  done
}

# surround_home_line_add: adds the line that binds /home on .home.
surround_home_line_add() {
  surround_lines="$surround_lines/home $surround_place/.home none rbind,rprivate 0 0$surround_newline"
}

# surround_directory_show DIRECTORY: shows in home, read-only, this one directory below /home for the next layer. One that
# this user cannot enter, or that a link leads away from /home, is not shown.
surround_directory_show() {
  surround_below=${1#/home/}
  if [ "$1" = "$surround_below" ] || [ ! -d "$1" ]; then
    return
  fi
  surround_names='one directory more' # so that surround_renew takes it away
  surround_home_line_add
  surround_bind || surround_mount_fail "bind the host's /home"
  surround_protect
  surround_path=$(cd -P "$surround_place/.home" && printf '%s/%s.' "$PWD" "$surround_below")
  if [ "$(cd -P "$surround_place/.home/$surround_below" 2>/dev/null && printf %s. "$PWD")" != "$surround_path" ]; then
    return
  fi
  surround_at=$surround_place/home/$surround_below
  (umask 022 && mkdir -p -- "$surround_at") || surround_fail 'make directories'
  mount_try --rbind -- "$surround_place/.home/$surround_below" "$surround_at" ||
    surround_mount_fail 'bind the working directory'
}

# surround_protect: makes what /home has read-only in .home. Later mounts of the host do not reach the private copy of its
# mounts, so what is read-only stays so. A mount that is covered by another, or that this user cannot reach, cannot be
# written to either.
surround_protect() {
  surround_writable >"$surround_place/.lines" || surround_fail 'read /proc/self/mountinfo'
  # A mount that this leaves writable is found again below.
  mount_try -a -T "$surround_place/.lines"
  surround_writable >"$surround_place/.lines" || surround_fail 'read /proc/self/mountinfo'
  while IFS= read -r surround_line; do
    surround_line=${surround_line#* }
    # %b wants \0ooo where mountinfo has \ooo.
    surround_path=$(printf '%s\n' "${surround_line%% *}" | sed 's/\\/\\0/g')
    surround_path=$(printf '%b.' "$surround_path")
    [ ! -e "${surround_path%.}" ] || surround_fail "make ${surround_path%.} read-only"
  done <"$surround_place/.lines"
  surround_lines=
}

# surround_writable: prints a line of an fstab(5) for each mount in .home that is neither read-only nor covered. The line
# makes it read-only and keeps its flags, which may be locked (mount_namespaces(7)).
surround_writable() (
  cd -P "$surround_place" &&
    SURROUND_PLACE=$PWD LC_ALL=C awk -f "$PLASH_LIBEXEC/lib/surround.awk" /proc/self/mountinfo
)

# surround_devices: makes dev. It has those of the host's devices that this user can open, except numbered consoles, and
# all links, since those to /proc/self/fd lead elsewhere for each program.
surround_devices() {
  for surround_entry in /dev/*; do
    case ${surround_entry##*/} in
      tty[0-9]* | ttyS* | vcs* | *[!A-Za-z0-9._:-]*) continue ;;
    esac
    [ -L "$surround_entry" ] || [ -r "$surround_entry" ] || [ -w "$surround_entry" ] || continue
    surround_add "$surround_entry" dev
  done
  surround_links_copy dev
}

# surround_entries DIRECTORY NAME: binds the entries of DIRECTORY in the directory NAME. When DIRECTORY cannot be listed or
# has too many entries, it is bound as a whole.
surround_entries() {
  surround_from=$1 surround_to=$2
  set -- "$1"/* "$1"/.[!.]* "$1"/..?*
  if [ ! -r "$surround_from" ] || [ $# -gt "$surround_most" ]; then
    surround_line_add "$surround_from" "$surround_to"
    surround_own='dev sys'
    return
  fi
  for surround_entry; do
    surround_add "$surround_entry" "$surround_to"
  done
  surround_links_copy "$surround_to"
}

# surround_add ENTRY NAME: adds a line that binds ENTRY in the directory NAME, or adds ENTRY to the links to copy. An entry
# with an unusual name, which a line could not hold as it is, is bound or copied at once.
surround_add() {
  if [ -L "$1" ]; then
    case $1 in
      *[!A-Za-z0-9/._:-]*) cp -P -- "$1" "$surround_place/$2/" || return 0 ;;
      *) surround_links="$surround_links $1" ;;
    esac
    return
  fi
  surround_at=$surround_place/$2/${1##*/}
  if [ -d "$1" ]; then
    case $1 in
      *[!A-Za-z0-9/._:-]*)
        (umask 022 && mkdir -- "$surround_at") && mount_try --rbind -- "$1" "$surround_at"
        return
        ;;
    esac
    surround_lines="$surround_lines$1 $surround_at none rbind,nofail,X-mount.mkdir 0 0$surround_newline"
  elif [ -e "$1" ]; then
    : >"$surround_at" && surround_line_add "$1" "$2/${1##*/}"
  fi
}

# surround_line_add SOURCE NAME: adds a line that binds SOURCE on NAME.
surround_line_add() {
  surround_lines="$surround_lines$1 $surround_place/$2 none rbind,nofail 0 0$surround_newline"
}

# surround_links_copy NAME: copies the links that surround_add found into the directory NAME.
surround_links_copy() {
  # shellcheck disable=SC2086 # names without blanks
  [ -z "$surround_links" ] || cp -P -- $surround_links "$surround_place/$1/" || surround_fail "copy links of $1"
  surround_links=
}

# surround_bind: mounts what the lines say, all at once.
surround_bind() {
  if [ -z "$surround_lines" ]; then
    return
  fi
  printf %s "$surround_lines" >"$surround_place/.lines" && mount_try -a -T "$surround_place/.lines"
}

# surround_mount_fail WHAT: does as surround_fail does when mount(8) has failed, and tells why.
# shellcheck disable=SC2154 # the caller sets them
surround_mount_fail() {
  mount_explain
  printf 'failed\n' >"$surround_mark"
  fail 125 "cannot prepare what layers see of the host: cannot $1: $out_reason" "$out_fix"
}

# surround_fail WHAT: marks the failure and dies. WHAT is what could not be done.
# shellcheck disable=SC2154 # the caller sets them
surround_fail() {
  printf 'failed\n' >"$surround_mark"
  fail 125 "cannot prepare what layers see of the host: cannot $1" \
    'PLASH_BUILD_HOME=rw builds with the home directories as they are, writable'
}
