# shellcheck shell=sh disable=SC2034,SC2154 # globals are shared with bench
# What people wait for where there are 10,000 containers. Defines functions only.
#
# Globals set here: thousands, the actors that have such a data directory.

thousands=

thousands_make() {
  command -v python3 >/dev/null || {
    skip '10,000 containers' 'no python3'
    return
  }
  for actor in $actors; do
    note "10,000 containers, $actor"
    if thousands_as "$actor" "$plash" import-tar "$scratch/image.tar" >"$scratch/stderr" 2>&1 &&
      thousands_as "$actor" python3 "$here/thousands.py" "$scratch/$actor/thousands" 2>"$scratch/stderr"; then
      thousands="$thousands $actor"
    else
      fail_row "10,000 containers, $actor"
    fi
  done
}

# thousands_as ACTOR WORD...: does it with the data directory of 10,000.
thousands_as() {
  _thousands=$1
  shift
  as "$_thousands" env PLASH_DATA="$scratch/$_thousands/thousands" "$@"
}

# one_thousands VARIANT ACTOR PREFIX: each removal takes another container, from the last on.
one_thousands() {
  case " $thousands " in
    *" $2 "*) ;;
    *) return 1 ;;
  esac
  set -- "$1" "$2" "$3thousands-$2/$1"
  case $1 in
    ls) set -- "$2" "$3" ls ;;
    json) set -- "$2" "$3" ls --json ;;
    clean) set -- "$2" "$3" clean ;;
    tab) set -- "$2" "$3" help --complete run '' ;;
    rm)
      serial=$((serial + 1))
      set -- "$2" "$3" rm $((10002 - serial))
      ;;
  esac
  _actor=$1
  _label=$2
  shift 2
  thousands_as "$_actor" "$clock" "$times" "$_label" "$plash" "$@" >/dev/null 2>"$scratch/stderr"
}
