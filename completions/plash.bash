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

# _plash_offer WORD: sets COMPREPLY to the candidates on standard input, without their descriptions. What plash leaves
# to the shell follows a tab. bash replaces only what stands behind the last colon of WORD.
_plash_offer() {
  mapfile -t COMPREPLY
  case ${COMPREPLY[0]-} in
    $'\tfiles') compopt -o default -o bashdefault 2>/dev/null ;;
    $'\tdirectories') compopt -o dirnames 2>/dev/null ;;
    $'\tprograms') mapfile -t COMPREPLY < <(compgen -c -- "$1") ;;
  esac
  COMPREPLY=("${COMPREPLY[@]%%$'\t'*}")
  [[ ${COMPREPLY[*]-} ]] || COMPREPLY=()
  [[ $COMP_WORDBREAKS != *:* ]] || COMPREPLY=("${COMPREPLY[@]#"${1%"${1##*:}"}"}")
}

_plash() {
  local line=${COMP_LINE:0:COMP_POINT} words alias expanded data=()
  read -ra words <<<"${line#"$1"}"
  [[ $line != *[[:blank:]] ]] || words+=('')
  read -ra alias <<<"${BASH_ALIASES[$1]-$1}"
  [[ -n ${BASH_ALIASES[$1]-} ]] || alias=("$1")
  _plash_expand "${alias[0]}"
  # Behind sudo it will not be this user's data directory.
  [[ ${FUNCNAME[*]} != *sudo* ]] || data=(PLASH_DATA=/var/lib/plash)
  compopt -o nosort 2>/dev/null
  _plash_offer "${words[-1]}" < <(env "${data[@]}" "$expanded" help --complete "${alias[@]:1}" "${words[@]}" 2>/dev/null)
}
complete -F _plash plash
