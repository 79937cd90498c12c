# bash completion for plash: asks the program that was typed what it knows.
_plash() {
  local line=${COMP_LINE:0:COMP_POINT} words word
  read -ra words <<<"$line"
  [[ $line != *[[:blank:]] ]] || words+=('')
  mapfile -t COMPREPLY < <("$1" help --complete "${words[@]:1}" 2>/dev/null)
  # bash replaces only what stands behind the last colon of a word.
  word=${words[-1]}
  [[ $COMP_WORDBREAKS != *:* ]] || COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*:}"}"}")
}
complete -o bashdefault -o default -F _plash plash
