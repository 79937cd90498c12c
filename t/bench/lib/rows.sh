# shellcheck shell=sh disable=SC2034,SC2154 # globals are shared with bench
# The rows: how each variant of a row is done once, and how they take turns.
# Defines functions only.
#
# one_ROW VARIANT ACTOR PREFIX does a variant once; the label it leaves in
# the times is PREFIX, row, "/", variant. PREFIX is empty or "warmup-".

serial=0

# fail_row WHAT: remembers a failure that must not be; the bench ends with 1.
fail_row() {
  : >"$scratch/failed"
  skip "$1" "FAILED: $(reason)"
}

# Prints why the last command failed: its own last words, else the clock's.
reason() {
  _words=$(sed '/^bench-clock: /d' "$scratch/stderr" | tail -n 1)
  printf '%s\n' "${_words:-$(tail -n 1 "$scratch/stderr")}"
}

# measure ROW ROUNDS VARIANT...: first each variant of each actor once as a
# trial, which takes out those that don't work here; then all in turns.
measure() {
  _row=$1
  _rounds=$2
  shift 2
  note "$_row${format:+ $format}: $_rounds rounds"
  _turns=
  for variant in "$@"; do
    for actor in $actors; do
      if "one_$_row" "$variant" "$actor" warmup-; then
        _turns="$_turns $actor/$variant"
      else
        give_up "$_row${format:+ $format}" "$variant" "$actor"
      fi
    done
  done
  _round=0
  while [ "$_round" -lt "$_rounds" ]; do
    _round=$((_round + 1))
    for _turn in $_turns; do
      take_turn "$_turn"
    done
  done
}

# A slow peer takes part in a quarter of the rounds only, but for starts.
take_turn() {
  actor=${1%/*}
  variant=${1#*/}
  if [ "$variant" = podman ] && [ "$_row" != starts ] &&
    [ "$_round" -gt $(((_rounds + 3) / 4)) ]; then
    return
  fi
  "one_$_row" "$variant" "$actor" '' || drop_turn "$1"
}

# drop_turn ACTOR/VARIANT: one that failed after its trial is out; what it
# did up to here stays in the report, and the bench ends with status 1.
drop_turn() {
  note "$_row, $variant, $actor: failed in round $_round:"
  cat "$scratch/stderr" >&2
  fail_row "$_row${format:+ $format}, $variant, $actor, after round $((_round - 1))"
  _kept=
  for _turn in $_turns; do
    [ "$_turn" = "$1" ] || _kept="$_kept $_turn"
  done
  _turns=$_kept
}

# give_up ROW VARIANT ACTOR
give_up() {
  case $2 in
    plash | cached) fail_row "$1, $2, $3" ;;
    podman) ! podman_runs "$3" || skip "$1, $2, $3" "$(reason)" ;;
    docker | loops) ;; # who could not make it has said why
    *) skip "$1, $2, $3" "$(reason)" ;;
  esac
}

# start VARIANT ACTOR LABEL CMD [ARG...]: CMD in a container.
start() {
  _start=$1
  _actor=$2
  _label=$3
  shift 3
  case $_start in
    floor)
      _cmd=/bin/$1
      shift
      timed "$_actor" "$_label" "$floor" start "$scratch/$_actor/floor" \
        "$scratch/$_actor/image" "$_cmd" "$@"
      ;;
    plash) id_of "$_actor" && timed "$_actor" "$_label" "$plash" run "$REPLY" "$@" ;;
    bwrap) bwrap_start "$_actor" "$_label" "$@" ;;
    podman) podman_runs "$_actor" && podman_start "$_actor" "$_label" "$@" ;;
    docker) docker_start "$_actor" "$_label" "$@" ;;
  esac
}

