# Images in the OCI format, in a directory: podman reads them, and they depend on nothing but what they are made of.
load lib/helper
load lib/rich
load lib/doctor

setup() {
  world_reset
  gate 'python3 is not installed' command -v python3
}

teardown() {
  world_clean
  user_clean
}

# layout EXPRESSION [TAG]: what python says of the image TAG (t) in the layout img: `m` is its manifest, `c` its
# configuration, `i` the index.
layout() {
  python3 -c 'import json, sys
def blob(digest): return json.load(open("img/blobs/" + digest.replace(":", "/")))
i = json.load(open("img/index.json"))
m, = [d for d in i["manifests"] if d.get("annotations", {}).get("org.opencontainers.image.ref.name") == sys.argv[2]]
m = blob(m["digest"])
c = blob(m["config"]["digest"])
print(eval(sys.argv[1]))' "$1" "${2-t}"
}

# pod WORD...: podman with a storage of its own. What is of this boot must have a short name.
pod() {
  podman --root "$PWD/storage" --runroot "$place/run" --storage-driver vfs "$@"
}

@test "podman has all files of all layers as the container has them" {
  local image
  only_root
  gate 'podman is not installed' command -v podman
  place=$(mktemp -d /var/tmp/plash-test.XXXXXX)
  rich_build
  run -0 --separate-stderr plash export-oci "$rich" oci:img:t
  [[ $output == oci:img@sha256:???????????????????????????????????????????????????????????????? ]]
  assert_equal 3 "$(layout 'len(m["layers"])')"
  pod pull --quiet oci:img:t >name
  image=$(pod image mount "$(cat name)")
  (cd "$image" && python3 "$BATS_TEST_DIRNAME/lib/tree.py") | grep -v "^'.' " | sort >theirs
  tree_of "$rich" | grep -v "^'.' " >ours
  assert_equal '' "$(diff theirs ours)"
  pod image umount --all >/dev/null
}

@test "each layer says what it deletes of those below" {
  plash build --from-id 1 --run 'mkdir -p /d/sub /x; touch /d/a /x/b /x/c' \
    --layer --run 'rm -r /d /x/b /x/c; mkdir /d; touch /d/n' >/dev/null 2>&1
  plash export-oci 3 oci:img:t
  assert_equal $'d/\nd/.wh..wh..opq\nd/n\nx/\nx/.wh.b\nx/.wh.c' \
    "$(tar -tzf "img/blobs/$(layout 'm["layers"][2]["digest"].replace(":", "/")')")"
  assert_equal "$(layout 'c["rootfs"]["diff_ids"][2]')" \
    "sha256:$(gzip -dc "img/blobs/$(layout 'm["layers"][2]["digest"].replace(":", "/")')" | sha256sum | cut -d ' ' -f 1)"
}

@test "the same files are the same layers, whenever they were imported, and the image says no more" {
  cp -a "$PLASH_DATA/layer/0/1/_data/root" image
  tar --owner=0 --group=0 -cf image.tar -C image .
  plash import-tar image.tar >first
  plash import-tar image.tar >second
  plash export-oci "$(cat first)" oci:img:one
  plash export-oci "$(cat second)" oci:img:two
  assert_equal "$(layout 'm["layers"]' one)" "$(layout 'm["layers"]' two)"
  export SOURCE_DATE_EPOCH=1000000000
  plash export-oci "$(cat first)" oci:img:t >one
  plash export-oci "$(cat second)" oci:img:t >two
  assert_equal "$(cat one)" "$(cat two)"
  assert_equal "['architecture', 'config', 'created', 'history', 'os', 'rootfs'] 2001-09-09T01:46:40Z" \
    "$(layout 'sorted(k for k in c if k != "variant"), c["created"]' | tr -d '()' | sed "s/, '2001\(.*\)'/ 2001\1/")"
}

