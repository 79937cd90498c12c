# The containers and keys that completion offers. Sourced; only defines.
#
# Needs:  lib/base.sh, and `offer` of plash--complete
# Reads:  PLASH_DATA (data_require), complete_word
# Sets:   offer_keys, out_newest, out_container, out_made
# shellcheck shell=sh

# What is described by files of the data directory is so only where there are few of it: nobody reads more.
offer_described=64
# How many containers are offered where nothing is typed yet, before only the newest are.
offer_listed=256
offer_keys=' '

# offer_ids: ids of containers, but for the root container and what leads nowhere; described where they are few. Where
# nothing is typed yet and they are more than anybody reads, the newest of them.
offer_ids() {
  case $complete_word in
    *[!0-9]*) return 0 ;;
  esac
  data_require
  cd "$PLASH_DATA/index" 2>/dev/null || return 0
  if [ -z "$complete_word" ]; then
    set -- [1-9]*
    if [ $# -gt "$offer_listed" ] && newest_find "$@"; then
      # shellcheck disable=SC2086 # numbers
      offer_described_ids $out_newest
      return
    fi
  fi
  set -- "$complete_word"*/_data
  if [ $# -gt "$offer_described" ]; then
    offer_many "$@"
  else
    offer_described_ids "$@"
  fi
}

# newest_find ID...: sets out_newest to the newest containers of these, which are sorted as words; false when none is
# found. The first and the last word are among them, since shells complete what all candidates have in common.
newest_find() {
  newest_first=$1
  shift $(($# - 1))
  out_newest='' newest_count=0
  newest_id=$(stat -c %s -- "$PLASH_DATA/id_counter" 2>/dev/null) || return
  newest_oldest=$((newest_id - 2000))
  while [ "$newest_count" -lt "$((offer_described - 2))" ] && [ "$newest_id" -gt 0 ] && [ "$newest_id" -gt "$newest_oldest" ]; do
    if [ -d "$newest_id/_data" ]; then
      out_newest="$out_newest $newest_id"
      newest_count=$((newest_count + 1))
    fi
    newest_id=$((newest_id - 1))
  done
  [ "$newest_count" -gt 0 ] || return
  for newest_id in "$1" "$newest_first"; do
    case "$out_newest " in
      *" $newest_id "*) ;;
      *) out_newest="$out_newest $newest_id" ;;
    esac
  done
}

# offer_described_ids ID...: the ids, which may have /_data behind them, with their keys and what made them.
offer_described_ids() {
  for offer_file; do
    offer_name=${offer_file%/_data}
    case $offer_name in
      0 | *[!0-9]*) continue ;;
    esac
    [ -d "$offer_name/_data" ] || continue
    made_read "$PLASH_DATA/index/$offer_name/_data/script"
    offer_text=${offer_keys#*" $offer_name="}
    case $offer_text in
      "$offer_keys") offer "$offer_name" "$out_made" ;;
      *) offer "$offer_name" "${offer_text%% *}${out_made:+: $out_made}" ;;
    esac
  done
}

# offer_many ID/_data...: the ids, many at a time: each printf is a system call.
offer_many() {
  offer_text=''
  for offer_file; do
    [ "$offer_file" != 0/_data ] || continue
    offer_text="$offer_text${offer_file%/_data}
"
    if [ "${#offer_text}" -gt 4000 ]; then
      printf %s "$offer_text"
      offer_text=''
    fi
  done
  printf %s "$offer_text"
}

# key_container FILE: sets out_container to the id of the container that a key leads to; false when it leads nowhere.
key_container() {
  [ -d "$1/_data" ] && cd -P "$1" || return
  out_container=${PWD##*/}
}

# made_read SCRIPT: sets out_made to the first line of what made a container that tells something.
made_read() {
  out_made=''
  while read -r made_line; do
    case $made_line in
      '' | 'apt-get update'* | 'apk update'* | 'export '*) ;;
      *) break ;;
    esac
  done 2>/dev/null <"$1" || return 0
  out_made=${made_line%"${made_line#????????????????????????????????????????}"}
  case $out_made in
    '') out_made=$made_line ;;
    *[[:cntrl:]]*) out_made='' ;;
  esac
}

# key_is_aside KEY: true for a key that an image is kept under, unless the word has begun: those have macros of their
# own, and are not what people call containers.
key_is_aside() {
  case ${complete_word#@}:$1 in
    :lxc:* | :docker:* | :bootstrap:* | :url:* | :github:* | :busybox:* | :tar:*) ;;
    *) return 1 ;;
  esac
}

# offer_key KEY TEXT: KEY, or @KEY where the word begins so or KEY alone would be a number or build arguments.
offer_key() {
  ! key_is_aside "$1" || return 0
  case $complete_word$1 in
    @* | -*) offer "@$1" "$2" ;;
    *[!0-9]*) offer "$1" "$2" ;;
    *) offer "@$1" "$2" ;;
  esac
}

# offer_marked KEY TEXT: @KEY.
offer_marked() {
  key_is_aside "$1" || offer "@$1" "$2"
}

# offer_names FUNCTION [PREFIX]: calls FUNCTION with the keys of the map and a text, which the first ones have. With a
# PREFIX it gets what stands behind that in the keys that images are kept under, with the slashes that are % there. Sets
# offer_keys to ` ID=KEY ...` of the first ones, for offer_ids. Keys of layers, which are not for people, have 64
# characters: they may be many, and so are looked at in no other way.
offer_names() {
  names_function=$1 names_prefix=${2-}
  data_require
  cd "$PLASH_DATA/map" 2>/dev/null || return 0
  names_begin=$names_prefix
  case $names_prefix$complete_word in
    "$names_prefix" | [0-9]*) ;; # ids are described by keys
    "$complete_word") names_begin=${complete_word#@} ;;
  esac
  names_count=0
  for key_name in "$names_begin"*; do
    case ${#key_name} in
      64) continue ;;
    esac
    case $key_name in
      70chain:* | *@sha256:* | *@lock:*) ;;
      *) offer_name_of "$PLASH_DATA/map/$key_name" ;;
    esac
  done
}

# offer_name_of FILE: calls names_function for the key that FILE is.
offer_name_of() {
  names_count=$((names_count + 1))
  if [ "$names_count" -gt "$offer_described" ]; then
    [ -d "$1/_data" ] || return 0
    names_text=''
  else
    key_container "$1" || return 0
    names_text="container $out_container"
    case $key_name in
      busybox:*) ;;
      *) offer_keys="$offer_keys$out_container=$key_name " ;;
    esac
  fi
  key_name=${key_name#"$names_prefix"}
  if [ -n "$names_prefix" ]; then
    while [ "$key_name" != "${key_name%%%*}" ]; do
      key_name=${key_name%%%*}/${key_name#*%}
    done
  fi
  "$names_function" "$key_name" "$names_text"
}
