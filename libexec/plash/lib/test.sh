# Words that the scripts of `plash test` share. Sourced by them; only defines. shellcheck shell=sh

# ends STATUS WORD...: WORD... ends with STATUS.
ends() {
  ends_expected=$1 ends_status=0
  shift
  "$@" || ends_status=$?
  [ "$ends_status" -eq "$ends_expected" ]
}

# refused STATUS MESSAGE WORD...: WORD... ends with STATUS, prints nothing on stdout, and has MESSAGE
# on stderr.
refused() {
  refused_message=$2 refused_status=$1
  shift 2
  refused_ended=0
  "$@" >"$TMPDIR/stdout" 2>"$TMPDIR/stderr" || refused_ended=$?
  cat "$TMPDIR/stdout" "$TMPDIR/stderr"
  [ "$refused_ended" -eq "$refused_status" ]
  [ ! -s "$TMPDIR/stdout" ]
  grep -qF -- "$refused_message" "$TMPDIR/stderr"
}

# silent WORD...: WORD... succeeds and says nothing on stderr; its stdout is left in silent_output.
silent() {
  silent_output=$("$@" 2>"$TMPDIR/stderr")
  cat "$TMPDIR/stderr"
  [ ! -s "$TMPDIR/stderr" ]
}

# root_of CONTAINER: sets root_path to the directory of the files of its own layer.
root_of() {
  root_path=$(plash nodepath "$1")/_data/root
}

# skip: ends the script as one that cannot be tried here.
skip() {
  echo 'SKIP MARKER'
  exit 1
}
