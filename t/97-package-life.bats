# What becomes of the package of Debian in clean roots of its releases: installed, used, upgraded, removed. As root only;
# the network is that of apt. PLASH_TEST_PACKAGES names the releases, of bookworm and trixie: `t/check` names both in CI.
# bats file_tags=as-root
load lib/helper
load lib/userland
load lib/package

setup_file() {
  [ -n "${PLASH_TEST_PACKAGES-}" ] && package_able && command -v mmdebstrap >/dev/null || return 0
  unset "${!PLASH_INIT_@}" PLASH_DATA
  mkdir "$BATS_FILE_TMPDIR/results"
  package_lives >"$BATS_FILE_TMPDIR/results/log" 2>&1 </dev/null 3>&- 4>&- || true
}

# package_lives: all that takes time, at once where it can be.
package_lives() {
  local suite
  for suite in $PLASH_TEST_PACKAGES; do
    package_result "$suite.root" package_root "$suite" &
  done
  package_result deb make -s -C "$PLASH_SOURCE" deb DISTDIR="$BATS_FILE_TMPDIR/dist"
  wait
  for suite in $PLASH_TEST_PACKAGES; do
    (package_life "$suite") &
  done
  wait
}

setup() {
  only_root
  [ -n "${PLASH_TEST_PACKAGES-}" ] || skip 'PLASH_TEST_PACKAGES names no release'
  gate 'debhelper, lintian or rpm is not installed, or this is no checkout of git' package_able
  gate 'mmdebstrap is not installed' command -v mmdebstrap
}

teardown_file() {
  rm -rf --one-file-system "$BATS_FILE_TMPDIR"/root.*
}

# lives_in SUITE: goes on where the release is tried.
lives_in() {
  case " $PLASH_TEST_PACKAGES " in
    *" $1 "*) ;;
    *) skip "PLASH_TEST_PACKAGES does not name $1" ;;
  esac
}

# lives SUITE: the package was installed by apt there, and an ordinary user could use it at once.
lives() {
  lives_in "$1"
  package_require deb
  package_require "$1.root"
  package_require "$1.install"
  package_require "$1.life"
  package_said "$1" doctor
  assert_equal hi "$(package_said "$1" build | tail -n 1)"
}

@test "Debian bookworm: after apt install an ordinary user runs and builds" {
  lives bookworm
}

@test "Debian trixie: after apt install an ordinary user runs and builds" {
  lives trixie
}

@test "the test of the package, by autopkgtest, passes for an ordinary user" {
  lives_in bookworm
  run package_said bookworm autopkgtest
  echo "$output" >&2
  assert_equal 0 "$status"
  [ "$(grep -c ' PASS$' <<<"$output")" -ge 20 ]
  [[ $output != *FAIL* ]]
}

# comes_and_goes SUITE: the package is upgraded over itself, removed and purged, and leaves nothing of its own.
comes_and_goes() {
  lives_in "$1"
  package_said "$1" upgrade
  package_said "$1" upgraded
  package_said "$1" triggered
  package_said "$1" remove
  assert_equal '' "$(package_said "$1" removed | grep -v '^/var/lib/dpkg/info/plash.list$')"
  package_said "$1" purge
  assert_equal '' "$(package_said "$1" purged)"
  run -0 package_said "$1" data
  assert_contains "$output" 2
}

@test "Debian bookworm: upgrade, another JVM, removal and purge leave only the users' data" {
  comes_and_goes bookworm
}

@test "Debian trixie: upgrade, another JVM, removal and purge leave only the users' data" {
  comes_and_goes trixie
}

# uses_jars SUITE: the libraries are those of the suite, and each of them works.
uses_jars() {
  lives_in "$1"
  package_require "$1.jars"
  run -0 package_said "$1" distribution
  assert_contains "$output" $'built\n[\n{"id": 1, "parent": 0,'
  assert_contains "$output" 'apt-get install'
  run ! package_said "$1" engine
  assert_contains "$output" 'no such day'
}

@test "Debian bookworm: with JARS it is compiled against the release's own libraries, and runs with them" {
  uses_jars bookworm
}

@test "Debian trixie: with JARS it is compiled against the release's own libraries, and runs with them" {
  uses_jars trixie
}

@test "the profile of AppArmor is taken into use by AppArmor 4, whose parser can read it" {
  lives_in trixie
  run -0 package_said trixie apparmor
  assert_contains "$output" $'\n/usr/share/plash/apparmor'
}
