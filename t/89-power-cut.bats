# What is visible is whole after a power cut, and an id that was printed stays: all is written to disk
# (syncfs) before it becomes visible, and again before the answer.
load lib/helper

setup() {
  world_reset
  gate 'strace is not installed or not permitted' strace -f -o /dev/null true
  gate 'sync(1) has no -f' sync -f .
}

teardown() {
  world_clean
}

# steps WORD...: runs plash WORD... and sets steps to what it did, in order: `sync`, `node` (becomes visible),
# `key` (of map/), `answer` (on stdout).
steps() {
  strace -f -qq -y -s 200 -e trace=syncfs,rename,symlink,write -o "$BATS_TEST_TMPDIR/trace" \
    plash "$@" >"$BATS_TEST_TMPDIR/answer" 2>/dev/null
  # Lines that strace cut in two for another process begin once.
  steps=$(awk -v data="$PLASH_DATA" '
    / resumed>/ || /= -1 / { next }
    $2 ~ /^syncfs/ { print "sync" }
    $2 ~ /^rename/ && /\/layer\/[0-9\/]+"\) / { print "node" }
    $2 ~ /^(rename|symlink)/ && index($0, data "/map/") { print "key" }
    $2 ~ /^write\(1</ && /\/answer>, "[0-9]/ { print "answer" }
  ' "$BATS_TEST_TMPDIR/trace" | paste -sd ' ')
}

@test "an image is on disk before it is visible, and its name before the id is printed" {
  only_root # an ordinary user under strace has no newuidmap, which is setuid
  tar -cf image.tar -C "$PLASH_DATA/layer/0/1/_data/root" .
  steps import-tar image.tar
  assert_equal 'sync node sync answer' "$steps"
  steps build --from-url "file://$PWD/image.tar"
  assert_equal 'sync node key sync answer' "$steps"
}

@test "each layer of an image of the OCI format is on disk before it is visible, and an export needs no sync" {
  only_root
  local built
  built=$(plash build --from-id 1 --run 'touch /a' 2>/dev/null)
  steps export-oci "$built" --squash oci:layout
  assert_equal '' "$steps"
  steps import-oci oci:layout
  assert_equal 'sync node key sync node sync answer' "$steps"
}

@test "the layers of a build are on disk once, before the id is printed; what is known needs none" {
  only_root
  steps build --from-id 1 --run 'touch /a' --layer --run 'touch /b' --layer --run 'touch /c'
  assert_equal 'node key node key node key sync answer' "$steps"
  steps build --from-id 1 --run 'touch /a' --layer --run 'touch /b'
  assert_equal 'answer' "$steps"
}

@test "what made a layer is written down before the layer is made, whose end has the kernel write it to disk" {
  local pipe
  pipe=$(mktemp -u /dev/shm/plash-test.XXXXXX)
  mkfifo "$pipe"
  timeout 60 plash build --from-id 1 --run "cat $pipe" 2>/dev/null &
  # It opens as soon as the command of the layer does.
  # shellcheck disable=SC2016 # of the inner shell
  run -0 timeout 60 sh -c 'exec 9>"$1"; cat "$2"/tmp/*/node/_data/script' sh "$pipe" "$PLASH_DATA"
  wait
  rm "$pipe"
  assert_contains "$output" "cat $pipe"
}

@test "a create and an add-layer are on disk before their ids are printed" {
  only_root
  steps create 1 touch /a
  assert_equal 'node sync answer' "$steps"
  mkdir layer
  steps add-layer 1 layer
  assert_equal 'sync node sync answer' "$steps"
}

@test "a key is on disk when map ends" {
  steps map image 1
  assert_equal 'key sync' "$steps"
}

@test "a disk that does not take what was written is told of, and no id is printed" {
  only_root
  tar -cf image.tar -C "$PLASH_DATA/layer/0/1/_data/root" .
  run -1 --separate-stderr strace -f -qq -o /dev/null -e trace=syncfs -e inject=syncfs:error=EIO plash import-tar image.tar
  assert_equal '' "$output"
  assert_contains "$stderr" "plash error: cannot write $PLASH_DATA to disk"
  nothing_half_made
  assert_equal $'0\n1' "$(ls "$PLASH_DATA/index")"
}
