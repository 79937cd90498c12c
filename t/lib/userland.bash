# Other userlands: the root of another release of Debian, with a plash in it, as a machine of its own. `load lib/userland`.

# userland_java SUITE: prints the version of Java that SUITE is tried with: each of those that plash supports.
userland_java() {
  case $1 in
    trixie) echo 21 ;;
    sid) echo 25 ;;
    *) echo 17 ;;
  esac
}

# userland_packages JAVA: what plash and its tests need beyond what is essential, with this version of Java.
userland_packages() {
  printf %s "openjdk-$1-jre-headless,mount,uidmap,xz-utils,bzip2,zstd,busybox-static,python3,procps,gpgv"
}

# userland_make SUITE JAVA ROOT: makes the root of SUITE in the directory ROOT, with the suite's packages. What a mirror has
# of an archived or unfinished release may be past its date.
userland_make() {
  local merged=()
  # Installed machines have /bin in /usr; newer releases bring that along.
  # shellcheck disable=SC2016 # for mmdebstrap's shell
  [ "$1" != bullseye ] || merged=(--setup-hook='for name in bin sbin lib lib64; do
    mkdir -p "$1/usr/$name" && ln -s "usr/$name" "$1/$name"
  done')
  mmdebstrap --quiet --variant=essential --include="$(userland_packages "$2")" "${merged[@]}" \
    --aptopt='Acquire::Check-Valid-Until "false"' --dpkgopt='path-exclude=/usr/share/doc/*' "$1" "$3"
}

# userland_furnish ROOT: puts the plash of PATH into ROOT, with bats and the tests, and a user `ordinary` with ranges of ids.
userland_furnish() {
  local installed root=$1
  installed=$(cd "$(dirname "$(command -v plash)")/.." && pwd)
  mkdir -p "$root/opt/plash"
  cp -R "$installed/bin" "$root/opt/plash/"
  mkdir "$root/opt/plash/libexec"
  cp -R "$installed/libexec/plash" "$root/opt/plash/libexec/"
  cp -R "$BATS_TEST_DIRNAME" "$root/opt/plash/t"
  tar -C / -c usr/bin/bats usr/lib/bats-core usr/libexec/bats-core | tar -C "$root" -x
  echo 'ordinary:x:1234:1234::/home/ordinary:/bin/bash' >>"$root/etc/passwd"
  echo 'ordinary:x:1234:' >>"$root/etc/group"
  echo 'ordinary:100000:65536' | tee -a "$root/etc/subuid" >>"$root/etc/subgid"
  chmod -R go+rX "$root/opt/plash"
}

# userland_enter ROOT USER WORD...: runs WORD... as USER, root or ordinary, where ROOT is the root directory, in
# namespaces of its own; what is left running there ends with it.
# shellcheck disable=SC2016 # for the inner shell
userland_enter() {
  unshare --mount --propagation private --pid --fork --kill-child bash -ec '
    root=$1 user=$2
    shift 2
    mount --bind "$root" "$root"
    cd "$root"
    mount -t proc proc proc
    mount --rbind /dev dev
    mount --rbind /sys sys
    mount -t tmpfs -o mode=1777 tmp tmp
    mount -t tmpfs -o mode=755 home home
    mkdir -p -m 1777 var/tmp
    mkdir -m 700 home/ordinary
    chown 1234:1234 home/ordinary
    mkdir -p .outside
    pivot_root . .outside
    /.outside/bin/busybox umount -l /.outside # the root may have no umount
    cd /
    home=/root
    if [ "$user" != root ]; then
      home=/home/$user
      set -- setpriv --reuid "$user" --regid "$user" --init-groups "$@"
    fi
    exec env --default-signal -i HOME="$home" USER="$user" LOGNAME="$user" TERM=dumb TMPDIR=/var/tmp \
      PATH=/opt/plash/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin PLASH_TEST_STRICT="${PLASH_TEST_STRICT-}" \
      "$@"' bash "$@"
}

# userland_nest ROOT USER WORD...: runs WORD... as USER in a container of plash whose image is ROOT. The home directories
# are those of this run, and TMPDIR is the host's: data directories cannot lie on the container's own file system.
# shellcheck disable=SC2016 # for the inner shell
userland_nest() {
  local image place
  export PLASH_DATA=$1.data
  [ -e "$1.image" ] || tar -C "$1" --exclude='./var/tmp/*' -c . | plash import-tar - >"$1.image"
  image=$(cat "$1.image")
  place=$(mktemp -d /tmp/plash-test.XXXXXX)
  chmod 1777 "$place"
  unshare --mount --propagation private bash -ec '
    image=$1 place=$2 user=$3 home=/root
    shift 3
    mount -t tmpfs -o mode=755 home /home
    if [ "$user" != root ]; then
      home=/home/$user
      mkdir -m 700 "$home"
      chown 1234:1234 "$home"
      set -- setpriv --reuid "$user" --regid "$user" --init-groups "$@"
    fi
    exec plash run "$image" env HOME="$home" USER="$user" LOGNAME="$user" TERM=dumb TMPDIR="$place" \
      PATH=/opt/plash/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin PLASH_TEST_STRICT="${PLASH_TEST_STRICT-}" \
      "$@"' bash "$image" "$place" "${@:2}"
  place_status=$?
  rm -rf --one-file-system "$place"
  return "$place_status"
}
