# shellcheck shell=sh disable=SC2034,SC2154 # globals are shared with bench
# The rows of import: a Debian tar through plash and through tar itself.
# Defines functions only.
#
# Globals set here: tars (the endings that can be measured), format.

tars=
format=

# Finds or makes base.tar in the scratch directory and compresses it, once.
tars_make() {
  [ -z "$tars" ] || return 0
  if ! tar_find; then
    skip 'import rows' "$(tail -n 1 "$scratch/stderr")"
    return
  fi
  chmod 644 "$scratch/base.tar"
  tars=tar
  note 'compressing the tar'
  for _tool in gzip xz; do
    case $_tool in
      gzip) _end=gz ;;
      xz) _end=xz ;;
    esac
    # One thread: xz -T0 makes blocks, which images seldom have.
    if "$_tool" -c "$scratch/base.tar" >"$scratch/base.tar.$_end" 2>"$scratch/stderr"; then
      tars="$tars tar.$_end"
    else
      skip "import tar.$_end" "$(reason)"
    fi
  done
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

# one_import VARIANT ACTOR PREFIX: each into a fresh directory, the disk quiet.
one_import() {
  mode=
  _fresh=$scratch/$2/import
  _label=$3$format-$2/$1
  as "$2" mkdir "$_fresh" || return
  [ "$1" = floor ] || as "$2" env PLASH_DATA="$_fresh" "$plash" init 2>"$scratch/stderr" || return
  sync -f "$scratch"
  case $1 in
    floor) unpack "$2" "$_label" "$_fresh" ;;
    plash)
      as "$2" env PLASH_DATA="$_fresh" "$clock" "$times" "$_label" \
        "$plash" import-tar "$scratch/base.$format" 2>"$scratch/stderr"
      ;;
  esac
  _status=$?
  remove "$scratch/$2/import"
  return "$_status"
}

# unpack ACTOR LABEL DIR: tar, the decompressor in a pipe; the user in the
# same namespaces as plash, without the device nodes that he cannot make.
unpack() {
  _unpack_actor=$1
  _unpack_label=$2
  set -- sh -c "$(unpack_script)" sh "$scratch/base.$format" "$3"
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
    tar) printf '%s' 'f=$1 d=$2; shift 2; exec tar -x --numeric-owner -p -f "$f" -C "$d" "$@"' ;;
    tar.gz) printf '%s' 'f=$1 d=$2; shift 2; gzip -dc <"$f" | tar -x --numeric-owner -p -C "$d" "$@"' ;;
    tar.xz) printf '%s' 'f=$1 d=$2; shift 2; xz -dc <"$f" | tar -x --numeric-owner -p -C "$d" "$@"' ;;
  esac
}
