# Loaded by every test file: resets the world, and the words the tests share.
bats_require_minimum_version 1.5.0

# world_reset: call from setup. Own data directory with the busybox image as container 1, own HOME
# and TMPDIR, no variable of plash's from outside.
world_reset() {
  local variable
  for variable in "${!PLASH_@}"; do
    case $variable in
      PLASH_SUITE_DATA | PLASH_SOURCE | PLASH_TEST_*) ;;
      *) unset "$variable" ;;
    esac
  done
  unset CDPATH IFS NO_COLOR DISPLAY XAUTHORITY WAYLAND_DISPLAY
  export LC_ALL=C TERM=dumb
  export HOME=$BATS_TEST_TMPDIR/home
  export PLASH_DATA=$BATS_TEST_TMPDIR/data
  mkdir "$HOME"
  world_copy
  sed -i "s|^namespaces_data=.*|namespaces_data='$PLASH_DATA'|" "$PLASH_DATA"/plan/namespaces.*
  cd "$HOME"
}

# world_copy: PLASH_DATA becomes a copy of the suite's data directory. The image's programs are hard links, since ext4
# takes long to find free inodes where many were freed in the last minute (recently_deleted in fs/ext4/ialloc.c);
# teardown_suite tells when one was changed.
world_copy() {
  cp -al "$PLASH_SUITE_DATA" "$PLASH_DATA"
  (cd "$PLASH_SUITE_DATA" &&
    cp -a --parents --remove-destination config id_counter lock plan layer/0/1/_data/{[!r]*,root/etc} "$PLASH_DATA")
}

# world_empty: the same without any data directory.
world_empty() {
  world_reset
  rm -rf "$PLASH_DATA"
}

# world_clean: call from teardown. Deletes the data directory, where need be as the namespace's root.
world_clean() {
  cd /
  rm -rf "$PLASH_DATA" 2>/dev/null || inside_namespace rm -rf "$PLASH_DATA"
}

# inside_namespace WORD...: runs it as root of the ids that plash maps.
inside_namespace() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif unshare --help | grep -q -e --map-users; then
    unshare --user --map-root-user --map-users=auto --map-groups=auto "$@"
  else
    # util-linux before 2.38; the data directory of the test may be gone.
    local data=$PLASH_DATA
    PLASH_DATA=$PLASH_SUITE_DATA plash sudo env PLASH_DATA="$data" "$@"
  fi
}

# gate WHY WORD...: skips the test unless WORD... succeeds; in CI (PLASH_TEST_STRICT=1) that is a
# failure, since every machine that runs CI can do it.
gate() {
  local why=$1
  shift
  "$@" >/dev/null 2>&1 && return
  if [ "${PLASH_TEST_STRICT-}" = 1 ]; then
    echo "cannot test here: $why" >&2
    return 1
  fi
  skip "$why"
}

# only_root, only_user: the test makes sense for one of them; not a gap in coverage, so never strict.
only_root() {
  [ "$(id -u)" -eq 0 ] || skip 'for root only'
}

only_user() {
  [ "$(id -u)" -ne 0 ] || skip 'for an ordinary user only'
}

# namespaces_entry: sets entry to the file that says how this user enters namespaces, where there is one such file.
namespaces_entry() {
  entry=$(echo "$PLASH_DATA/plan/namespaces.$(id -u)".*)
}

# forbid_java: from here on, java fails loudly, by PATH and by JAVA_HOME.
forbid_java() {
  mkdir -p "$BATS_TEST_TMPDIR/nojava/bin"
  printf '#!/bin/sh\necho "java was started: $*" >&2\nexit 99\n' >"$BATS_TEST_TMPDIR/nojava/bin/java"
  chmod +x "$BATS_TEST_TMPDIR/nojava/bin/java"
  export PATH=$BATS_TEST_TMPDIR/nojava/bin:$PATH JAVA_HOME=$BATS_TEST_TMPDIR/nojava
}

# assert_equal EXPECTED ACTUAL
assert_equal() {
  [ "$1" = "$2" ] || {
    printf 'expected: %s\nactual:   %s\n' "$1" "$2" >&2
    return 1
  }
}

# assert_contains TEXT PART
assert_contains() {
  [[ $1 == *"$2"* ]] || {
    printf 'expected to contain: %s\nactual: %s\n' "$2" "$1" >&2
    return 1
  }
}

# assert_refused STATUS MESSAGE WORD...: WORD... ends with STATUS, prints nothing on stdout, one
# `plash error:` line on stderr that contains MESSAGE, and no trace of a program's insides.
assert_refused() {
  local expected=$1 message=$2
  shift 2
  run "-$expected" --separate-stderr "$@"
  assert_equal '' "$output"
  assert_contains "$stderr" "$message"
  assert_equal 1 "$(grep -c 'plash error:' <<<"$stderr")"
  [[ $stderr != *'at io.plash'* && $stderr != *Exception* ]]
}

# nothing_half_made: no drafts in tmp/, and every index entry leads to a whole container.
nothing_half_made() {
  local entry
  for entry in "$PLASH_DATA"/tmp/*; do
    # A run keeps its changes and its fstab until `clean`.
    [ -d "$entry/data" ] || [[ $entry == *.fstab || ! -e $entry ]] || {
      echo "left behind: $entry" >&2
      return 1
    }
  done
  for entry in "$PLASH_DATA"/index/*; do
    [ -d "$entry/_data/root" ] || {
      echo "dangling: $entry" >&2
      return 1
    }
  done
}
