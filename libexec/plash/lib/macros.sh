# Macros that are programs: where they are, and what they say of themselves. Sourced; only defines.
# Starts no process. shellcheck shell=sh

# macro_path_find: sets macro_path, the folders, as io.plash.external.ProgramMacros finds them, and
# macro_path_wins to `yes` where they win over predefined macros: where the user said where they are.
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

# macro_programs COMMAND: calls COMMAND FOLDER NAME for each program in the folders of macro_path,
# in their order; one that an earlier folder has too comes again.
macro_programs() {
  macro_rest=$macro_path:
  while [ -n "$macro_rest" ]; do
    macro_folder=${macro_rest%%:*}
    macro_rest=${macro_rest#*:}
    [ -n "$macro_folder" ] || continue
    for macro_file in "$macro_folder"/[!.-]*; do
      [ ! -f "$macro_file" ] || [ ! -x "$macro_file" ] || "$1" "$macro_folder" "${macro_file##*/}"
    done
  done
}
