# bash completion for plash: asks the program that was typed what it knows.

# _plash_expand WORD: sets expanded to WORD, as typed, with its quotes, ~ and variables as bash would take them.
# What would run something, as $(...) does, stays as it is.
_plash_expand() {
  local rest=${1//[\"\'\\]/} name
  expanded=
  if [[ $rest =~ ^~[A-Za-z0-9_.-]*(/|$) ]]; then
    eval "expanded=${rest%%/*}" # a tilde and a plain name
    rest=${rest#"${rest%%/*}"}
  fi
  while [[ $rest =~ ^([^\$]*)\$(\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))(.*)$ ]]; do
    name=${BASH_REMATCH[3]}${BASH_REMATCH[4]}
    rest=${BASH_REMATCH[5]}
    expanded+=${BASH_REMATCH[1]}${!name-}
  done
  expanded+=$rest
}

_plash() {
  local line=${COMP_LINE:0:COMP_POINT} words alias expanded word
  read -ra words <<<"${line#"$1"}"
  [[ $line != *[[:blank:]] ]] || words+=('')
  read -ra alias <<<"${BASH_ALIASES[$1]-$1}"
  [[ -n ${BASH_ALIASES[$1]-} ]] || alias=("$1")
  _plash_expand "${alias[0]}"
  mapfile -t COMPREPLY < <("$expanded" help --complete "${alias[@]:1}" "${words[@]}" 2>/dev/null)
  # bash replaces only what stands behind the last colon of a word.
  word=${words[-1]}
  [[ $COMP_WORDBREAKS != *:* ]] || COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*:}"}"}")
}
complete -o bashdefault -o default -F _plash plash
