# The words for what a machine lacks and how to mend it. Sourced; only defines.
#
# Needs:  lib/path.sh, for remedy_install and remedy_tool
# Reads:  PLASH_LIBEXEC
# shellcheck shell=sh

# remedy_find NAME [WORD VALUE]...: sets out_effect (what does not work) and out_fix (how to mend it) to what
# lib/remedies says about NAME, with each {WORD} in the fix replaced by its VALUE. Both are empty when NAME is not there.
remedy_find() {
  out_effect='' out_fix=''
  while IFS='|' read -r remedy_name out_effect out_fix; do
    [ "$remedy_name" != "$1" ] || break
    out_effect='' out_fix=''
  done <"$PLASH_LIBEXEC/lib/remedies"
  shift
  while [ $# -gt 0 ]; do
    remedy_mark="{$1}"
    case $out_fix in
      *"$remedy_mark"*) out_fix=${out_fix%%"$remedy_mark"*}$2${out_fix#*"$remedy_mark"} ;;
    esac
    shift 2
  done
}

# remedy_tool NAME [OPTION]...: sets out_lack to what is wrong with the tool NAME, which path_tool_find has looked for in
# vain, and out_command as remedy_install does.
remedy_tool() {
  remedy_program=$1
  shift
  case $out_path:$out_blocked in
    */*:*) out_lack="$out_path does not know $*, which plash needs" ;;
    *:) out_lack='there is none in PATH' ;;
    *) out_lack="$out_blocked cannot be executed" ;;
  esac
  remedy_install "$remedy_program"
}

# remedy_install PROGRAM: sets out_command to how PROGRAM is installed on this machine, by lib/packages, and
# out_words to the command alone; to Debian's package where the package manager is not known. program.Packages has
# the same rule.
remedy_install() {
  out_words='' out_command='' remedy_managers=''
  while IFS='|' read -r remedy_name remedy_packages; do
    case $remedy_name in
      PROGRAM) remedy_managers=$remedy_packages ;;
      "$1") break ;;
    esac
    remedy_packages=
  done <"$PLASH_LIBEXEC/lib/packages"
  out_words=${remedy_packages%%"|"*}
  out_command="install the package $out_words"
  while [ -n "$remedy_packages" ]; do
    if path_find "${remedy_managers%%[ |]*}"; then
      out_words="as root: ${remedy_managers%%"|"*} ${remedy_packages%%"|"*}"
      out_command="install the package ${remedy_packages%%"|"*} ($out_words)"
      return
    fi
    case $remedy_packages in
      *"|"*) remedy_packages=${remedy_packages#*"|"} ;;
      *) remedy_packages= ;;
    esac
    remedy_managers=${remedy_managers#*"|"}
  done
}
