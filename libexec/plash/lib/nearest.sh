# Which command or macro somebody meant, by nearest.awk. Sourced; only defines.
#
# Needs:  PLASH_LIBEXEC
# Sets:   out_nearest
# shellcheck shell=sh

# nearest_command WORD: sets out_nearest to a question that names the commands that WORD is nearly called, or is another
# tool's word for; empty when there are none.
nearest_command() {
  out_nearest=$(nearest_list_commands 'plash ' | awk -v word="$1" -f "$PLASH_LIBEXEC/lib/nearest.awk")
}

# nearest_command_or_macro WORD: the same for what `plash help` tells about. With a dash in front it is a macro.
nearest_command_or_macro() {
  out_nearest=$({
    case $1 in
      -*) ;;
      *) nearest_list_commands 'plash help ' ;;
    esac
    awk -F '\t' '{ dashes = length($2) > 1 ? "--" : "-"; print $2 "\tplash help " dashes $2 }' \
      "$PLASH_LIBEXEC/jar/macros"
  } | awk -v word="${1#"${1%%[!-]*}"}" -f "$PLASH_LIBEXEC/lib/nearest.awk")
}

# nearest_list_commands PREFIX: prints a line WORD TAB PREFIX NAME for each name of a command, and each word like it.
nearest_list_commands() {
  (cd "$PLASH_LIBEXEC" && awk -v mode=summary -f lib/help.awk ./plash-[!-]*) | awk -F '\t' -v prefix="$1" '{
    n = split($1 " " $5, like, " ")
    for (i = 1; i <= n; i++) print like[i] "\t" prefix $1
  }'
}
