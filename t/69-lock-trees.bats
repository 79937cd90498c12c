# Digests of the files of locked images, which are the same for root and for an ordinary user.
# bats file_tags=once
load lib/helper
load lib/web
load lib/lxc_mirror
load lib/locks

setup() {
  world_reset
  locks_begin
}

teardown() {
  web_stop
  world_clean
}

# tree_of ID: the SHA-256 of the files of a container, as a layer of an image.
tree_of() {
  plash export-oci "$1" oci:layout:a >/dev/null
  gzip -dc "layout/blobs/sha256/$(layer_blob)" | sha256sum | cut -d ' ' -f 1
  rm -r layout
}

# layer_blob: the only blob of the layout that is compressed.
layer_blob() {
  local blob
  for blob in layout/blobs/sha256/*; do
    ! gzip -t "$blob" 2>/dev/null || echo "${blob##*/}"
  done
}

@test "a lock file names the very build of an image, with the digests of its archive and its files" {
  local sum
  alpine_and_hello
  run -0 --separate-stderr plash lock hello
  assert_equal '' "$output"
  assert_contains "$stderr" "plash: hello.lock: added lxc alpine:3.20 $architecture"
  sum=$(sha256sum <"$web_root$lxc_path/rootfs.tar.xz")
  assert_equal "# plash-lock 1
lxc alpine:3.20 $architecture sha256:${sum%% *} tree:sha256:$(tree_of 2) $web_url$lxc_path/rootfs.tar.xz" \
    "$(cat hello.lock)"
  assert_equal 2 "$(plash map "lxc:alpine:3.20@sha256:${sum%% *}")"
  [ -z "$(plash map lxc:alpine:3.20)" ]
  nothing_half_made
}

@test "the digest of an archive's files is the same on every machine" {
  mkdir -p tree/bin tree/etc tree/var
  printf '#!' >tree/bin/sh
  : >tree/etc/resolv.conf
  ln -s sh tree/bin/ash
  chmod -R 755 tree
  tar --owner=7 --group=8 --mtime=@1700000000 --sort=name --numeric-owner -C tree -cf "$web_root/a.tar" .
  plash lock --from-url "$web_url/a.tar"
  assert_contains "$(cat plash.lock)" tree:sha256:4804fff39c968d4831b2ae0b961d8356266335ffcc1c92a8fcfedb027f991ce4
}

@test "device nodes, which root alone could make, and what they lie in make no difference" {
  python3 - "$web_root/a.tar" <<'END'
import io, sys, tarfile

with tarfile.open(sys.argv[1], 'w') as archive:
    for name, kind, link in (('bin/sh', tarfile.REGTYPE, ''), ('q/r/null', tarfile.CHRTYPE, ''),
                             ('a-null', tarfile.LNKTYPE, 'q/r/null'), ('dev/console', tarfile.CHRTYPE, '')):
        member = tarfile.TarInfo(name)
        member.type, member.linkname, member.mode, member.mtime = kind, link, 0o755, 1700000000
        member.devmajor, member.devminor = 1, 3
        archive.addfile(member)
END
  plash lock --from-url "$web_url/a.tar"
  assert_contains "$(cat plash.lock)" tree:sha256:16ea0b3803cf29a100228ae933918e4310bffa8505a1afc0c3ba66ef83224551
}

@test "the files of an image must be those that were locked, whatever the archive" {
  alpine_and_hello
  plash lock hello
  sed -i "s/tree:sha256:[0-9a-f]*/tree:sha256:$(printf '%064d' 0)/" hello.lock
  elsewhere assert_refused 1 'import-lxc alpine:3.20: the digest of its files is' ./hello /release
  assert_equal '0 1' "$(ls "$HOME/elsewhere/index" | xargs)"
  assert_equal '' "$(ls "$HOME/elsewhere/tmp")"
}
