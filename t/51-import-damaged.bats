# bats file_tags=once
load lib/helper

setup() {
  world_reset
  unset PLASH_INIT_UNION_TASTE
}

teardown() {
  world_clean
}

# refuses_import REASON WORD...: WORD... imports nothing: refused, and the store is as before.
refuses_import() {
  local reason=$1
  shift
  assert_refused 1 "$reason" "$@"
  assert_equal '0 1' "$(ls "$PLASH_DATA/index" | tr '\n' ' ' | sed 's/ $//')"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

# small_tar FILE: a tar without a `.` entry: two directories and two files, the last 10240 bytes long.
small_tar() {
  mkdir -p small/a/b
  echo one >small/a/one
  head -c 10240 /dev/urandom >small/a/two
  tar -b 1 -cf "$1" -C small a/one a/two a/b
}

# waits_for PATTERN: until a file of that name is there, at most ten seconds.
waits_for() {
  local round
  for round in {1..200}; do
    ! compgen -G "$1" >/dev/null || return 0
    sleep 0.05
  done
  return 1
}

@test "junk, an empty file, a web page and noise are no archives" {
  : >empty
  printf 'junk' >junk
  printf '<!DOCTYPE html>\n<html><body>404 Not Found</body></html>\n' >page.html
  head -c 100000 /dev/urandom >noise
  yes '<html>' | head -c 4096 >large.html
  printf '\n' | gzip >text.gz
  for archive in empty junk page.html noise large.html text.gz; do
    refuses_import "ReadError: cannot unpack '$archive'" plash import-tar "$archive"
    refuses_import "ReadError: cannot unpack 'stdin'" bash -c "plash import-tar <$archive"
    refuses_import "ReadError: cannot unpack 'stdin'" bash -c "cat $archive | plash import-tar"
  done
}

@test "missing, directory and unreadable files are told apart, in the words of 2018" {
  refuses_import "[Errno 2] No such file or directory: 'missing'" plash import-tar missing
  refuses_import "[Errno 2] No such file or directory: ''" plash import-tar ''
  refuses_import "[Errno 21] Is a directory: '.'" plash import-tar .
  refuses_import 'cannot read stdin: Is a directory' bash -c 'plash import-tar <.'
  ln -s missing dangling
  refuses_import "[Errno 2] No such file or directory: 'dangling'" plash import-tar dangling
}

@test "an unreadable file is refused" {
  only_user
  small_tar small.tar
  chmod 000 small.tar
  refuses_import "[Errno 13] Permission denied: 'small.tar'" plash import-tar small.tar
}

@test "a name with a newline, an escape or other bytes stays on its line" {
  refuses_import "directory: 'a\\nplash error: b\\x1b[31m'" plash import-tar $'a\nplash error: b\e[31m'
}

@test "a closed stdin is no archive" {
  refuses_import "cannot unpack 'stdin'" bash -c 'plash import-tar <&-'
}

@test "a plain archive cut anywhere is refused, also between two members" {
  local size
  small_tar small.tar
  # Header one: 512, data 512; header two at 1024, data to 11776; header three to 12288; then the end.
  assert_equal 13312 "$(stat -c %s small.tar)"
  for size in 1 100 511 512 700 1024 1300 1536 1537 6000 11775 11776 12000 12288; do
    head -c "$size" small.tar >cut.tar
    refuses_import "ReadError: cannot unpack 'cut.tar'" plash import-tar cut.tar
  done
  plash import-tar small.tar
}

@test "what stops between two members is said to have no end mark" {
  small_tar small.tar
  head -c 1024 small.tar >cut.tar
  refuses_import 'it ends without its end mark' plash import-tar cut.tar
  refuses_import 'it ends without its end mark' bash -c 'head -c 11776 small.tar | plash import-tar'
}

@test "a compressed archive cut anywhere is refused" {
  local program size whole
  small_tar small.tar
  for program in gzip bzip2 xz zstd; do
    "$program" <small.tar >small.compressed
    whole=$(stat -c %s small.compressed)
    for size in 6 7 20 $((whole / 2)) $((whole - 9)) $((whole - 1)); do
      head -c "$size" small.compressed >cut
      refuses_import "ReadError: cannot unpack 'cut'" plash import-tar cut
    done
    refuses_import "ReadError: cannot unpack 'stdin'" bash -c "head -c $((whole / 2)) small.compressed | plash import-tar"
  done
}

@test "an archive that was cut and then compressed is refused" {
  local program
  small_tar small.tar
  for program in gzip bzip2 xz zstd; do
    head -c 1024 small.tar | "$program" >cut
    refuses_import 'it ends without its end mark' plash import-tar cut
    head -c 6000 small.tar | "$program" >cut
    refuses_import 'Unexpected EOF in archive' plash import-tar cut
  done
}

@test "compressed in several parts, as parallel compressors do, is whole or refused" {
  local program
  small_tar small.tar
  head -c 1024 small.tar >first
  tail -c +1025 small.tar >second
  for program in gzip bzip2 xz zstd; do
    "$program" <first >parts
    refuses_import 'it ends without its end mark' plash import-tar parts
  done
  for program in gzip bzip2 xz zstd; do
    {
      "$program" <first
      "$program" <second
    } >parts
    plash import-tar parts
  done
}

@test "one changed byte in compressed data is noticed" {
  local program
  small_tar small.tar
  for program in gzip bzip2 xz; do
    "$program" <small.tar >changed
    python3 -c '
data = bytearray(open("changed", "rb").read())
data[len(data) // 2] ^= 0x55
open("changed", "wb").write(data)'
    refuses_import "ReadError: cannot unpack 'changed'" plash import-tar changed
  done
}

@test "a damaged header is refused" {
  small_tar small.tar
  printf 'zz' | dd of=small.tar bs=1 seek=1030 conv=notrunc status=none
  refuses_import 'ReadError' plash import-tar small.tar
}

@test "without the program that decompresses, its package is named" {
  local program
  mkdir bin
  ln -sf /usr/bin/* /bin/* "$(command -v plash)" bin/
  rm bin/gzip bin/bzip2 bin/xz bin/zstd
  small_tar small.tar
  for program in gzip bzip2 xz zstd; do
    "$program" <small.tar >small.compressed
    refuses_import "cannot unpack 'small.compressed': $program not found in PATH" \
      env PATH="$PWD/bin" plash import-tar small.compressed
    assert_contains "$stderr" "plash: install the package $program"
  done
  PATH=$PWD/bin plash import-tar small.tar
}

@test "messages of tools are understood when the user's language is another" {
  small_tar small.tar
  export LANGUAGE=de LC_ALL=de_DE.UTF-8
  head -c 1024 small.tar >cut.tar
  refuses_import 'it ends without its end mark' plash import-tar cut.tar
  plash import-tar small.tar
}

@test "an import that is killed leaves nothing visible, and the next one sweeps its rest" {
  local pid
  small_tar small.tar
  mkfifo pipe
  plash import-tar pipe >out 2>&1 &
  pid=$!
  exec 7>pipe
  cat small.tar small/a/two >&7
  waits_for "$PLASH_DATA/tmp/*/node/_data/root/a/two"
  pkill -KILL -P "$pid" -x java
  wait "$pid" || true
  exec 7>&-
  assert_equal '0 1' "$(ls "$PLASH_DATA/index" | tr '\n' ' ' | sed 's/ $//')"
  plash import-tar small.tar
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "an import that is killed unpacks no further when another one begins, which sweeps first" {
  local pid
  small_tar small.tar
  mkdir bin
  # shellcheck disable=SC2016
  printf '#!/bin/sh\necho $$ >%s/unpacking\nn=0\nwhile [ $((n += 1)) -lt 300 ]; do sleep 0.1; done\n' "$PWD" >bin/tar
  chmod +x bin/tar
  PATH=$PWD/bin:$PATH plash import-tar small.tar >out 2>&1 3>&- &
  pid=$!
  for _ in {1..200}; do
    [ ! -s unpacking ] || break
    sleep 0.05
  done
  pkill -KILL -P "$pid" -x java
  wait "$pid" || true
  kill -0 "$(cat unpacking)"
  printf junk >junk
  assert_refused 1 ReadError plash import-tar junk
  [[ $stderr != *'left behind'* ]]
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
  [ ! -e "/proc/$(cat unpacking)/exe" ] # it has ended, whether process 1 has taken note or not
}

@test "an archive with more to complain about than memory holds, in long names, is refused in one short line" {
  python3 -c '
import tarfile
with open("many.tar", "wb") as out:
    name = tarfile.TarInfo("../" + 3000 * "n").tobuf(tarfile.GNU_FORMAT)
    for _ in range(50):
        out.write(100 * name)
    out.write(bytes(1024))'
  refuses_import "nnn: Member name contains '..'" plash import-tar many.tar
  [ "${#stderr}" -lt 1000 ]
}
