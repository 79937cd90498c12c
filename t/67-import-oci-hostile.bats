# Images of the OCI format that are damaged, or made to do harm: nothing outside is touched, nothing of a bad layer stays.
# bats file_tags=once
load lib/helper
load lib/layout

setup() {
  world_reset
  gate 'python3 is not installed' command -v python3
}

teardown() {
  world_clean
}

@test "a whiteout in a folder that is a link in the layer, and what has no name, is refused" {
  tar_of layer <<'END'
symlink d to=/etc
file d/.wh.passwd
END
  refused 'Not a directory' layer.tar
  for name in .wh. .wh.. .wh... d/.wh..; do
    tar_of layer <<<"file $name"
    refused 'it deletes something that has no name' layer.tar
  done
  for line in 'dir .wh.a' 'symlink d/.wh.a to=b' 'fifo .wh..wh..opq' 'dir .wh..wh..opq'; do
    tar_of layer <<<"$line"
    refused 'a name in it begins with .wh. and is no file' layer.tar
  done
}

@test "names that climb, and links out of a layer, write nothing outside" {
  mkdir outside
  echo canary >outside/file
  for lines in 'file ../evil' "file a/../../../../../../../../../../../..$PWD/outside/file" \
    "symlink d to=$PWD/outside%file d/file" "hardlink h to=/$PWD/outside/file"; do
    tr % '\n' <<<"$lines" | tar_of layer
    refused "cannot unpack 'layer" layer.tar
  done
  assert_equal 'outside/file canary' "$(echo outside/* "$(cat outside/*)")"
  [ ! -e evil ]
}

@test "marks of overlayfs in an archive are not taken, and a device 0:0 only deletes" {
  base_make
  tar_of one <<'END'
dir d
file d/a
file gone
END
  tar_of two <<'END'
dir d xattr:user.overlay.opaque=y xattr:trusted.overlay.opaque=y xattr:user.kept=1
symlink r to=x
dir e xattr:user.overlay.redirect=/etc xattr:user.fuseoverlayfs.opaque=y
file f xattr:user.overlay.metacopy=x
char gone dev=0,0
END
  craft t base.tar one.tar two.tar
  id=$(plash import-oci oci:img:t 2>/dev/null)
  assert_equal 'd d/a e f' "$(plash run "$id" sh -c 'cd /; find d e f gone' 2>/dev/null | xargs)"
  assert_equal '[]' "$(plash sudo python3 -c 'import os, sys
print([a for n in ("d", "e", "f") for a in os.listxattr(sys.argv[1] + "/" + n) if "overlay.o" in a or "redirect" in a or "metacopy" in a])' \
    "$(root_of "$((id - 1))")")"
}

@test "what an image promises is compared with what it holds" {
  tar_of layer <<<'file a'
  refused 'its digest is sha256:' layer.tar "manifest=m['layers'][0]['digest'] = 'sha256:' + '1' * 64; store(b[0], name='1' * 64)"
  refused 'is longer than the 5 bytes that were promised' layer.tar "manifest=m['layers'][0]['size'] = 5"
  refused "bytes, and 99999 were promised" layer.tar "manifest=m['layers'][0]['size'] = 99999"
  refused 'decompressed, is not what the image promises' layer.tar "config=c['rootfs']['diff_ids'] = ['sha256:' + '2' * 64]"
  refused 'the configuration of' layer.tar "manifest=m['config']['size'] -= 1"
  refused 'is damaged: its digest is' layer.tar "index=store(b'{}', name=e['digest'][7:])"
  refused 'it has no file for sha256:' layer.tar "manifest=m['layers'][0]['digest'] = 'sha256:' + '3' * 64"
  refused 'is no sha256:HEX' layer.tar "manifest=m['layers'][0]['digest'] = 'sha256:../../../etc/passwd'"
  refused 'is no sha256:HEX' layer.tar "manifest=m['layers'][0]['digest'] = 'sha512:' + '3' * 128"
  refused 'its layers is no array' layer.tar "manifest=m['layers'] = 3"
  refused 'it has 1 layers, and its configuration tells of 2' layer.tar "config=c['rootfs']['diff_ids'] *= 2"
}

@test "what is no image that can be used is refused for the reason" {
  tar_of layer <<<'file a'
  refused 'schema 1' layer.tar "manifest=m['schemaVersion'] = 1"
  refused 'an image and an index as well' layer.tar "manifest=m['manifests'] = []"
  refused 'to be had from its maker' layer.tar \
    "manifest=m['layers'][0].update(mediaType='application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', urls=['http://127.0.0.1/'])"
  refused 'one of its layers is encrypted' layer.tar "manifest=m['layers'][0]['mediaType'] += '+encrypted'"
  refused "it is no image: it is described by 'a/b'" layer.tar "manifest=m['config']['mediaType'] = 'a/b'"
  refused "it is no image: 'a/b'" layer.tar "manifest=m['mediaType'] = 'a/b'"
  refused "it is there for 'windows'" layer.tar "config=c['os'] = 'windows'"
  refused 'it has no layers'
  refused 'its index names a further index' layer.tar "manifest=d = dict(e := store(json.dumps(m).encode(), m['mediaType'])); \
n = store(json.dumps({'schemaVersion': 2, 'manifests': [d]}).encode(), OCI + 'index.v1+json'); m = {'schemaVersion': 2, 'manifests': [n]}"
  refused "it is there for arm/v7, s390x; this machine is " layer.tar "manifest=d = store(json.dumps(m).encode(), m['mediaType']); \
m = {'schemaVersion': 2, 'manifests': [dict(d, platform=p) for p in ({'os': 'linux', 'architecture': 's390x'}, {'os': 'linux', 'architecture': 'arm', 'variant': 'v7'}, {'os': 'unknown', 'architecture': 'unknown'})]}"
}

@test "whole layers below one that fails are kept, and nothing of that one or those above" {
  base_make
  tar_of bad <<<'file ../evil'
  tar_of more <<<'file more'
  craft t base.tar bad.tar more.tar
  assert_refused 1 "Member name contains '..'" plash import-oci oci:img:t
  assert_equal '0 1 2' "$(ls "$PLASH_DATA/index" | xargs)"
  nothing_half_made
  craft u base.tar more.tar
  assert_equal 4 "$(plash import-oci oci:img:u 2>/dev/null)"
  assert_equal '0/2/3/4' "$(readlink "$PLASH_DATA/index/4" | sed 's/.*layer.//')"
}

@test "a layer that hides all below hides it in the root as well" {
  base_make
  tar_of one <<<'file one'
  tar_of two <<'END'
file .wh..wh..opq
file two
END
  tar_of three <<<'file three'
  craft t base.tar one.tar two.tar three.tar
  assert_equal 'three two' "$(plash with-mount "$(plash import-oci oci:img:t 2>/dev/null)" ls | xargs)"
  assert_equal 6 "$(plash import-oci oci:img:t)"
}

@test "a signal ends an import, and leaves nothing" {
  base_make
  head -c 120000000 /dev/zero >zeros
  tar -cf big.tar zeros
  craft t big.tar base.tar
  plash import-oci oci:img:t >id 2>/dev/null 3>&- &
  importer=$!
  until ls "$PLASH_DATA"/tmp/*/node/_data/root/zeros 2>/dev/null; do
    kill -0 "$importer"
    sleep 0.02
  done
  kill "$importer"
  wait "$importer" || assert_equal 143 $?
  assert_equal '' "$(cat id)"
  assert_equal '0 1' "$(ls "$PLASH_DATA/index" | xargs)"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "an index that is a pipe is not waited for" {
  mkdir img
  mkfifo img/index.json
  assert_refused 1 'what it has for index.json is no file' timeout 20 plash import-oci oci:img:t
}
