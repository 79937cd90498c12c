# The words for what a machine lacks and how to mend it. Sourced; only defines.
#
# Needs:  lib/base.sh
# Reads:  PLASH_LIBEXEC
# shellcheck shell=sh

# remedy_find NAME [WORD VALUE]...: sets remedy_effect (what does not work) and remedy_fix (how to mend it) to what
# lib/remedies says about NAME, with each {WORD} in the fix replaced by its VALUE. Both are empty when NAME is not there.
remedy_find() {
  remedy_effect='' remedy_fix=''
  while IFS='|' read -r remedy_name remedy_effect remedy_fix; do
    [ "$remedy_name" != "$1" ] || break
    remedy_effect='' remedy_fix=''
  done <"$PLASH_LIBEXEC/lib/remedies"
  shift
  while [ $# -gt 0 ]; do
    remedy_mark="{$1}"
    case $remedy_fix in
      *"$remedy_mark"*) remedy_fix=${remedy_fix%%"$remedy_mark"*}$2${remedy_fix#*"$remedy_mark"} ;;
    esac
    shift 2
  done
}

# remedy_install PROGRAM: sets remedy_command to the words that install PROGRAM with the package manager of this
# machine, from lib/packages; to words for people where none of those is known.
remedy_install() {
  remedy_command="install $1"
  while read -r remedy_name remedy_apt remedy_dnf remedy_pacman remedy_apk remedy_zypper; do
    [ "$remedy_name" = "$1" ] || continue
    remedy_command="install $1 (Debian's package $remedy_apt)"
    for remedy_words in "apt-get install $remedy_apt" "dnf install $remedy_dnf" "pacman -S $remedy_pacman" \
      "apk add $remedy_apk" "zypper install $remedy_zypper"; do
      if path_find "${remedy_words%% *}"; then
        remedy_command="as root: $remedy_words"
        return
      fi
    done
  done <"$PLASH_LIBEXEC/lib/packages"
}