# The same binds as plash run, but neither overlay nor id map.
bwrap_start() {
  _bwrap_actor=$1
  _bwrap_label=$2
  shift 2
  timed "$_bwrap_actor" "$_bwrap_label" bwrap \
    --bind "$scratch/$_bwrap_actor/image" / --bind /tmp /tmp --bind /home /home \
    --ro-bind /etc/resolv.conf /etc/resolv.conf --dev-bind /dev /dev \
    --bind /sys /sys --bind /proc /proc "$@"
}

# Each start is timed right after an untimed one of the same kind: what came
# before in turn (podman is hard on the kernel's mount code) must not count.
one_starts() {
  mode=
  [ "$1" = podman ] || start_or_cached "$1" "$2" warmup- || return
  start_or_cached "$@"
}

# one_changed VARIANT ACTOR PREFIX: a cached start after other things of the data directory have changed: a key of the
# map, a container more, and that removed. A plain start comes in between, since JVMs are hard on the machine.
one_changed() {
  mode=
  id_of "$2" || return
  serial=$((serial + 1))
  {
    as "$2" "$plash" map bench "$REPLY" &&
      _changed=$(as "$2" "$plash" build --from-id "$REPLY" --run ": $serial") &&
      as "$2" "$plash" rm "$_changed" &&
      as "$2" "$plash" run "$REPLY" true
  } >/dev/null 2>"$scratch/stderr" || return
  timed "$2" "$3changed-$2/plash" "$plash" --from-id "$REPLY" --run 'touch /a' -- true
}

# one_inodes VARIANT ACTOR PREFIX: how many inodes are in tmp/ after how many starts, none of which is running.
one_inodes() {
  id_of "$2" || return
  mode='--burst 64'
  _burst=0
  while [ "$_burst" -lt 10 ]; do
    _burst=$((_burst + 1))
    timed "$2" warmup-inodes "$plash" run "$REPLY" true || return
    [ -z "$3" ] || return 0
  done
  printf 'inodes-%s/plash\t%s\t%s\n' "$2" "$(find "$scratch/$2/data/tmp" -mindepth 1 | wc -l)" "$((_burst * 64))" >>"$times"
}

start_or_cached() {
  case $1 in
    cached) id_of "$2" &&
      timed "$2" "$3cached-$2/plash" "$plash" --from-id "$REPLY" --run 'touch /a' -- true ;;
    *) start "$1" "$2" "$3run-$2/$1" true ;;
  esac
}

one_burst() {
  mode='--burst 64'
  start "$1" "$2" "$3burst-$2/$1" true
}

one_beside() {
  mode='--beside 2'
  start "$1" "$2" "$3beside-$2/$1" sleep 86399
}

one_worker() {
  mode=
  case $1 in
    floor) hello "$2" "$3worker-$2/floor" ;;
    plash) timed "$2" "$3worker-$2/plash" "$plash" eval --run hi ;;
  esac
}

# Two measurements, of 1 and of 20 layers; the report takes the difference.
one_layers() {
  mode=
  for _layers in 1 20; do
    serial=$((serial + 1))
    build_layers "$1" "$2" "$_layers" "$3layer-$2/$1/$_layers" || return
  done
}

# build_layers VARIANT ACTOR N LABEL: layers that no cache has.
build_layers() {
  case $1 in
    floor)
      timed "$2" "$4" "$floor" layer "$3" "$scratch/$2/floor" "$scratch/$2/image"
      return
      ;;
    podman)
      podman_runs "$2" && podman_build "$2" "$4" "$3"
      return
      ;;
  esac
  id_of "$2" && plash_layers "$2" "$4" "$3" "$REPLY"
}

# plash_layers ACTOR LABEL N BASE: layers on container BASE that no cache has.
plash_layers() {
  layer_words "$3" "bench-$serial"
  # shellcheck disable=SC2086 # words without blanks
  timed "$1" "$2" "$plash" build --from-id "$4" $words
}

# layer_words N NAME: sets words to the words for N layers that set a variable and do nothing else.
layer_words() {
  words=
  _left=$1
  while [ "$_left" -gt 0 ]; do
    words="$words --layer --run x=$2-$_left"
    _left=$((_left - 1))
  done
}
