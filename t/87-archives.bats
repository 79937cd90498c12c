# Archives that are whole are taken, whatever made them; what would not be used of them is refused.
load lib/helper
load lib/web

setup() {
  world_reset
  mkdir tree
  cp -a "$PLASH_DATA/layer/0/1/_data/root/." tree
  echo here >tree/mark
  tar --owner=0 --group=0 -C tree -cf image.tar .
  mkdir second
  echo extra >second/extra
  tar --owner=0 --group=0 -C second -cf second.tar .
}

teardown() {
  web_stop
  world_clean
}

# packed PROGRAM [FILE]: what it makes of FILE, the image if there is none.
packed() {
  "$1" <"${2-image.tar}"
}

# given FILE WORD...: runs WORD... with plash import-tar FILE behind it, or with what reads FILE from a pipe, or from a
# redirected stdin: the three take turns, so that each compression comes in each of these ways.
given() {
  local file=$1
  shift
  turn=$((${turn-0} + 1))
  case $((turn % 3)) in
    0) "$@" plash import-tar "$file" ;;
    1) "$@" sh -c 'cat "$1" | plash import-tar' sh "$file" ;;
    2) "$@" sh -c 'plash import-tar <"$1"' sh "$file" ;;
  esac
}

# imports FILE: it is taken, silently.
imports() {
  given "$1" run -0 --separate-stderr
  assert_equal '' "$stderr"
  assert_equal here "$(plash run "$output" cat /mark)"
}

# refuses FILE MESSAGE: it is not, in one line.
refuses() {
  given "$1" assert_refused 1 "$2"
  nothing_half_made
}

# bats test_tags=once
@test "a second archive behind the first is refused, whatever the compression" {
  local program
  for program in cat gzip bzip2 xz zstd; do
    { packed "$program" && packed "$program" second.tar; } >parts
    refuses parts 'something follows its end'
    cat image.tar second.tar | "$program" >whole
    refuses whole 'something follows its end'
  done
}

# bats test_tags=once
@test "rubbish behind an archive is refused, however short, whatever the compression" {
  local program rubbish
  head -c 3000 /dev/urandom | tr '\0' 'x' >long
  echo rubbish >short
  for program in cat gzip bzip2 xz zstd; do
    for rubbish in long short; do
      { packed "$program" && cat "$rubbish"; } >behind
      refuses behind 'cannot unpack'
      cat image.tar "$rubbish" | "$program" >within
      refuses within 'cannot unpack'
    done
  done
}

# bats test_tags=once
@test "zeros behind an archive are taken, whatever the compression" {
  local program count
  for program in cat gzip bzip2 xz zstd; do
    for count in 1024 4 20000; do
      { packed "$program" && head -c "$count" /dev/zero; } >behind
      imports behind
    done
    for count in 512 100 1000000; do
      { cat image.tar && head -c "$count" /dev/zero; } | "$program" >within
      imports within
    done
  done
}

# bats test_tags=once
@test "an archive of several parts, with skippable frames or a long window, is taken as its program takes it" {
  local program
  for program in gzip bzip2 xz zstd; do
    { head -c 50000 image.tar | "$program" && tail -c +50001 image.tar | "$program"; } >parts
    imports parts
  done
  { printf '\x5a\x2a\x4d\x18\4\0\0\0abcd' && packed zstd && printf '\x50\x2a\x4d\x18\1\0\0\0x'; } >skippable
  imports skippable
  zstd -q --long=30 <image.tar >window
  imports window
}

# bats test_tags=once
@test "an archive without its end mark is taken when a checksum proves that it is whole, and only then" {
  local program sum blocks
  web_start
  # The end mark are the zeros at the end, which tar fills a record with.
  blocks=$(tar -tRf image.tar | sed -n 's/^block \([0-9]*\): \*\* Block of NULs.*/\1/p')
  head -c $((blocks * 512)) image.tar >unmarked.tar
  for program in cat gzip zstd; do
    packed "$program" unmarked.tar >"$web_root/unmarked"
    sum=$(sha256sum "$web_root/unmarked")
    refuses "$web_root/unmarked" 'it ends without its end mark'
    assert_refused 1 'it ends without its end mark' plash import-url "$web_url/unmarked"
    assert_refused 1 'its SHA-256 is' plash import-url "$web_url/unmarked#sha256=$(printf '%064d' 1)"
    run -0 --separate-stderr plash import-url "$web_url/unmarked#sha256=${sum%% *}"
    assert_equal here "$(plash run "$output" cat /mark)"
  done
  head -c 3000 image.tar >"$web_root/cut"
  sum=$(sha256sum "$web_root/cut")
  assert_refused 1 'cannot unpack' plash import-url "$web_url/cut#sha256=${sum%% *}"
}