@test "root and an ordinary user make the same layers" {
  only_root
  rich_build
  plash export-tar "$rich" all.tar
  user_make
  cp all.tar "$place/all.tar"
  # shellcheck disable=SC2016 # for the inner shell
  as_user : env PLASH_PROGRESS=none sh -c 'plash import-tar "$place/all.tar" >id && plash export-oci "$(cat id)" oci:img:t >/dev/null'
  assert_equal 0 "$status"
  plash export-oci "$(plash import-tar all.tar)" oci:img:t
  assert_equal "$(layout 'm["layers"]')" "$(cd "$place/home" && layout 'm["layers"]')"
}

@test "images live side by side, and an index of another tool is kept" {
  plash export-oci 1 oci:img:a
  python3 - <<'END'
import json
i = json.load(open("img/index.json"))
i["manifests"].append({"mediaType": "x", "digest": "sha256:" + "0" * 64, "size": 1})
i["annotations"] = {"kept": "yes"}
json.dump(i, open("img/index.json", "w"))
END
  plash build --from-id 1 --run 'touch /more' >/dev/null 2>&1
  plash export-oci 2 oci:img >/dev/null
  plash export-oci 2 oci:img:a
  assert_equal "[None, 'latest', 'a'] yes" "$(layout \
    '[d.get("annotations", {}).get("org.opencontainers.image.ref.name") for d in i["manifests"]], i["annotations"]["kept"]' a |
    sed "s/^(\(.*\), '\(.*\)')$/\1 \2/")"
  assert_equal 2 "$(layout 'len(m["layers"])' a)"
  assert_equal '{"imageLayoutVersion":"1.0.0"}' "$(cat img/oci-layout)"
}

@test "what the image said about starting programs is passed on" {
  echo '{"Env":["A=b c","P=/x"],"WorkingDir":"/tmp","Entrypoint":["env"],"Cmd":["echo","a b"]}' \
    >"$PLASH_DATA/index/1/_data/image.json"
  plash export-oci --from-id 1 --run 'touch /a' -- oci:img:t 2>/dev/null
  assert_equal "{'Env': ['A=b c', 'P=/x'], 'Entrypoint': ['env'], 'Cmd': ['echo', 'a b'], 'WorkingDir': '/tmp'}" \
    "$(layout 'c["config"]')"
}

@test "what cannot be written is refused in one line, and nothing is left of it" {
  mkdir full
  touch full/file
  assert_refused 1 "plash error: cannot write an image to '$HOME/full': it has files, and is no image layout" \
    plash export-oci 1 oci:full
  assert_equal file "$(ls full)"
  assert_refused 1 "plash error: cannot write an image to '$HOME/full/file': it is no directory" plash export-oci 1 oci:full/file
  assert_refused 1 "plash error: '-x' is no tag of an image" plash export-oci 1 oci:new:-x
  assert_refused 1 "plash error: 'oci:' names no directory" plash export-oci 1 oci:
  assert_refused 1 "cannot use the image name 'a/B': it has capital letters" plash export-oci 1 a/B
  SOURCE_DATE_EPOCH=9223372036854775807 assert_refused 1 'SOURCE_DATE_EPOCH is no number of seconds' plash export-oci 1 oci:late
  assert_refused 1 "no container '9'" plash export-oci 9 oci:new
  [ ! -e new ]
  plash build --from-id 1 --run 'touch /etc/.wh.passwd' >/dev/null 2>&1
  assert_refused 1 'a file is called .wh.passwd, which in an image would delete another one' plash export-oci 2 oci:new:t
  assert_equal '' "$(find new -name '.plash-*')"
  [ ! -e new/index.json ]
}

@test "more layers than docker takes are told, and one squashed layer is not" {
  local layers=() n
  for n in {1..125}; do
    layers+=(--layer --run ": $n")
  done
  plash build --from-id 1 "${layers[@]}" 2>/dev/null
  run -0 --separate-stderr plash export-oci 126 oci:layout:a
  assert_contains "$stderr" 'plash: this image has 126 layers, and docker starts none with more than 125; --squash makes one layer'
  run -0 --separate-stderr plash export-oci 126 oci:layout:b --squash
  [[ $stderr != *docker* ]]
}
