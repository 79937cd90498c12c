# What the caller has set for other programs steers none that plash starts for itself.
# bats file_tags=once
load lib/helper
load lib/web

setup() {
  world_reset
}

teardown() {
  web_stop
  world_clean
}

# image_make: makes image.tar, and reference, the listing of the container that it becomes.
image_make() {
  cp -a "$PLASH_DATA/layer/0/1/_data/root" image
  tar --owner=0 --group=0 -C image -cf image.tar .
  listing "$(plash import-tar image.tar)" >reference
}

# listing ID: names, kinds and sizes of the files of a container.
listing() {
  inside_namespace sh -c 'cd "$1" && find . -type f -printf "%P %s\n" -o -printf "%P %y\n" | LC_ALL=C sort' sh \
    "$(plash nodepath "$1")/_data/root"
}

# imports_the_same ARCHIVE VARIABLE: an import with VARIABLE set is silent and complete.
imports_the_same() {
  run -0 --separate-stderr env "$2" plash import-tar "$1"
  assert_equal '' "$stderr"
  listing "$output" | diff reference - || {
    echo "with $2, of $1" >&2
    return 1
  }
}

@test "TAR_OPTIONS changes no import" {
  local option
  image_make
  for option in --exclude=etc --strip-components=1 --one-top-level=x --transform=s/etc/ETC/ --to-stdout --no-such \
    -v --no-recursion --keep-old-files --exclude-from=/dev/null -P; do
    imports_the_same image.tar "TAR_OPTIONS=$option"
  done
}

@test "variables of compressors, POSIXLY_CORRECT and the locale change no import" {
  local variable
  image_make
  for program in gzip bzip2 xz zstd; do
    "$program" <image.tar >"image.$program"
  done
  for variable in XZ_OPT=--memlimit=1MiB XZ_DEFAULTS=--memlimit=1MiB XZ_DEFAULTS=--format=lzma XZ_OPT=--no-such; do
    imports_the_same image.xz "$variable"
  done
  imports_the_same image.gzip GZIP=--no-such
  imports_the_same image.gzip GZIP=-l
  imports_the_same image.bzip2 BZIP=--test
  imports_the_same image.bzip2 BZIP2=--no-such
  imports_the_same image.zstd ZSTD_CLEVEL=nothing
  imports_the_same image.zstd ZSTD_NBTHREADS=99999
  for variable in POSIXLY_CORRECT=1 LC_ALL=de_DE.ISO-8859-1 LANGUAGE=de TZ=Nowhere TAPE=/nonexistent; do
    imports_the_same image.tar "$variable"
  done
}

@test "TAR_OPTIONS=-P lets no archive write outside of the image" {
  mkdir outside deep
  python3 - "$PWD/outside/absolute" >evil.tar <<'END'
import io, sys, tarfile
with tarfile.open(fileobj=sys.stdout.buffer, mode="w|") as archive:
    for name in sys.argv[1], "../pwn2", "../../../../pwn3":
        member = tarfile.TarInfo(name)
        member.size = 4
        archive.addfile(member, io.BytesIO(b"evil"))
END
  TAR_OPTIONS=-P run -1 --separate-stderr plash import-tar evil.tar
  assert_equal '' "$(ls outside)"
  assert_equal '' "$(inside_namespace find "$PLASH_DATA" -name 'pwn*')"
  nothing_half_made
}

@test "TAR_OPTIONS=-v and a name that looks like the end mark do not hide that an archive is cut off" {
  mkdir -p 'image/etc/block 9: ** Block of NULs **' image/z
  head -c 20480 /dev/zero >image/z/file
  tar --sort=name -C image -cf whole.tar .
  head -c 20480 whole.tar >cut.tar
  tar -C image -cf - etc | head -c 1024 >between.tar
  TAR_OPTIONS=-v assert_refused 1 'cannot unpack' plash import-tar cut.tar
  TAR_OPTIONS=-v assert_refused 1 'end mark' plash import-tar between.tar
  nothing_half_made
}