# bats test_tags=once
@test "what docker save writes, and OCI archives, are named, with what to type" {
  mkdir save oci
  cp image.tar save/layer.tar
  mkdir save/abcdef
  mv save/layer.tar save/abcdef/layer.tar
  echo '[]' >save/manifest.json
  tar -C save -cf save.tar manifest.json abcdef
  refuses save.tar '`docker save`'
  assert_contains "$stderr" 'plash: `docker load -i FILE`, then `plash import-docker NAME`'
  mkdir -p oci/blobs/sha256
  echo '{}' | tee oci/index.json oci/oci-layout >oci/blobs/sha256/abc
  tar -C oci -cf oci.tar .
  refuses oci.tar 'OCI archive'
  assert_contains "$stderr" '`plash import-docker NAME`'
  echo '[]' >oci/manifest.json
  tar -C oci -czf both.tar .
  refuses both.tar '`docker save`'
}

# bats test_tags=once
@test "an empty archive, and one whose files all lie in one directory, are refused with a line that says it" {
  tar -cf empty.tar -T /dev/null
  refuses empty.tar 'it is empty'
  mkdir dot
  tar -C dot -cf dot.tar .
  refuses dot.tar 'it is empty'
  mv tree rootfs
  tar --owner=0 --group=0 -cf in.tar rootfs
  refuses in.tar 'all its files lie in one directory, rootfs'
  assert_contains "$stderr" 'tar -C rootfs -c . | plash import-tar'
  tar --owner=0 --group=0 -cf in.tar ./rootfs
  refuses in.tar 'all its files lie in one directory, rootfs'
  mkdir -p merged/usr/bin
  tar -C merged -cf merged.tar usr
  plash import-tar merged.tar
}

# bats test_tags=once
@test "hard links to devices that a user cannot make are left out with them" {
  only_user
  python3 - >devices.tar <<'END'
import io, sys, tarfile
with tarfile.open(fileobj=sys.stdout.buffer, mode="w|") as archive:
    def add(name, kind, link="", data=b""):
        member = tarfile.TarInfo(name)
        member.type, member.linkname, member.size, member.devmajor, member.devminor = kind, link, len(data), 1, 5
        archive.addfile(member, io.BytesIO(data))
    add("dev", tarfile.DIRTYPE)
    add("dev/zero", tarfile.CHRTYPE)
    add("dev/zero2", tarfile.LNKTYPE, "dev/zero")
    add("dev/zero3", tarfile.LNKTYPE, "dev/zero2")
    add("./dev/disk", tarfile.BLKTYPE)
    add("./dev/disk'2", tarfile.LNKTYPE, "./dev/disk")
    add("dev/disk3", tarfile.LNKTYPE, "dev/disk")
    add("file", tarfile.REGTYPE, data=b"kept")
    add("file2", tarfile.LNKTYPE, "file")
END
  run -0 --separate-stderr plash import-tar devices.tar
  assert_contains "$stderr" 'plash: ignoring dev file: dev/zero (Operation not permitted), and 5 more'
  assert_equal "$(printf '%s\n' . ./dev ./file ./file2)" "$(cd "$(plash nodepath "$output")/_data/root" && find . | sort)"
}

# bats test_tags=once
@test "hard links to what is nowhere are refused" {
  python3 - >link.tar <<'END'
import sys, tarfile
with tarfile.open(fileobj=sys.stdout.buffer, mode="w|") as archive:
    member = tarfile.TarInfo("file")
    member.type, member.linkname = tarfile.LNKTYPE, "none"
    archive.addfile(member)
END
  refuses link.tar 'Cannot hard link'
}

@test "an archive on stdin that this user could not open himself is taken" {
  only_root
  local archive
  packed gzip >image.tar.gz
  chmod 600 image.tar image.tar.gz
  mkdir other
  chown nobody other
  chmod a+rx "$HOME" "$BATS_TEST_TMPDIR" "$BATS_FILE_TMPDIR" "$BATS_RUN_TMPDIR"
  for archive in image.tar image.tar.gz; do
    env HOME="$PWD/other" PLASH_DATA="$PWD/other/data" TMPDIR="$PWD/other" \
      setpriv --reuid nobody --regid nogroup --clear-groups plash import-tar <"$archive"
  done
}
