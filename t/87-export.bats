# Where export-tar writes, and what it keeps.
load lib/helper

setup() {
  world_reset
}

teardown() {
  [ -z "${reached-}" ] || rm -rf "$reached"
  world_clean
}

# as_another WORD...: runs it as another user than the caller, where that can be done: root only.
as_another() {
  setpriv --reuid 54321 --regid 54321 --clear-groups "$@"
}

# attributes_of ID NAME: the names of a file's extended attributes, sorted, on one line.
attributes_of() {
  inside_namespace python3 -c 'import os, sys; print(*sorted(os.listxattr(sys.argv[1])))' \
    "$(plash nodepath "$1")/_data/root/$2"
}

# attributes_make ID: gives /f and /d of a container attributes of all kinds, with the right of root's.
attributes_make() {
  inside_namespace python3 - "$(plash nodepath "$1")/_data/root" <<'END'
import os, struct, sys
entry = lambda tag, mode, who: struct.pack("<HHI", tag, mode, who)
acl = struct.pack("<I", 2) + entry(1, 6, 0xffffffff) + entry(2, 4, 0) + entry(4, 4, 0xffffffff) \
    + entry(16, 4, 0xffffffff) + entry(32, 4, 0xffffffff)
for name in "f", "d":
    path = sys.argv[1] + "/" + name
    os.setxattr(path, "user.kept", b"x")
    os.setxattr(path, "system.posix_acl_access", acl)
    for label in "trusted.mark", "security.ima", "security.other":
        try:
            os.setxattr(path, label, b"label")
        except OSError:
            pass
os.setxattr(sys.argv[1] + "/d", "system.posix_acl_default", acl)
os.setxattr(sys.argv[1] + "/f", "security.capability", struct.pack("<5I", 0x02000001, 1 << 13, 0, 0, 0))
END
}

@test "a link of another user's is not followed, one of the caller's is" {
  only_root
  mkdir -m 1777 all
  echo precious >target
  chmod 644 target
  as_another ln -s "$PWD/target" all/image.tar
  assert_refused 1 "cannot write all/image.tar: it is a symbolic link of another user's" plash export-tar 1 all/image.tar
  assert_contains "$stderr" "plash: if that is meant, name what it leads to: $PWD/target"
  assert_equal precious "$(cat target)"
  mkdir -m 777 open
  as_another ln -s "$PWD/target" open/image.tar
  assert_refused 1 "it is a symbolic link of another user's" plash export-tar 1 "$PWD/open/image.tar"
  ln -s all/image.tar chain.tar
  assert_refused 1 "it is a symbolic link of another user's" plash export-tar 1 chain.tar
  assert_equal precious "$(cat target)"
  assert_equal image.tar "$(ls -A all)"
  ln -s ../target all/own.tar
  plash export-tar 1 all/own.tar
  tar -tf target >/dev/null
  [ -L all/own.tar ]
}

@test "a directory's name in /tmp that is another user's link is not followed" {
  only_root
  mkdir -m 1777 all
  mkdir secret
  as_another ln -s "$PWD/secret" all/dir
  assert_refused 1 "dir is a symbolic link of another user's" plash export-tar 1 all/dir/image.tar
  assert_refused 1 "dir is a symbolic link of another user's" plash export-tar 1 "$PWD/all/../all//dir/./image.tar"
  assert_equal '' "$(ls -A secret)"
}

@test "a file or pipe of another user's in a directory like /tmp is not written" {
  only_root
  mkdir -m 1777 all
  as_another touch all/file
  as_another mkfifo all/pipe
  chmod 666 all/file
  assert_refused 1 "cannot write all/file: it is another user's" plash export-tar 1 all/file
  assert_refused 1 "cannot write all/pipe: it is another user's" plash export-tar 1 all/pipe
  [ ! -s all/file ]
  assert_equal $'file\npipe' "$(ls -A all)"
}

@test "an older file keeps its mode, and its owner" {
  echo old >out.tar
  chmod 600 out.tar
  plash export-tar 1 out.tar
  assert_equal 600 "$(stat -c %a out.tar)"
  chmod 666 out.tar
  (umask 077 && plash export-tar 1 out.tar)
  assert_equal 666 "$(stat -c %a out.tar)"
  tar -tf out.tar >/dev/null
  (umask 027 && plash export-tar 1 new.tar)
  assert_equal 640 "$(stat -c %a new.tar)"
  if [ "$(id -u)" -eq 0 ]; then
    chown 54321:54322 out.tar
    chmod 640 out.tar
    plash export-tar 1 out.tar
    assert_equal '54321:54322 640' "$(stat -c '%u:%g %a' out.tar)"
  fi
}

