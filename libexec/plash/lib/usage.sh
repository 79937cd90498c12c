# Compares a command's words with the usage line in its header, which is the one place that says what the command takes.
# Sourced; only defines.
#
# Needs:  lib/base.sh
# Reads:  PLASH_LIBEXEC
# Sets:   usage_line, usage_builds, usage_least, usage_most, usage_options; usage_chosen, the options among a command's
#         words, each with blanks around it
# shellcheck shell=sh

# usage_require NAME "$@": exits with status 2 when the words are fewer or more than the usage line of NAME tells, or
# when one that begins with two dashes is no option of it. A CONTAINER that is given as build arguments counts as one.
# What belongs to a program, or to macros, is theirs to refuse.
usage_require() {
  usage_name=$1
  shift
  usage_read "$usage_name"
  case $usage_line in
    *CMD1* | *--macro1* | *--MACRO*) return ;;
  esac
  usage_count
  usage_given=0 usage_chosen=' '
  case $usage_builds${1-} in
    yes--) ;;
    yes-*)
      usage_given=1
      while [ $# -gt 0 ] && [ "$1" != -- ]; do
        shift
      done
      [ $# -eq 0 ] || shift
      ;;
  esac
  usage_compare "$@"
  [ "$usage_given" -ge "$usage_least" ] || usage_error "$usage_name"
}

# usage_read NAME: sets usage_line, and usage_builds to yes when the command accepts build arguments. A header begins
# with its summary, its usage, and what it accepts.
usage_read() {
  {
    read -r usage_first
    read -r usage_summary
    read -r usage_mark usage_field usage_line
    read -r usage_mark usage_field usage_accepted
  } <"$PLASH_LIBEXEC/plash-$1"
  usage_builds=no
  case $usage_field in
    Accepts:) usage_builds=yes ;;
  esac
}

# usage_count: sets usage_least and usage_most to the numbers of words that usage_line tells, and usage_options to its
# options. A word in brackets may be left out, one behind a bar is another form of the one in front of it, and what has
# dots may be repeated.
usage_count() {
  usage_least=0 usage_most=0 usage_options=' ' usage_optional='' usage_form=''
  set -f # brackets are patterns of file names, too
  for usage_word in ${usage_line#"plash $usage_name"}; do
    case $usage_word in
      '['*) usage_optional=yes ;;
    esac
    usage_word=${usage_word#"["}
    case $usage_word in
      *'['*) ;; # NAME[:TAG] is one word
      *) usage_word=${usage_word%%"]"*} ;;
    esac
    case $usage_form$usage_word in
      '') continue ;;
      '|'?*) usage_form='' && continue ;;
      '|') usage_form='|' && continue ;;
      -?*) usage_options="$usage_options$usage_word " && usage_optional='' && continue ;;
      *...) usage_most=1000000 ;;
    esac
    usage_most=$((usage_most + 1))
    [ -n "$usage_optional" ] || usage_least=$((usage_least + 1))
  done
  set +f
}

# usage_compare WORD...: adds the number of words to usage_given, and the options to usage_chosen. Refuses the first word
# that is one too many, or no option. Options have two dashes, so a word with one is a name. Behind `--` all words are.
usage_compare() {
  usage_dashes=''
  for usage_word; do
    case $usage_dashes$usage_word in
      --) usage_dashes=no && continue ;;
      --*)
        case $usage_options in
          *" $usage_word "*) usage_chosen="$usage_chosen$usage_word " ;;
          *) usage_error "$usage_name" "$usage_name has no option $usage_word" ;;
        esac
        continue
        ;;
    esac
    usage_given=$((usage_given + 1))
    [ "$usage_given" -le "$usage_most" ] ||
      usage_error "$usage_name" "$usage_name takes no word '$usage_word' here"
  done
}

# usage_call CALLBACK WORD...: calls CALLBACK with those of a command's words that are no options: all behind `--`, and
# those without two dashes in front of it.
usage_call() {
  usage_callback=$1
  shift
  usage_dashes=''
  for usage_word; do
    shift
    case $usage_dashes$usage_word in
      --) usage_dashes=no ;;
      --*) ;;
      *) set -- "$@" "$usage_word" ;;
    esac
  done
  "$usage_callback" "$@"
}
