# For tests of unions: data directories of root and of a user, on file systems of all sorts. `load lib/union` after
# lib/doctor.

# unions_make: call from setup, by root. Makes $place, as user_make does, with the data directories of root
# ($place/root/data) and of the user ($place/home/data).
unions_make() {
  user_make
  export TMPDIR=$place/home
  cp -a "$PLASH_SUITE_DATA" "$place/home/data"
  chown -R 54321:54321 "$place/home"
  mkdir "$place/root"
  cp -a "$PLASH_SUITE_DATA" "$place/root/data"
  cell_write
}

# fuse is shell text that makes a /dev/fuse which everybody may use, and over makes the directory data an overlay.
fuse='mkdir -p "$place/dev"; mount -t tmpfs none "$place/dev"; mknod -m 666 "$place/dev/fuse" c 10 229
  mount --bind "$place/dev/fuse" /dev/fuse; '
over='mkdir -p "$place/ov"; mount -t tmpfs none "$place/ov"; mkdir "$place/ov/upper" "$place/ov/work"
  chown --reference="$place/home/data" "$place/ov/upper"; chmod 700 "$place/ov/upper"
  mount -t overlay -o userxattr,lowerdir="$place/home/data",upperdir="$place/ov/upper",workdir="$place/ov/work" none "$place/home/data"; '

# fuse_require KIND: skips when the FUSE server KIND is not installed.
fuse_require() {
  case $1 in
    unionfs-fuse)
      command -v unionfs >/dev/null || apt-cache show unionfs-fuse >/dev/null 2>&1 || skip 'the distribution has no unionfs-fuse'
      gate 'no unionfs-fuse' command -v unionfs
      ;;
    *) gate "no $1" command -v "$1" ;;
  esac
}

# cell_write: writes $place/build, which builds two layers and prints the id, and $place/show, which tells what a
# container shows of them.
cell_write() {
  cat >"$place/build" <<'END'
plash build --from-id 1 --run 'mkdir -p /d/sub /e /old/deep; echo old >/d/sub/f; echo gone >/gone
  echo keep >/keep; echo x >/e/x; chown 33:44 /keep; touch /old/deep/f; chmod 710 /old/deep' \
  --layer --run 'rm /gone; rm -r /d; mkdir /d; echo new >/d/g; mv /e /e2; rm /old/deep/f' 2>"$PLASH_DATA.said" || {
  cat "$PLASH_DATA.said" >&2
  exit 1
}
END
  cat >"$place/show" <<'END'
plash run "$1" sh -c 'for i in /d/* /gone /keep /e /e2/* /old/deep/*; do [ -e $i ] && echo $i; done; cat /d/g
  stat -c "%u:%g" /keep; stat -c %a /old/deep
  touch /new && rm -r /d && mkdir /d && ls -A /d'
plash export-tar "$1" - | tar -tf - | grep -E '^\./(d/|e/|gone|keep|e2|old|new|\.)' | sort | xargs
END
  chmod 755 "$place/build" "$place/show"
}

shown='/d/g
/keep
/e2/x
new
33:44
710
./d/ ./d/g ./e2/ ./e2/x ./keep ./old/ ./old/deep/'

# as_root SETUP WORD...: does what as_user does, as root with a data directory of its own, $place/root/data.
as_root() {
  local setup=$1
  shift
  # shellcheck disable=SC2016 # for the inner shell
  run --separate-stderr env PLASH_DATA="$place/root/data" place="$place" \
    unshare --mount --propagation private sh -ec 'cd /; become=; setup=$1; shift; eval "$setup"; exec "$@"' sh "$setup" "$@"
}
