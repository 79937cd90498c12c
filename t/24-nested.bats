# plash inside plash: in a container with its tools, on data directories that the containers share.
load lib/helper
load lib/image

setup() {
  world_reset
  shared_directory
  tools_image_begin
  nested_data
}

teardown() {
  shared_clean
  world_clean
}

# tools_image_begin: an image tree with plash, at its own path, and the tools of the host that a warm
# start needs, with their libraries.
tools_image_begin() {
  local installed
  image_begin
  image_programs sh unshare mount chroot
  installed=$(cd "$(dirname "$(command -v plash)")/.." && pwd)
  mkdir -p "$image_tree$installed"
  cp -r "$installed/bin" "$image_tree$installed"
  mkdir -p "$image_tree$installed/libexec"
  (cd "$installed/libexec" && tar -c --exclude='*.jar' --exclude='*.jsa' plash) | tar -x -C "$image_tree$installed/libexec"
  chmod -R go+rX "$image_tree"
  plash_inside=$installed/bin/plash
}

# nested_data: data directories for levels of nesting, in the shared directory: container 1 is the
# busybox, 2 holds the tools. What the launch needs is written down as root of the container, who is
# the user inside.
nested_data() {
  local level
  for level in 1 2 3; do
    export PLASH_DATA=$shared/data$level
    inside_namespace cp -a "$PLASH_SUITE_DATA" "$PLASH_DATA"
    if [ "$level" = 1 ]; then
      image_import
      plash run 1 true
    else
      inside_namespace sh -c 'plash import-tar "$1" && plash run 1 true && plash run 2 true' sh \
        "$BATS_TEST_TMPDIR/tree.tar"
    fi
  done
  export PLASH_DATA=$BATS_TEST_TMPDIR/data
}

# nested LEVEL WORD...: runs WORD... with as many containers around the innermost.
nested() {
  local level=$1
  shift
  while [ "$level" -gt 1 ]; do
    set -- "PLASH_DATA=$shared/data$level" "PLASH_EXPORT=PLASH_DATA" "$plash_inside" run "$@"
    level=$((level - 1))
    set -- 2 "$@"
  done
  PLASH_DATA=$shared/data1 plash run "$@"
}

@test "plash run works inside plash run, two and three levels deep" {
  run -0 nested 2 1 sh -c 'echo "hello from $(id -u)"; ls /bin/busybox'
  assert_equal $'hello from 0\n/bin/busybox' "$output"
  run -5 nested 3 1 sh -c 'echo deep; exit 5'
  assert_equal deep "$output"
}

@test "the innermost container sees the host's /tmp, and no mounts pile up" {
  local outer inner
  echo content >"$shared/file"
  run -0 nested 3 1 cat "$shared/file"
  assert_equal content "$output"
  outer=$(nested 1 1 grep -c . /proc/self/mounts)
  inner=$(nested 3 1 grep -c . /proc/self/mounts)
  echo "mounts: $outer outside, $inner inside" >&2
  # Three binds of the data directory for each level, and /root once, which a user can enter inside only.
  [ "$inner" -le $((outer + 7)) ]
}

@test "the innermost program has the process id of the outermost plash" {
  run -0 sh -c 'echo $$; exec "$@"' sh env PLASH_DATA="$shared/data1" plash run 2 \
    PLASH_DATA="$shared/data2" "$plash_inside" run 1 sh -c 'echo $$'
  assert_equal "${lines[0]}" "${lines[1]}"
}

@test "the data directories are not changed, and nothing stays mounted" {
  nested 3 1 sh -c 'touch /new'
  assert_equal '' "$(grep -F "$shared" /proc/mounts || :)"
  [ ! -e "$shared/data3/index/1/_data/root/new" ]
}
