# shellcheck shell=sh disable=SC2034,SC2154 # globals are shared with bench
# The rows of import: a Debian tar through plash and through tar itself.
# Defines functions only.
#
# Globals set here: tars (what of it can be measured: endings, http, durable),
# format, one of them; imports, how many there were; memory, a directory in a
# tmpfs; served (its URL with the checksum) and served_pid, the web server.

tars=
format=
imports=0
memory=
served=
served_pid=

# Finds or makes base.tar in the scratch directory and compresses it, once.
tars_make() {
  [ -z "$tars" ] || return 0
  if ! tar_find; then
    skip 'import rows' "$(tail -n 1 "$scratch/stderr")"
    return
  fi
  chmod 644 "$scratch/base.tar"
  tars=tar
  memory_make
  note 'compressing the tar'
  tar_compress gz gzip -c
  # One thread: xz -T0 makes blocks, which images seldom have. The default takes ten times as long to compress.
  tar_compress xz xz -1 -c
  tar_compress zst zstd -q -c
  case $tars in
    *.gz*) served_make ;;
  esac
}

# A directory in memory with one for each actor, or the scratch directory where there is none.
memory_make() {
  if ! memory=$(mktemp -d /dev/shm/plash-bench.XXXXXXXX 2>/dev/null); then
    memory=
    return
  fi
  chmod 755 "$memory"
  for actor in $actors; do
    mkdir "$memory/$actor"
    [ "$uid" != 0 ] || [ "$actor" = root ] || chown "$user:" "$memory/$actor"
  done
}

# tar_compress ENDING WORD...: makes base.tar.ENDING by WORD....
tar_compress() {
  _end=$1
  shift
  if "$@" "$scratch/base.tar" >"$scratch/base.tar.$_end" 2>"$scratch/stderr"; then
    tars="$tars tar.$_end"
  else
    skip "import tar.$_end" "$(reason)"
  fi
}

# What is measured with base.tar.gz: it comes from a web server, and nothing is written to disk.
served_make() {
  mkdir "$scratch/nosync" "$scratch/served"
  ln -s "$(command -v true)" "$scratch/nosync/sync"
  tars="$tars durable"
  ln "$scratch/base.tar.gz" "$scratch/served"
  python3 "$here/../lib/web_server.py" "$scratch/served" >"$scratch/served.said" 2>&1 &
  served_pid=$!
  until [ -s "$scratch/served.port" ]; do
    kill -0 "$served_pid" 2>/dev/null || {
      skip 'import over http' "$(tail -n 1 "$scratch/served.said")"
      return
    }
    sleep 0.1
  done
  _sum=$(sha256sum <"$scratch/base.tar.gz")
  served="http://127.0.0.1:$(cat "$scratch/served.port")/base.tar.gz#sha256=${_sum%% *}"
  tars="$tars http"
}

served_stop() {
  [ -z "$served_pid" ] || kill "$served_pid" 2>/dev/null || :
}

tar_find() {
  if [ -n "${BENCH_TAR-}" ]; then
    cat "$BENCH_TAR" >"$scratch/base.tar" 2>"$scratch/stderr"
    return
  fi
  command -v mmdebstrap >/dev/null || {
    echo 'no BENCH_TAR given and no mmdebstrap to make one' >"$scratch/stderr"
    return 1
  }
  note 'making a Debian tar with mmdebstrap'
  TMPDIR=$scratch mmdebstrap --variant=apt "${BENCH_SUITE:-bookworm}" "$scratch/base.tar" \
    2>"$scratch/stderr"
}

# one_import VARIANT ACTOR PREFIX: each into a fresh directory, which has one small image where it is plash's. It lies in
# memory, so that neither the disk nor what was deleted before is in the figure. What is written to disk is another row,
# whose directories stay until the end, see one_pull.
one_import() {
  mode=--cpu
  imports=$((imports + 1))
  _fresh=${memory:-$scratch}/$2/import$imports
  [ "$format" != durable ] || _fresh=$scratch/$2/import$imports
  _label=$3$format-$2/$1
  as "$2" mkdir "$_fresh" || return
  if [ "$1/$format" = floor/durable ]; then
    set -- unsynced "$2"
  fi
  [ "$1" = floor ] ||
    as "$2" env PLASH_DATA="$_fresh" "$plash" import-tar "$scratch/image.tar" >/dev/null 2>"$scratch/stderr" || return
  sync -f "$_fresh"
  case $1 in
    floor) unpack "$2" "$_label" "$_fresh" ;;
    plash) import_timed "$2" "$_label" "$PATH" ;;
    unsynced) import_timed "$2" "$_label" "$scratch/nosync:$PATH" ;;
  esac
  _status=$?
  [ "$format" = durable ] || remove "$_fresh"
  return "$_status"
}

# import_timed ACTOR LABEL PATH: plash imports what the row is about, with this PATH.
import_timed() {
  # shellcheck disable=SC2086 # one word
  set -- "$1" env PATH="$3" PLASH_DATA="$_fresh" "$clock" $mode "$times" "$2" "$plash"
  case $format in
    http) set -- "$@" import-url "$served" ;;
    durable) set -- "$@" import-tar "$scratch/base.tar.gz" ;;
    *) set -- "$@" import-tar "$scratch/base.$format" ;;
  esac
  as "$@" 2>"$scratch/stderr"
}

# unpack ACTOR LABEL DIR: tar, the decompressor in a pipe; the user in the
# same namespaces as plash, without the device nodes that he cannot make.
unpack() {
  _unpack_actor=$1
  _unpack_label=$2
  _unpack_from=$scratch/base.$format
  [ "$format" != http ] || _unpack_from=${served%#*}
  set -- sh -c "$(unpack_script)" sh "$_unpack_from" "$3"
  if [ "$_unpack_actor" = user ]; then
    set -- unshare --user --map-root-user --map-users=auto --map-groups=auto --mount "$@" \
      '--exclude=./dev/*'
  fi
  timed "$_unpack_actor" "$_unpack_label" "$@"
}

# The file is $1, the directory $2, the rest options of tar.
unpack_script() {
  # shellcheck disable=SC2016 # for the sh that runs it
  case $format in
    tar.gz) _reader='gzip -dc <"$f"' ;;
    tar.xz) _reader='xz -dc <"$f"' ;;
    tar.zst) _reader='zstd -qdc <"$f"' ;;
    http) _reader='curl -sf "$f" | gzip -dc' ;;
  esac
  # shellcheck disable=SC2016 # for the sh that runs it
  if [ "$format" = tar ]; then
    printf '%s' 'f=$1 d=$2; shift 2; exec tar -x --numeric-owner -p -f "$f" -C "$d" "$@"'
  else
    printf 'f=$1 d=$2; shift 2; %s | tar -x --numeric-owner -p -C "$d" "$@"' "$_reader"
  fi
}

# one_hash VARIANT ACTOR PREFIX: the digests of a file of 1 GiB.
one_hash() {
  mode=--cpu
  _label=$3hash-$2/$1
  [ -e "$scratch/large" ] || truncate -s 1G "$scratch/large"
  case $1 in
    floor) timed "$2" "$_label" sha256sum "$scratch/large" ;;
    plash) timed "$2" "$_label" "$plash" eval --hash-path "$scratch/large" ;;
  esac
}
