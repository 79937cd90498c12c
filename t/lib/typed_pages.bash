# Pages whose examples can be typed: what they tell is done, and what they show comes out. shellcheck shell=bash

# page_commands FILE: the commands of the code blocks of a page in scdoc's language, each with what it shows, both ended
# by a NUL. Lines behind a `>` go on with the command. In Markdown each line of an indented block is a command, but for
# a block that begins with #!, which is a file: the one that was named last.
page_commands() {
  case $1 in
    *.md) page_commands_markdown "$1" ;;
    *)
      awk '
        function finish() {
          if (command != "") printf "%s%c%s%c", command, 0, shown, 0
          command = shown = ""
        }
        /^```/ { code = !code; finish(); next }
        !code { next }
        /^[$#] / { finish(); command = substr($0, 3); next }
        /^>/ { command = command "\n" substr($0, 3); next }
        { shown = shown $0 "\n" }
        END { finish() }' "$1" | sed -z 's/\\\\/\\/g'
      ;;
  esac
}

page_commands_markdown() {
  awk '
    function finish() {
      if (file != "") printf "cat >%s <<\"END OF FILE\"\n%sEND OF FILE\nchmod +x %s && ./%s%c%c", name, file, name, name, 0, 0
      file = ""
    }
    /^    #!/ && !code { file = substr($0, 5) "\n"; code = 1; next }
    /^    / && file != "" { file = file substr($0, 5) "\n"; next }
    /^    / { printf "%s%c%c", substr($0, 5), 0, 0; code = 1; next }
    { finish(); code = 0 }
    match($0, /`[a-z]+`/) { name = substr($0, RSTART + 1, RLENGTH - 2) }
    END { finish() }' "$1"
}

# page_typed FILE [PATTERN...]: does what the page tells, in this directory, but for commands that match a PATTERN. Each
# ends with status 0, and where the page shows something that is what it says.
page_typed() {
  page_typed_where without "$@"
}

# page_typed_part FILE PATTERN...: does the same for the commands alone that match a PATTERN.
page_typed_part() {
  page_typed_where with "$@"
}

page_typed_where() {
  local which=$1 file=$2 command shown said count=0
  shift 2
  while IFS= read -r -d '' command && IFS= read -r -d '' shown; do
    [ "$(page_matches "$command" "$@")" = "$which" ] || continue
    said=$(bash -c "$command" </dev/null 2>&1 3>&-) || {
      printf '%s\nended with %s: %s\n' "$command" "$?" "$said" >&2
      return 1
    }
    [ -z "$shown" ] || assert_equal "$command"$'\n'"${shown%$'\n'}" "$command"$'\n'"$said"
    count=$((count + 1))
  done < <(page_commands "$file")
  [ "$count" -gt 0 ]
  page_count=$count
}

# page_matches TEXT PATTERN...: `with` when TEXT matches one, else `without`.
page_matches() {
  local text=$1 pattern
  shift
  for pattern; do
    # shellcheck disable=SC2053 # a pattern
    if [[ $text == $pattern ]]; then
      echo with
      return
    fi
  done
  echo without
}
