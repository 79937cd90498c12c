# Images of the OCI format become containers, one for each layer, whatever the image tries.
load lib/helper
load lib/rich
load lib/doctor
load lib/layout

setup() {
  world_reset
  gate 'python3 is not installed' command -v python3
}

teardown() {
  world_clean
  user_clean
}

@test "an image of buildah has all files as buildah has them, and says what to start" {
  local place store
  only_root
  gate 'buildah is not installed' command -v buildah
  base_make
  place=$(mktemp -d /var/tmp/plash-test.XXXXXX)
  store=(buildah --root "$PWD/storage" --runroot "$place/run" --storage-driver vfs)
  cat >Dockerfile <<'END'
FROM scratch
ADD base.tar /
RUN mkdir -p /d/sub /x /old/a /etc; echo a >/d/a; touch /x/b /x/c; echo 1 >/h; ln /h /x/h; chmod 711 /etc
RUN rm -r /d /x/b /old; mkdir /d; touch /d/n; echo hi >"/x/a b\\ü"; chmod 4755 /x/c; chown 7:8 /x/c
ENV A="b c"
WORKDIR /x
CMD ["echo", "from image"]
END
  "${store[@]}" bud --quiet --layers --isolation chroot -t t . >log 2>&1 || cat log
  "${store[@]}" push --quiet t oci:img:t
  run -0 --separate-stderr plash import-oci oci:img:t
  id=$output
  assert_equal 'plash: fetching oci:img:t' "${stderr% (*}"
  assert_equal 3 "$(python3 -c 'import json, sys; print(len(json.load(sys.stdin)["rootfs"]["diff_ids"]))' <"$PLASH_DATA/index/$id/_data/config.json")"
  from=$("${store[@]}" from t)
  mount=$("${store[@]}" mount "$from")
  (cd "$mount" && python3 "$BATS_TEST_DIRNAME/lib/tree.py") | grep -v "^'.' " | sort >theirs
  tree_of "$id" | grep -v "^'.' " >ours
  "${store[@]}" rm "$from" >/dev/null
  assert_equal '' "$(diff theirs ours)"
  assert_equal 'from image' "$(plash run "$id" sh -c '[ "$A" = "b c" ]; cd /x; echo from image')"
  assert_equal '{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","A=b c"],"WorkingDir":"/x","Entrypoint":[],"Cmd":["echo","from image"]}' \
    "$(cat "$PLASH_DATA/index/$id/_data/image.json")"
  rm -rf "$place"
}

@test "what plash exports comes back with all files" {
  rich_build
  plash export-oci "$rich" oci:img:t >/dev/null
  tree_of "$rich" | grep -v "^'.' " >before
  plash purge --yes >/dev/null 2>&1 || rm -rf "$PLASH_DATA"
  id=$(plash import-oci oci:img:t 2>/dev/null)
  tree_of "$id" | grep -v "^'.' " >after
  assert_equal '' "$(diff before after)"
}

@test "what a layer deletes" {
  base_make
  tar_of one <<'END'
dir d mtime=5
file d/a mtime=5
file d/b mtime=5
dir opaque mtime=5
file opaque/gone
dir again mtime=5
file again/gone
file again/sub/gone
file turned
dir unturned
file unturned/gone
file same data=old
file new%0Aline
dir to
file to/kept
symlink link to=to
dir empty
END
  tar_of two <<'END'
dir d mtime=6
file d/.wh.a
file opaque/new
file opaque/.wh.gone
file opaque/.wh..wh..opq
file .wh.again
dir again mtime=7
file again/new
file .wh.turned
dir turned
file .wh.unturned
file unturned data=x
file same data=new
file .wh.same
file .wh.new%0Aline
file link/.wh.kept
file .wh..wh.aufs
dir .wh..wh.plnk
file .wh..wh.plnk/1.2
hardlink .wh..wh.plnk/.wh.3 to=.wh..wh.plnk/1.2
file .wh..wh.orph
file .wh.missing
END
  craft t base.tar one.tar two.tar
  id=$(plash import-oci oci:img:t 2>/dev/null)
  run -0 --separate-stderr plash run "$id" sh -c 'cd /; find d opaque again turned unturned same to link "new
line" missing .wh* 2>/dev/null | sort; cat same unturned; find bin d etc opaque to -name ".wh*"'
  assert_equal 'again again/new d d/b link opaque opaque/new same to to/kept turned unturned newx' "$(xargs <<<"$output")"
  assert_equal '6 7 5' "$(plash with-mount "$id" stat -c %Y d again d/b | xargs)"
}

