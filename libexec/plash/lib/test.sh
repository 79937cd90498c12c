# Words that the scripts of `plash test` share. Sourced by them; only defines.
#
# The scripts are traced (set -x), and the trace is what a failure is shown by. So these words do not trace what
# they do themselves, but tell in words what went wrong.
#
# Reads:  PLASHTEST_NOTICES, the lines that plash says of this machine whenever it enters namespaces
#         PLASHTEST_FAILSAFE, not empty in failsafe mode
# shellcheck shell=sh

# wrong WHAT: ends the script, whose last command went wrong.
wrong() {
  echo "$1"
  exit 1
}

# ends STATUS WORD...: WORD... ends with STATUS.
ends() {
  { set +x; } 2>/dev/null
  ends_expected=$1 ends_status=0
  shift
  "$@" || ends_status=$?
  [ "$ends_status" -eq "$ends_expected" ] || wrong "it ended with status $ends_status, not $ends_expected"
  set -x
}

# refused STATUS MESSAGE WORD...: WORD... ends with STATUS, prints nothing on stdout, and has MESSAGE
# on stderr.
refused() {
  { set +x; } 2>/dev/null
  refused_message=$2 refused_status=$1
  shift 2
  refused_ended=0
  "$@" >"$TMPDIR/stdout" 2>"$TMPDIR/stderr" || refused_ended=$?
  cat "$TMPDIR/stdout" "$TMPDIR/stderr"
  [ "$refused_ended" -eq "$refused_status" ] || wrong "it ended with status $refused_ended, not $refused_status"
  [ ! -s "$TMPDIR/stdout" ] || wrong 'it printed something on stdout'
  grep -qF -- "$refused_message" "$TMPDIR/stderr" || wrong "it did not say on stderr: $refused_message"
  set -x
}

# silent WORD...: WORD... succeeds and says nothing on stderr; its stdout is left in silent_output.
silent() {
  { set +x; } 2>/dev/null
  silent_status=0
  silent_output=$("$@" 2>"$TMPDIR/stderr") || silent_status=$?
  cat "$TMPDIR/stderr"
  [ "$silent_status" -eq 0 ] || wrong "it ended with status $silent_status"
  [ -z "$(told "$TMPDIR/stderr")" ] || wrong 'it said that on stderr'
  set -x
}

# told FILE: prints the lines of FILE, what a command said on stderr, without those that tell of this machine.
told() {
  awk 'BEGIN {
    count = split(ENVIRON["PLASHTEST_NOTICES"], lines, "\n")
    for (i = 1; i <= count; i++) known[lines[i]]
  }
  !($0 in known)' "$1"
}

# mounts_stay: true where a container's mounts outlive it, since plash makes no namespaces (PLASH_NO_UNSHARE).
mounts_stay() {
  [ -n "$PLASHTEST_FAILSAFE" ]
}

# root_of CONTAINER: sets root_path to the directory of the files of its own layer.
root_of() {
  root_path=$(plash nodepath "$1")/_data/root
}

# skip WHY: ends the script as one that cannot be tried here.
skip() {
  echo "SKIP MARKER: $1"
  exit 1
}
