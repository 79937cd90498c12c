# Macros that are programs: the folders in which they lie. Starts no process. Sourced; only defines.
#
# Reads:  PLASH_MACRO_PATH, XDG_CONFIG_HOME, HOME
# Sets:   macro_path, macro_path_wins, out_comment
# shellcheck shell=sh

# macro_path_find: sets macro_path to the folders, separated by colons, as io.plash.external.ProgramMacros finds them.
# Sets macro_path_wins to `yes` when their programs win over predefined macros, which is so where the user named the
# folders; else to `no`.
macro_path_find() {
  macro_path_wins=no
  macro_path=/etc/plash/macros
  if [ -n "${PLASH_MACRO_PATH+set}" ]; then
    macro_path_wins=yes
    macro_path=$PLASH_MACRO_PATH
  elif [ -n "${XDG_CONFIG_HOME-}" ]; then
    macro_path=$XDG_CONFIG_HOME/plash/macros:$macro_path
  elif [ -n "${HOME-}" ]; then
    macro_path=$HOME/.config/plash/macros:$macro_path
  fi
}

# macro_programs COMMAND: calls COMMAND FOLDER NAME for each program in the folders of macro_path, in their order. A
# name that several folders have comes several times.
macro_programs() {
  macro_rest=$macro_path:
  while [ -n "$macro_rest" ]; do
    macro_folder=${macro_rest%%:*}
    macro_rest=${macro_rest#*:}
    if [ -z "$macro_folder" ]; then
      continue
    fi
    for macro_file in "$macro_folder"/[!.-]*; do
      if [ -f "$macro_file" ] && [ -x "$macro_file" ]; then
        "$1" "$macro_folder" "${macro_file##*/}"
      fi
    done
  done
}

# macro_comment_read FILE: sets out_comment to the description of a program, which is its first comment: line 1, or line
# 2 where line 1 names the interpreter.
macro_comment_read() {
  out_comment='' macro_second=''
  { IFS= read -r out_comment && IFS= read -r macro_second; } <"$1" 2>/dev/null
  case $out_comment in
    '#!'*) out_comment=$macro_second ;;
  esac
  case $out_comment in
    '#'*) out_comment=${out_comment#"${out_comment%%[!# ]*}"} ;;
    *) out_comment='' ;;
  esac
}