@test "parents that an archive lacks belong to root, with mode 755 and no time" {
  base_make
  tar_of one <<<'file a/b/c'
  craft t base.tar one.tar
  id=$(umask 077 && plash import-oci oci:img:t 2>/dev/null)
  assert_equal '755:0:0:0 755:0:0:0' "$(plash with-mount "$id" stat -c %a:%u:%g:%Y a a/b | xargs)"
}

@test "names of images, and what they do not name" {
  base_make
  assert_refused 1 "there is no image layout in '$PWD/img'" plash import-oci oci:img
  craft one base.tar
  assert_equal 3 "$(plash import-oci oci:img 2>/dev/null)"
  craft two base.tar "config=c['config']['Env'].append('A=two')"
  assert_refused 1 "which image of 'oci:img' is meant?" plash import-oci oci:img
  assert_contains "$stderr" "it has 'one', 'two'"
  assert_refused 1 "image not found: 'oci:img:x' has none with the tag 'x'" plash import-oci oci:img:x
  craft latest base.tar
  assert_equal 3 "$(plash import-oci oci:img)"
  assert_equal 4 "$(plash import-oci "oci:$PWD/img:two")"
  digest=$(python3 -c 'import json; print(json.load(open("img/index.json"))["manifests"][1]["digest"])')
  assert_equal 4 "$(plash import-oci "oci:img@$digest")"
  assert_equal 4 "$(plash import-oci "oci:img:one@$digest")"
  assert_refused 1 "cannot use the image name 'A:b'" plash import-oci A:b
  assert_refused 1 "'oci:' names no directory" plash import-oci oci:
}

