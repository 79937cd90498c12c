# Packages: they are made, and that of Debian is installed, used and removed in clean roots. `load lib/package`, for roots
# after lib/userland. All of it lies in BATS_FILE_TMPDIR: the release archive and the packages in dist/, the tree of the
# archive in plash-VERSION/, roots in root.SUITE/, and what programs said in results/.

# package_able: true for root where packages can be made of a checkout.
package_able() {
  [ "$(id -u)" -eq 0 ] && [ -e "${PLASH_SOURCE-}/.git" ] && command -v dh >/dev/null && command -v lintian >/dev/null &&
    command -v rpmbuild >/dev/null
}

# package_result NAME WORD...: keeps what WORD... prints in results/NAME, and its status beside it; succeeds as WORD... does.
package_result() {
  local status=0 file=$BATS_FILE_TMPDIR/results/$1
  shift
  "$@" >"$file" 2>&1 </dev/null || status=$?
  echo "$status" >"$file.status"
  return "$status"
}

# package_require NAME: fails unless results/NAME is there with the status 0, and shows what was said last.
package_require() {
  [ "$(cat "$BATS_FILE_TMPDIR/results/$1.status")" = 0 ] || {
    tail -n 30 "$BATS_FILE_TMPDIR/results/$1" >&2
    return 1
  }
}

# package_make: makes the release archive, and in what is unpacked of it the programs and the packages: without git, and
# with what Maven has already.
package_make() {
  local tree dist=$BATS_FILE_TMPDIR/dist
  package_result dist make -s -C "$PLASH_SOURCE" dist DISTDIR="$dist" || return
  tree=$(basename "$dist"/*.tar.gz .tar.gz)
  package_result unpack tar -C "$BATS_FILE_TMPDIR" -xf "$dist/$tree.tar.gz" || return
  cd "$BATS_FILE_TMPDIR/$tree" &&
    package_result make make -s all man MVNFLAGS='-o -q -B' &&
    package_result deb make -s deb DISTDIR="$dist"
}

# package_check: lintian about the package of Debian, and the package for Fedora's kin.
package_check() {
  cd "$BATS_FILE_TMPDIR"/plash-*/ || return
  package_result lintian lintian --fail-on none --pedantic --show-overrides --allow-root "$BATS_FILE_TMPDIR"/dist/*.deb
  package_result rpm make -s rpm DISTDIR="$BATS_FILE_TMPDIR/dist"
}

# package_root SUITE: makes the root of SUITE, just large enough for apt.
package_root() {
  local root=$BATS_FILE_TMPDIR/root.$1
  if [ "$1" = bookworm ] && [ -r "${PLASH_TEST_DEBIAN_TAR-}" ]; then
    mkdir "$root" && tar -C "$root" --exclude='./dev/*' -xf "$PLASH_TEST_DEBIAN_TAR"
  else
    mmdebstrap --quiet --variant=apt "$1" "$root"
  fi || return
  echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe"
  mkdir -m 755 "$root/results"
}

# package_life SUITE: installs, uses, upgrades and removes the package in the root of SUITE.
package_life() {
  local root=$BATS_FILE_TMPDIR/root.$1 engine
  cp "$BATS_FILE_TMPDIR"/dist/*.deb "$root/plash.deb"
  cp "$BATS_TEST_DIRNAME/lib/life_of_package" "$root/results/life"
  # Once is enough.
  [ "$1" != bookworm ] || cp "$PLASH_SOURCE"/packaging/debian/tests/plash-test "$root/results/package-test"
  package_result "$1.install" userland_enter "$root" root sh -c 'apt-get update && apt-get install -y /plash.deb &&
    cp /usr/libexec/plash/jar/plash.jsa /results && apt-get install -y --no-install-recommends passwd \
      libcommons-exec-java libgoogle-gson-java libhttpcore5-java libjnr-unixsocket-java' || return
  package_result "$1.jars" package_jars "$root" || return
  cd "$root/results" && mkdir answers || return
  printf 'HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK' >answers/GET-_ping
  printf 'HTTP/1.1 500 No\r\n\r\n{"message":"no such day"}' | tee answers/GET >answers/POST
  python3 "$BATS_TEST_DIRNAME/lib/answer.py" sock answers &
  engine=$!
  until [ -S sock ]; do sleep 0.1; done
  chmod 777 sock # the user there is another
  package_result "$1.life" userland_enter "$root" root sh /results/life
  kill "$engine"
}

# package_jars ROOT: installs in ROOT, as /opt/distribution, a plash that was compiled against the jars there, and uses them.
package_jars() {
  local tree=$1.jars
  cd "$PLASH_SOURCE" && mkdir -p "$tree/java" &&
    cp -a java/pom.xml java/src "$tree/java" && cp -a Makefile bin completions man packaging libexec "$tree" &&
    rm -r "$tree/libexec/plash/jar" && cd "$tree" &&
    make -s all MVN=false JARS="$1/usr/share/java" &&
    make -s install JARS=/usr/share/java DESTDIR="$1" PREFIX=/opt/distribution
}

# package_said SUITE NAME: prints what the step NAME of lib/life_of_package said in the root of SUITE, and fails as it did.
package_said() {
  cat "$BATS_FILE_TMPDIR/root.$1/results/$2"
  [ "$(cat "$BATS_FILE_TMPDIR/root.$1/results/$2.status")" = 0 ]
}