@test "TAR_OPTIONS reaches neither import-url nor --from-url, whose image would be kept" {
  local sum
  image_make
  web_start
  cp image.tar "$web_root/image.tar"
  sum=$(sha256sum image.tar)
  TAR_OPTIONS=--exclude=etc run -0 --separate-stderr plash import-url "$web_url/image.tar#sha256=${sum%% *}"
  listing "$output" | diff reference -
  TAR_OPTIONS=--exclude=etc run -0 --separate-stderr plash build --from-url "$web_url/image.tar#sha256=${sum%% *}"
  listing "$output" | diff reference -
}

@test "variables of tar, find and others change neither export-tar nor shallow-copy" {
  local variable
  plash export-tar 1 reference.tar
  plash shallow-copy 1 "$PLASH_DATA/tmp/reference"
  (cd "$PLASH_DATA/tmp/reference" && find . | sort >"$HOME/reference.list")
  for variable in TAR_OPTIONS=--exclude=bin TAR_OPTIONS=--no-such POSIXLY_CORRECT=1 FIND_BLOCK_SIZE=1 LANGUAGE=de; do
    run -0 env "$variable" plash export-tar 1 out.tar
    assert_equal '' "$output"
    cmp reference.tar out.tar
    run -0 env "$variable" plash shallow-copy 1 "$PLASH_DATA/tmp/copy"
    assert_equal '' "$output"
    (cd "$PLASH_DATA/tmp/copy" && find . | sort) | diff reference.list -
    rm -r "$PLASH_DATA/tmp/copy"
  done
}

@test "variables that steer python3 change no macro, which sees the others" {
  local variable
  printf 'import os\nfrom plash.eval import *\n@register_macro()\ndef told():\n    return "echo " + os.environ["TOLD"]\n' \
    >m.py
  export TOLD=yes PYTHONDONTWRITEBYTECODE=1
  run -0 plash eval --import ./m.py --told
  local expected=$output
  for variable in PYTHONHOME=/none PYTHONINSPECT=1 PYTHONVERBOSE=1 PYTHONWARNINGS=error PYTHONPROFILEIMPORTTIME=1 \
    PYTHONOPTIMIZE=2 PYTHONUNBUFFERED=1 PYTHONUTF8=0 PYTHONIOENCODING=utf-16 PYTHONSTARTUP=/none PYTHONSAFEPATH=1 \
    PYTHONDEVMODE=1 PYTHONMALLOC=none PYTHONCASEOK=1; do
    run -0 --separate-stderr env "$variable" plash eval --import ./m.py --told
    assert_equal '' "$stderr"
    assert_equal "$expected" "$output"
  done
}

@test "a relative or empty part of PATH takes no program from the container" {
  local part name id
  mkdir -p layer/bin mine
  for name in tar find ls env java mount chroot; do
    printf '#!/bin/sh\necho from the image >>"%s/taken"\nexit 3\n' "$HOME" | tee "layer/$name" >"layer/bin/$name"
    chmod 755 "layer/$name" "layer/bin/$name"
  done
  id=$(plash import-tar - < <(tar -C layer -cf - .))
  for part in . '' bin ./bin ..; do
    PATH=$part:$PATH plash export-tar "$id" out.tar
    PATH=$part:$PATH run -0 plash with-mount "$id" ls -d bin
    assert_equal bin "$output"
    PATH=$part:$PATH run -0 plash with-mount "$id" sh -c 'ls -d bin'
    assert_equal bin "$output"
    PATH=$part:$PATH plash shallow-copy "$id" "$PLASH_DATA/tmp/copy"
    inside_namespace rm -r "$PLASH_DATA/tmp/copy"
  done
  [ ! -e taken ]
  printf '#!/bin/sh\necho mine\n' >mine/own
  chmod 755 mine/own
  PATH=mine:$PATH run -0 plash with-mount "$id" own
  assert_equal mine "$output"
}