@test "images share the layers that they have in common, and an image that is here is not read again" {
  base_make
  tar_of one <<<'file one'
  tar_of two <<<'file two'
  craft a base.tar one.tar
  craft b base.tar two.tar pack=zstd
  assert_equal 4 "$(plash import-oci oci:img:a 2>/dev/null)"
  assert_equal 6 "$(plash import-oci oci:img:b 2>/dev/null)"
  assert_equal '0/2/3/4 0/2/5/6' "$(readlink "$PLASH_DATA/index/4" "$PLASH_DATA/index/6" | sed 's/.*layer.//' | xargs)"
  craft c base.tar one.tar pack=none
  for layer in img/blobs/sha256/*; do
    [ "$(head -c 1 "$layer")" = '{' ] || rm "$layer"
  done
  run -0 --separate-stderr plash import-oci oci:img:c
  assert_equal '4:' "$output:$stderr"
  assert_equal "diff sha256:$(sha256sum <one.tar | cut -d ' ' -f 1)" "$(head -n 1 "$PLASH_DATA/index/3/_data/oci")"
  plash rm 3
  assert_refused 1 'it has no file for sha256:' plash import-oci oci:img:a
}

@test "a resolv.conf that is a link is covered by an empty file, and other layers keep theirs" {
  base_make
  tar_of one <<'END'
dir etc mode=751 uid=3 gid=4 mtime=99 xattr:user.kept=1
symlink etc/resolv.conf to=../run/resolv.conf
file etc/gone
END
  tar_of two <<'END'
dir etc mode=751 uid=3 gid=4 mtime=99 xattr:user.kept=1
file etc/.wh.gone
END
  craft t base.tar one.tar two.tar
  id=$(plash import-oci oci:img:t 2>/dev/null)
  assert_equal 'regular empty file 99,directory 99' "$(plash with-mount "$id" stat -c '%F %Y' etc/resolv.conf etc | paste -sd ,)"
  assert_equal 751:3:4 "$(plash with-mount "$id" stat -c %a:%u:%g etc)"
  assert_equal 'symbolic link' "$(plash with-mount "$((id - 1))" stat -c %F etc/resolv.conf)"
  [ ! -e "$(root_of "$id")/etc/gone" ]
  assert_equal "$(grep -c . /etc/resolv.conf)" "$(plash run "$id" cat /etc/resolv.conf | grep -c .)"
}

@test "builds rest on such images, their key says which, and later runs start no JVM" {
  base_make
  craft t base.tar
  assert_equal yes "$(plash run --from-oci oci:img:t --run 'echo yes >/a' -- cat /a 2>/dev/null)"
  digest=$(python3 -c 'import json; print(json.load(open("img/index.json"))["manifests"][0]["digest"])')
  key="oci:oci:$PWD/img:t@$digest"
  [ ${#key} -gt 255 ] || [ -e "$PLASH_DATA/map/$(tr / % <<<"$key")" ]
  (
    forbid_java
    assert_equal yes "$(plash run --from-oci oci:img:t --run 'echo yes >/a' -- cat /a)"
  )
  craft t base.tar "config=c['config']['Env'].append('A=new')"
  assert_equal new "$(plash run --from-oci oci:img:t -- sh -c 'echo $A' 2>/dev/null)"
}

@test "root and an ordinary user have the same of an image" {
  only_root
  rich_build
  plash export-oci "$rich" oci:img:t >/dev/null 2>&1
  tree_of "$(plash import-oci oci:img:t 2>/dev/null)" | grep -v "^'.' " >ours
  user_make
  cp -R img "$place/img"
  chmod -R a+rX "$place/img"
  # shellcheck disable=SC2016 # for the inner shell
  as_user : env PLASH_PROGRESS=none sh -c 'plash with-mount "$(plash import-oci oci:$place/img:t)" python3 "$0"' \
    "$BATS_TEST_DIRNAME/lib/tree.py"
  assert_equal 0 "$status"
  assert_equal '' "$(diff ours <(grep -v "^'.' " <<<"$output" | sort))"
}

# said EXPRESSION TAG: what python says of the image TAG: `m` is its manifest, `c` its configuration.
said() {
  python3 -c 'import json, sys
def blob(digest): return json.load(open("img/blobs/" + digest.replace(":", "/")))
m, = [blob(d["digest"]) for d in json.load(open("img/index.json"))["manifests"] if sys.argv[2] in d["annotations"].values()]
c = blob(m["config"]["digest"])
print(eval(sys.argv[1]))' "$1" "$2"
}

@test "an image leaves as it came, and what is built upon it keeps its labels and history" {
  base_make
  tar_of one <<<'file one'
  craft t base.tar one.tar "config=c['config'].update(Labels={'a': 'b'}, User='nobody'); \
c['history'] = [{'created_by': 'x'}, {'created_by': 'y', 'empty_layer': True}, {'created_by': 'z'}]"
  id=$(plash import-oci oci:img:t 2>/dev/null)
  plash export-oci "$id" oci:img:same 2>/dev/null
  assert_equal "$(said 'm["config"], m["layers"]' t)" "$(said 'm["config"], m["layers"]' same)"
  plash export-oci --from-id "$id" --run 'echo 1 >/new' -- oci:img:more >/dev/null 2>&1
  assert_equal "$(said 'm["layers"]' t)" "$(said 'm["layers"][:2]' more)"
  assert_equal "3 3 {'a': 'b'} nobody ['x', 'y', 'z', 'plash']" "$(said \
    'len(m["layers"]), len(c["rootfs"]["diff_ids"]), c["config"]["Labels"], c["config"]["User"], [h["created_by"] for h in c["history"]]' more |
    sed "s/^(\(.\), \(.\), \({.*}\), '\(.*\)', \[/\1 \2 \3 \4 [/; s/)$//")"
}

@test "what was exported is here when it is imported" {
  plash build --from-id 1 --run 'echo 1 >/new; rm /bin/ls' >/dev/null 2>&1
  plash export-oci 2 oci:img:t >one 2>/dev/null
  rm "$(find img/blobs -size +0 -printf '%s %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2)"
  assert_equal 3 "$(plash import-oci oci:img:t)"
  assert_equal 2 "$(plash parent 3)"
  assert_equal no "$(plash run 3 sh -c '[ -e /bin/ls ] || echo no')"
  # The base is packed anew where it is not, and has the same bytes.
  plash export-oci 3 oci:img:t >two 2>/dev/null
  assert_equal "$(cat one)" "$(cat two)"
}