@test "a file that only another user could keep is written as it is" {
  only_root
  reached=$(mktemp -d /var/tmp/plash-test.XXXXXX)
  chmod 755 "$reached"
  mkdir -m 777 "$reached/dir"
  echo old >"$reached/dir/out.tar"
  chmod 666 "$reached/dir/out.tar"
  cp -a "$PLASH_DATA" "$reached/data"
  chown -R 54321:54321 "$reached/data"
  export PLASH_DATA=$reached/data HOME=$reached
  cd "$reached/dir"
  as_another plash export-tar 1 out.tar
  assert_equal '0:0 666' "$(stat -c '%u:%g %a' out.tar)"
  assert_equal out.tar "$(ls -A)"
  tar -tf out.tar >/dev/null
}

@test "the archive is opened once, by a name that was free" {
  only_root # newuidmap has no rights under strace
  gate 'no strace' command -v strace
  strace -f -qq -e trace=openat,open,creat -o trace plash export-tar 1 out.tar
  assert_equal 1 "$(grep -c 'plash-export-tar-[0-9].*O_EXCL' trace)"
  assert_equal 1 "$(grep -c 'plash-export-tar-[0-9]' trace)"
  assert_equal 0 "$(grep -c '"[^"]*out.tar"' trace)"
}

@test "in a working directory that is gone a relative name is refused, and does not mean one in /" {
  mkdir gone
  run -1 --separate-stderr sh -c 'cd gone && rmdir ../gone && plash export-tar 1 plash-test-gone.tar'
  assert_contains "$stderr" 'plash error: cannot write plash-test-gone.tar: the working directory is gone'
  [ ! -e /plash-test-gone.tar ]
}

@test "links that lead in circles, or nowhere, end in one line" {
  ln -s a b
  ln -s b a
  ln -s none/x nowhere
  ln -s new.tar dangling
  assert_refused 1 'cannot write a: too many levels of symbolic links' plash export-tar 1 a
  assert_refused 1 'cannot write nowhere: no such directory' plash export-tar 1 nowhere
  plash export-tar 1 dangling
  tar -tf new.tar >/dev/null
}

@test "sparse files stay sparse, there and back, and two exports are the same" {
  local id
  id=$(plash build --from-id 1 --run 'truncate -s 3G /holes; echo x >/edge; truncate -s 20M /edge; echo end >>/edge')
  plash export-tar "$id" out.tar
  [ "$(stat -c %s out.tar)" -lt 20000000 ]
  plash export-tar "$id" again.tar
  cmp out.tar again.tar
  run -0 plash import-tar out.tar
  assert_equal "$(plash run "$id" sh -c 'stat -c %s /holes /edge; md5sum </edge')" \
    "$(plash run "$output" sh -c 'stat -c %s /holes /edge; md5sum </edge')"
  [ "$(inside_namespace du -k "$(plash nodepath "$output")/_data/root/holes" | cut -f 1)" -lt 1000 ]
  assert_equal 3221225472 "$(python3 -c 'import tarfile; print(tarfile.open("out.tar").getmember("./holes").size)')"
}

@test "of extended attributes user.* and capabilities are exported, imported and copied; labels and ACLs are not" {
  local id name
  id=$(plash build --from-id 1 --run 'mkdir /d; touch /f')
  attributes_make "$id"
  plash export-tar "$id" out.tar
  run ! grep -aqE 'SCHILY.*(acl|trusted|security\.(ima|other))' out.tar
  run -0 plash import-tar out.tar
  assert_equal 'security.capability user.kept' "$(attributes_of "$output" f)"
  assert_equal user.kept "$(attributes_of "$output" d)"
  (
    cd "$(plash nodepath "$id")/_data/root"
    inside_namespace tar --xattrs '--xattrs-include=*' --acls -cf - .
  ) >foreign.tar
  run -0 plash import-tar foreign.tar
  assert_equal 'security.capability user.kept' "$(attributes_of "$output" f)"
  assert_equal user.kept "$(attributes_of "$output" d)"
  plash shallow-copy "$id" "$PLASH_DATA/tmp/copy"
  assert_equal user.kept \
    "$(inside_namespace python3 -c 'import os, sys; print(*os.listxattr(sys.argv[1]))' "$PLASH_DATA/tmp/copy/d")"
}
