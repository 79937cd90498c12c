# A container whose layers have all that is hard to keep. `load lib/rich`.

# rich_build: sets rich to a container with owners, modes, hard links, extended attributes, odd names, a
# pipe, and layers that delete and replace what others brought.
rich_build() {
  local layer
  # With no links to the image of other tests, which count as its own: see world_copy.
  rm -r "$PLASH_DATA/layer/0/1/_data/root"
  cp -a "$PLASH_SUITE_DATA/layer/0/1/_data/root" "$PLASH_DATA/layer/0/1/_data"
  rich=$(plash build --from-id 1 \
    --run 'mkdir -p /d/old /d/kept /opaque/sub; echo 1 >/d/old/x; echo 1 >/opaque/gone; echo 1 >/lower' \
    --layer --run 'rm -r /d/old /opaque /lower; mkdir /opaque; echo 2 >/opaque/new' \
    'echo x >/suid; chmod 4751 /suid; chown 33:44 /d/kept; chmod 3770 /d/kept; chown 0:5 /suid; chmod 4751 /suid' \
    'echo cap >/cap; echo attr >/attr; mkfifo -m 640 /fifo; ln -s nowhere /dangling' \
    'echo 1 >/first; ln /first /d/second; echo u >"/a b\\ü*"; touch -d @1000000000 /attr /d; chmod 711 /')
  layer=$PLASH_DATA/index/$rich/_data/root
  plash sudo python3 -c 'import os, sys, struct
os.setxattr(sys.argv[1] + "/attr", "user.kept", b"value\0\n")
os.setxattr(sys.argv[1] + "/d/kept", "user.dir", b"x")
os.setxattr(sys.argv[1] + "/cap", "security.capability", struct.pack("<5I", 0x02000001, 1 << 13, 0, 0, 0))' "$layer"
}

# tree_of CONTAINER: what lib/tree.py says of it, sorted.
tree_of() {
  plash with-mount "$1" python3 "$BATS_TEST_DIRNAME/lib/tree.py" | sort
}
