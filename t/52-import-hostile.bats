load lib/helper

setup() {
  world_reset
  unset PLASH_INIT_UNION_TASTE
  mkdir -p outside/etc
  echo canary >outside/file
  echo canary >outside/etc/resolv.conf
  chmod -R a+rwX outside
}

teardown() {
  world_clean
}

# import_crafted: imports the archive that stdin describes.
import_crafted() {
  python3 "$BATS_TEST_DIRNAME/lib/craft_tar.py" crafted.tar && plash import-tar crafted.tar
}

# root_of ID: where the container's own files lie.
root_of() {
  printf '%s\n' "$(plash nodepath "$1")/_data/root"
}

# outside_untouched: the files that hostile archives are after are as they were.
outside_untouched() {
  assert_equal 'canary canary' "$(cat outside/file outside/etc/resolv.conf | xargs)"
  assert_equal 'outside outside/etc outside/etc/resolv.conf outside/file' "$(find outside | LC_ALL=C sort | xargs)"
}

# refused: the description on stdin is refused for the reason, and nothing of it stays.
refused() {
  assert_refused 1 "$1" import_crafted
  outside_untouched
  assert_equal '0 1' "$(ls "$PLASH_DATA/index" | xargs)"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "names that lead upwards are refused" {
  refused "Member name contains '..'" <<<'file ../evil data=x'
  refused "Member name contains '..'" <<<'file a/../../evil data=x'
  refused "Member name contains '..'" <<<"file ../../../../../../../../../../../../..$PWD/outside/file data=x"
}

@test "absolute names land inside" {
  import_crafted <<<"file $PWD/outside/file data=x"
  outside_untouched
  assert_equal x "$(cat "$(root_of 2)$PWD/outside/file")"
}

@test "a link of the archive is not written through" {
  local up=../../../../../../../../../../../../../..
  refused "Not a directory" <<<"symlink d to=$PWD/outside
file d/evil data=x"
  refused "Not a directory" <<<"symlink d to=$up$PWD/outside
file d/file data=x"
  refused "Not a directory" <<<"symlink a to=b
symlink b to=$PWD/outside
file a/file data=x"
}

@test "a file of a link's name does not reach what the link leads to" {
  import_crafted <<<"symlink f to=$PWD/outside/file
file f data=x"
  outside_untouched
}

@test "hard links to files outside are refused" {
  refused 'Cannot hard link' <<<"hardlink h to=$PWD/outside/file
file h data=x"
  refused 'Cannot hard link' <<<"hardlink h to=../../../../../../../../../../../..$PWD/outside/file"
  refused 'Cannot' <<<"symlink d to=$PWD/outside
hardlink h to=d/file"
}

@test "resolv.conf is not emptied through links" {
  import_crafted <<<"symlink etc to=$PWD/outside/etc"
  outside_untouched
  import_crafted <<<"dir etc
symlink etc/resolv.conf to=$PWD/outside/etc/resolv.conf"
  outside_untouched
  assert_equal 'regular empty file' "$(stat -c %F "$(root_of 3)/etc/resolv.conf")"
}

@test "etc as a link to the host's /etc leaves that alone, also when the container runs" {
  local before
  before=$(stat -L -c '%i %s %Y %Z' /etc/resolv.conf)
  cp -a "$PLASH_DATA/layer/0/1/_data/root" image
  rm -r image/etc
  ln -s /etc image/etc
  tar -cf image.tar -C image .
  plash import-tar image.tar
  assert_equal "$before" "$(stat -L -c '%i %s %Y %Z' /etc/resolv.conf)"
  plash run 2 true || true
  plash create 2 true || true
  assert_equal "$before" "$(stat -L -c '%i %s %Y %Z' /etc/resolv.conf)"
}

@test "marks of overlayfs in an archive do not count" {
  local names
  import_crafted <<'END'
dir d xattr:user.overlay.opaque=y xattr:user.kept=v
file f xattr:user.overlay.redirect=/etc xattr:trusted.overlay.opaque=y
END
  names=$(inside_namespace python3 -c '
import os, sys
print([os.listxattr(sys.argv[1] + name) for name in ("/d", "/f")])' "$(root_of 2)")
  assert_contains "$names" 'user.kept'
  [[ $names != *overlay* ]]
}

@test "whiteouts in an archive hide at most what they are named after" {
  cp -a "$PLASH_DATA/layer/0/1/_data/root" image
  tar -cf image.tar -C image --exclude ./tmp --exclude ./etc/group .
  python3 "$BATS_TEST_DIRNAME/lib/craft_tar.py" more.tar <<'END'
char ./tmp dev=0,0
char ./etc/group dev=0,0
END
  tar -A -f image.tar more.tar
  run -0 --separate-stderr plash import-tar image.tar
  run -0 plash run 2 sh -c '[ -d /tmp ] && [ ! -e /etc/group ] && [ -s /etc/passwd ]'
}

@test "an ordinary user's import leaves device nodes out, and says so in one line" {
  only_user
  run -0 --separate-stderr import_crafted <<'END'
dir ./dev
char ./dev/null dev=1,3 mode=666
block ./dev/sda dev=8,0
fifo ./dev/queue
file ./after data=x
END
  assert_equal 2 "$output"
  assert_equal 'plash: ignoring dev file: ./dev/null (Operation not permitted), and 1 more' "$stderr"
  PLASH_PROGRESS=none run -0 --separate-stderr plash import-tar crafted.tar
  assert_equal '' "$stderr"
  assert_equal queue "$(ls "$(root_of 2)/dev")"
  assert_equal x "$(cat "$(root_of 2)/after")"
}

@test "left-out device nodes do not hide other failures" {
  only_user
  python3 "$BATS_TEST_DIRNAME/lib/craft_tar.py" crafted.tar <<'END'
char ./null dev=1,3
file ./a data=x
END
  head -c 512 crafted.tar >cut.tar
  assert_refused 1 'it ends without its end mark' plash import-tar cut.tar
  refused "Member name contains '..'" <<<'char ./null dev=1,3
file ../evil data=x'
}

@test "root's import makes device nodes" {
  only_root
  run -0 --separate-stderr import_crafted <<'END'
char ./null dev=1,3 mode=666
block ./sda dev=8,0 mode=600
END
  assert_equal '' "$stderr"
  assert_equal 'character special file 1 3 666' "$(stat -c '%F %t %T %a' "$(root_of 2)/null")"
  assert_equal 'block special file 8 0 600' "$(stat -c '%F %t %T %a' "$(root_of 2)/sda")"
}

@test "owners beyond the user's range are refused, saying so; root keeps them" {
  if [ "$(id -u)" -eq 0 ]; then
    import_crafted <<<'file f uid=70000 gid=4000000000'
    assert_equal '70000 4000000000' "$(stat -c '%u %g' "$(root_of 2)/f")"
  else
    refused 'f: Cannot change ownership to uid 70000' <<<'file f uid=70000'
    assert_contains "$stderr" 'plash: it holds owners beyond your range of ids in /etc/subuid and /etc/subgid'
  fi
}

@test "a full disk refuses the import, and nothing stays" {
  only_root
  gate 'no tmpfs can be mounted' unshare -m mount -t tmpfs none /mnt
  head -c 4000000 /dev/zero >big
  tar -cf big.tar big
  cp -a "$PLASH_DATA" kept
  run -1 --separate-stderr unshare -m sh -c '
    mount -t tmpfs -o size=3m,mode=700 none "$1" && PLASH_DATA=$1/data && export PLASH_DATA &&
      cp -a kept "$PLASH_DATA" && { plash import-tar big.tar; status=$?; }
    find "$PLASH_DATA/tmp" "$PLASH_DATA/index" -mindepth 1 | sort >left
    exit "$status"' sh "$BATS_TEST_TMPDIR/home/outside"
  assert_equal '' "$output"
  assert_contains "$stderr" 'is the disk full?'
  assert_equal 1 "$(grep -c 'plash error:' <<<"$stderr")"
  assert_equal 'index/0 index/1' "$(sed 's|.*/data/||' left | xargs)"
}

@test "an archive of very many files is imported" {
  local file
  python3 -c '
import io, tarfile
with tarfile.open("many.tar", "w") as archive:
    for number in range(30000):
        info = tarfile.TarInfo("%d/%d" % (number % 100, number))
        archive.addfile(info, io.BytesIO())'
  run -0 plash import-tar many.tar
  assert_equal 30000 "$(find "$(root_of 2)" -type f | wc -l)"
}
