# The commands of the installed copy. `load lib/commands`, after lib/helper. shellcheck shell=bash

# commands: the names of all commands. The caller sets libexec.
commands() {
  local file
  for file in "$libexec"/plash-[!-]*; do
    printf '%s\n' "${file##*/plash-}"
  done
}
