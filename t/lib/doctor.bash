# For tests of plash doctor: machines that lack something.

# doctor_line NAME: the line of the output about NAME.
doctor_line() {
  grep -E "^(ok|limited|broken|unknown) +$1: " <<<"$output"
}

# assert_line STATUS NAME PART...: the output has one line about NAME, with this status and these parts.
assert_line() {
  local expected=$1 name=$2 found part
  shift 2
  found=$(doctor_line "$name") || {
    printf 'no line about %s in:\n%s\n' "$name" "$output" >&2
    return 1
  }
  assert_equal 1 "$(wc -l <<<"$found")"
  [[ $found == "$expected "* ]] || {
    printf 'expected %s: %s\n' "$expected" "$found" >&2
    return 1
  }
  for part; do
    assert_contains "$found" "$part"
  done
}

# link_farm: PATH is one directory, bin/, with links to all programs of the machine, plash included, and no JAVA_HOME.
link_farm() {
  mkdir bin
  ln -sf /usr/bin/* /bin/* /usr/sbin/* /sbin/* "$(command -v java)" "$(command -v plash)" bin/
  unset JAVA_HOME
  PATH=$PWD/bin
}

# on_machine SETUP WORD...: runs WORD... after the shell text SETUP, in a mount namespace of its own in which SETUP may
# mount; as the root of a user namespace for an ordinary user.
on_machine() {
  # shellcheck disable=SC2016 # for the inner shell
  inside_namespace unshare --mount --propagation private sh -ec 'setup=$1; shift; eval "$setup"; exec "$@"' sh "$@"
}

# user_make: makes a place with a home and a data directory of an ordinary user 54321 called plashids, for tests that
# root starts; user_clean deletes it.
user_make() {
  only_root
  gate 'no newuidmap' command -v newuidmap
  place=$(mktemp -d /var/tmp/plash-test.XXXXXX)
  chmod 755 "$place"
  mkdir "$place/home"
  chown 54321:54321 "$place/home"
  { cat /etc/passwd && echo "plashids:x:54321:54321::$place/home:/bin/sh"; } >"$place/passwd"
  echo 'plashids:2000000:65536' >"$place/sub"
}

user_clean() {
  [ -z "${place-}" ] || rm -rf "$place"
}

# as_user SETUP WORD...: the same as on_machine, as that user; $place is its place in SETUP.
as_user() {
  local setup=$1
  shift
  # shellcheck disable=SC2016 # for the inner shell
  run --separate-stderr env HOME="$place/home" PLASH_DATA="$place/home/data" place="$place" TMPDIR="$place/home" \
    unshare --mount --propagation private sh -ec '
    mount --bind "$place/passwd" /etc/passwd
    mount --bind "$place/sub" /etc/subuid
    mount --bind "$place/sub" /etc/subgid
    cd "$place/home"
    become="setpriv --reuid 54321 --regid 54321 --clear-groups"
    setup=$1
    shift
    eval "$setup"
    exec $become "$@"' sh "$setup" "$@"
  assert_equal '' "$stderr"
}

# forbid_unshare: sets forbidding to the words in front of a command in which seccomp(2) refuses unshare(2).
forbid_unshare() {
  cat >"$BATS_TEST_TMPDIR/forbid.py" <<'EOF2'
import ctypes, os, platform, struct, sys
number = {"x86_64": 272, "aarch64": 97}[platform.machine()]
steps = [(0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 0x50001), (0x06, 0, 0, 0x7FFF0000)]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
libc = ctypes.CDLL(None, use_errno=True)
if libc.prctl(22, 2, program) != 0:  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
    sys.exit(os.strerror(ctypes.get_errno()))
os.execvp(sys.argv[1], sys.argv[1:])
EOF2
  forbidding=("$(command -v python3)" "$BATS_TEST_TMPDIR/forbid.py")
}
