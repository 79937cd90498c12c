# shellcheck shell=sh disable=SC2034,SC2154 # globals are shared with bench
# The rows that show what a layer costs where something has grown. Defines functions only.
#
# The floor of these rows is plash itself, where nothing has grown: their ratio is the growth.

crowd=800
low=5
high=400
deep_user=
deep_root=

# growth_make: for each actor the stacks that layers are built upon, deep_ACTOR with 20 layers less than high.
growth_make() {
  for actor in $actors; do
    id_of "$actor" || continue
    note "a stack of $high layers, $actor"
    if ! _low=$(stack_make "$actor" "$low") || ! _high=$(stack_make "$actor" $((high - 20))); then
      fail_row "stacks of $low and $high layers, $actor"
      continue
    fi
    case $actor in
      user) deep_user="$_low $_high" ;;
      root) deep_root="$_low $_high" ;;
    esac
  done
}

# stack_make ACTOR DEPTH: prints the id of a container of DEPTH layers.
stack_make() {
  id_of "$1"
  layer_words "$(($2 - 1))" "stack-$2"
  # shellcheck disable=SC2086 # words without blanks
  as "$1" "$plash" build --from-id "$REPLY" $words 2>"$scratch/stderr"
}

# one_depth VARIANT ACTOR PREFIX: a layer near the top of a high stack, and, as the floor, on a low one.
one_depth() {
  case $2 in
    user) _deep=$deep_user ;;
    root) _deep=$deep_root ;;
  esac
  [ -n "$_deep" ] || return
  mode=
  case $1 in
    floor) REPLY=${_deep% *} ;;
    plash) REPLY=${_deep#* } ;;
  esac
  grown_layers "$2" "$REPLY" "$3depth-$2/$1"
}

# one_crowd VARIANT ACTOR PREFIX: a layer beside many idle processes, and, as the floor, without them.
one_crowd() {
  id_of "$2" || return
  mode=
  _base=$REPLY
  _crowd=
  if [ "$1" = plash ]; then
    crowd_gather
  fi
  grown_layers "$2" "$_base" "$3crowd-$2/$1"
  _crowd_status=$?
  # shellcheck disable=SC2086 # process ids
  [ -z "$_crowd" ] || kill $_crowd
  wait
  return "$_crowd_status"
}

# crowd_gather: starts the idle processes, and sets _crowd to their ids.
crowd_gather() {
  _left=$crowd
  while [ "$_left" -gt 0 ]; do
    sleep 3600 &
    _crowd="$_crowd $!"
    _left=$((_left - 1))
  done
}

# grown_layers ACTOR BASE LABEL: builds of 1 and of 20 layers on BASE.
grown_layers() {
  for _layers in 1 20; do
    serial=$((serial + 1))
    plash_layers "$1" "$3/$_layers" "$_layers" "$2" || return
  done
}
