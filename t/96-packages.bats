# The release archive, and packages for distributions that are built of it. What becomes of the one of Debian is in
# 97-package-life.bats.
load lib/helper
load lib/package

setup_file() {
  package_able || return 0
  mkdir "$BATS_FILE_TMPDIR/results"
  (package_make && package_check) >"$BATS_FILE_TMPDIR/results/log" 2>&1 </dev/null 3>&- 4>&- || true
}

setup() {
  only_root
  gate 'debhelper, lintian or rpm is not installed, or this is no checkout of git' package_able
  dist=$BATS_FILE_TMPDIR/dist
  version=$(plash version)
}

teardown_file() {
  rm -rf "$BATS_FILE_TMPDIR"/plash-*
}

@test "the release archive is built and packaged without git, and the same files give the same bytes" {
  local name
  for name in dist unpack make deb; do
    package_require "$name"
  done
  make -s -C "$PLASH_SOURCE" dist DISTDIR="$BATS_TEST_TMPDIR"
  cmp "$BATS_TEST_TMPDIR/plash-$version.tar.gz" "$dist/plash-$version.tar.gz"
  cmp "$BATS_FILE_TMPDIR/plash-$version/java/target/plash.jar" "$PLASH_SOURCE/java/target/plash.jar"
  assert_equal "0/0 plash-$version" "$(tar --numeric-owner -tvf "$dist/plash-$version.tar.gz" |
    awk '{ sub("/.*", "", $6); print $2, $6 }' | sort -u)"
}

@test "each file that names the version names the same" {
  cd "$PLASH_SOURCE"
  assert_equal "$version" "$(sed -n '/<artifactId>plash</{n;s:.*<version>\(.*\)</version>.*:\1:p}' java/pom.xml)"
  assert_equal "$version" "$(sed -n '1s/^plash (\(.*\)-1) .*/\1/p' packaging/debian/changelog)"
  assert_equal "$version" "$(sed -n 's/^Version: *//p' packaging/rpm/plash.spec)"
  assert_equal "$version" "$(sed -n 's/^pkgver=//p' packaging/arch/PKGBUILD)"
  assert_equal "$version" "$(sed -n 's/^pkgver=//p' packaging/alpine/APKBUILD)"
}

@test "lintian finds no error and no warning in the package of Debian" {
  package_require lintian
  assert_equal '' "$(grep -E '^[EW]:' "$BATS_FILE_TMPDIR/results/lintian")"
}

# files_of FOLDER: what a package installs, but for documents of its own distribution.
files_of() {
  (cd "$1" && find . ! -type d | grep -vE '/doc/|/licenses/|lintian' | sed 's/[.]gz$//; s|site-functions|vendor-completions|' | sort)
}

@test "packages for other distributions hold what that of Debian holds" {
  local built=$BATS_FILE_TMPDIR/plash-$version
  package_require rpm
  mkdir deb arch alpine
  dpkg-deb -x "$dist"/*.deb deb
  files_of deb >deb.files
  assert_equal "$(cat deb.files)" "$(rpm -qlp --nosignature "$dist"/*.rpm | sed 's/^/./' | grep -vxF -f <(cd deb && find . -type d) |
    grep -vE '/doc/|/licenses/' | sed 's/[.]gz$//; s|site-functions|vendor-completions|' | sort)"
  ln -s "$built" "plash-$version"
  pkgdir=$PWD/arch bash -euc '. "$0/packaging/arch/PKGBUILD" && package' "$built"
  assert_equal "$(sed 's|/libexec/|/lib/|' deb.files | sort)" "$(files_of arch)"
  (cd "$built" && pkgdir=$OLDPWD/alpine busybox sh -euc '. packaging/alpine/APKBUILD && package')
  assert_equal "$(cat deb.files)" "$(files_of alpine)"
}
