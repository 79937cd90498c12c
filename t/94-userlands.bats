# Old and new userlands: roots of other releases of Debian, in which the acceptance tests run, as root and as an ordinary
# user; and those of README.md inside plash. Those with docker (85) run outside only. By default it is the newest stable release.
# PLASH_TEST_USERLANDS names others, of bullseye, bookworm, trixie and sid, in which `plash test` runs too.
load lib/helper
load lib/userland

setup_file() {
  [ "$(id -u)" -eq 0 ] || return 0
  local suite
  for suite in ${PLASH_TEST_USERLANDS-trixie}; do
    userland_try "$suite" >"$BATS_FILE_TMPDIR/$suite.log" 2>&1 </dev/null 3>&- 4>&- &
  done
}

teardown_file() {
  wait
  [ "$(id -u)" -ne 0 ] || rm -rf --one-file-system "$BATS_FILE_TMPDIR"/root.*
}

# userland_try SUITE: makes the root, and runs all in it; in that of trixie also in a container.
userland_try() {
  local user root=$BATS_FILE_TMPDIR/root.$1
  local acceptance='cd /opt/plash/t && bats --formatter tap'
  local tests="${PLASH_TEST_USERLANDS+plash test && }$acceptance 82-*.bats 83-*.bats 84-*.bats"
  unset "${!PLASH_@}"
  export PLASH_TEST_STRICT=1
  if userland_make "$1" "$(userland_java "$1")" "$root" && userland_furnish "$root"; then
    for user in root ordinary; do
      userland_result "$1.$user" userland_enter "$root" "$user" sh -c "$tests"
      [ "$1" != trixie ] || userland_result "$1.nested.$user" userland_nest "$root" "$user" sh -c "$acceptance 82-acceptance-readme.bats"
    done
  fi
  : >"$BATS_FILE_TMPDIR/$1.done"
}

# userland_result NAME WORD...: keeps what WORD... prints, and its status.
userland_result() {
  local status=0 result=$BATS_FILE_TMPDIR/$1
  shift
  "$@" >"$result" 2>&1 || status=$?
  echo "$status" >"$result.status"
}

# passes_in SUITE RESULT LEAST: all passed there, at least as many as LEAST.
passes_in() {
  local result=$BATS_FILE_TMPDIR/$1.$2
  only_root
  case " ${PLASH_TEST_USERLANDS-trixie} " in
    *" $1 "*) ;;
    *) skip "PLASH_TEST_USERLANDS does not name $1" ;;
  esac
  gate 'mmdebstrap is not installed' command -v mmdebstrap
  until [ -e "$result.status" ] || [ -e "$BATS_FILE_TMPDIR/$1.done" ]; do sleep 0.5; done
  gate "no root of $1 can be made: $(tail -n 3 "$BATS_FILE_TMPDIR/$1.log")" [ -e "$result.status" ]
  assert_equal '' "$(grep -E -A 20 '( FAIL$|^not ok)' "$result")"
  [ "$(grep -c '^ok ' "$result")" -ge "$3" ]
  assert_equal 0 "$(cat "$result.status")"
}

@test "plash passes its tests in Debian bullseye, as root" {
  passes_in bullseye root 30
}

@test "plash passes its tests in Debian bullseye, as an ordinary user" {
  passes_in bullseye ordinary 30
}

@test "plash passes its tests in Debian bookworm, as root" {
  passes_in bookworm root 30
}

@test "plash passes its tests in Debian bookworm, as an ordinary user" {
  passes_in bookworm ordinary 30
}

@test "plash passes its tests in Debian trixie, as root" {
  passes_in trixie root 30
}

@test "plash passes its tests in Debian trixie, as an ordinary user" {
  passes_in trixie ordinary 30
}

@test "plash passes its tests in Debian sid, as root" {
  passes_in sid root 30
}

@test "plash passes its tests in Debian sid, as an ordinary user" {
  passes_in sid ordinary 30
}

@test "plash passes its tests inside plash, as root" {
  passes_in trixie nested.root 15
}

@test "plash passes its tests inside plash, as an ordinary user" {
  passes_in trixie nested.ordinary 15
}
