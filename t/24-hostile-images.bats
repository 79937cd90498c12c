# Images that lack the places where the host's directories are mounted, or try to lead the mounts
# astray. Programs start all the same, and the host's files stay as they are.
load lib/helper
load lib/image

setup() {
  world_reset
  shared_directory
  # What an image might aim at: a directory of the host which containers see, and which looks like etc.
  victim=$shared/victim
  mkdir "$victim"
  echo keep >"$victim/resolv.conf"
  echo keep >"$victim/file"
}

teardown() {
  shared_clean
  world_clean
}

# links TARGET_PREFIX: image_tree/PLACE leads to TARGET_PREFIX for all places of mounts but those that
# are there already.
links() {
  local place
  for place in tmp home root etc sys dev proc; do
    [ -e "$image_tree/$place" ] || ln -s "$1" "$image_tree/$place"
  done
}

# snapshot: all of the shared directory, with times.
snapshot() {
  find "$shared" -printf '%P %y %m %U %s %T@ %C@\n' | sort
}

# starts_and_harms_nothing: the image tree becomes a container in which programs start; neither that nor
# a build changes anything of the host.
starts_and_harms_nothing() {
  local before
  before=$(snapshot)
  image_import
  run -0 timeout 20 plash run "$image" sh -c 'echo started; echo x >/new; rm -f /new'
  assert_equal started "$output"
  timeout 20 plash build --from-id "$image" --run 'echo x >/new' || :
  assert_equal "$before" "$(snapshot)"
}

# host_resolv_conf: a program in the image reads the host's etc/resolv.conf.
host_resolv_conf() {
  gate 'the host has no /etc/resolv.conf' test -s /etc/resolv.conf
  plash run "$image" cat /etc/resolv.conf >got
  cmp /etc/resolv.conf got
}

@test "places that are absolute links to directories of the host" {
  image_begin
  links "$victim"
  starts_and_harms_nothing
}

@test "places that are relative links out of the image" {
  image_begin
  links "../../../../..$victim"
  starts_and_harms_nothing
}

@test "places that are dangling links" {
  image_begin
  links /no/where
  starts_and_harms_nothing
  image_begin
  links nowhere
  starts_and_harms_nothing
}

@test "places that are links which go in a circle" {
  local place
  image_begin
  for place in tmp home root etc sys dev proc; do
    ln -s "$place" "$image_tree/$place"
  done
  starts_and_harms_nothing
}

@test "places that are links to the root directory, which stays the image's" {
  image_begin
  links /
  starts_and_harms_nothing
  run -0 plash run "$image" sh -c 'cd / && echo *'
  assert_contains "$output" 'bin dev etc home'
}

@test "a place that is a link below another place never leads to the host's directories" {
  image_begin
  mkdir "$image_tree/tmp"
  links "$shared-made"
  starts_and_harms_nothing
  [ ! -e "$shared-made" ]
  image_begin
  mkdir -p "$image_tree/$victim"
  links "$victim"
  starts_and_harms_nothing
}

@test "a place that is a link to another directory of the image is mounted there" {
  local place
  image_begin
  for place in tmp home root etc sys dev proc; do
    mkdir "$image_tree/the-$place"
    ln -s "the-$place" "$image_tree/$place"
  done
  starts_and_harms_nothing
  assert_equal "$(stat -c %i "$victim")" "$(plash run "$image" stat -c %i "$victim")"
  assert_equal cat "$(plash run "$image" cat /proc/self/comm)"
  run -0 plash run "$image" sh -c 'echo x >/dev/null'
  host_resolv_conf
}

@test "places that are plain files" {
  local place
  image_begin
  for place in tmp home root etc sys dev proc; do
    echo "a file" >"$image_tree/$place"
  done
  starts_and_harms_nothing
  run -0 plash run "$image" cat /home
  assert_equal 'a file' "$output"
}

@test "an image of nothing but its programs gets all places" {
  image_begin
  starts_and_harms_nothing
  run -0 plash run "$image" ls /
  assert_equal $'bin\ndev\netc\nhome\nproc\nroot\nsys\ntmp' "$output"
  assert_equal "$(stat -c %i "$victim")" "$(plash run "$image" stat -c %i "$victim")"
  host_resolv_conf
}

@test "places that a later layer deleted are made anew" {
  image=$(plash build --from-id 1 --run 'rm -r /tmp' --layer --run 'umount /home /root /sys || :' \
    'rm -r /etc' 'rmdir /home || :')
  run -0 plash run "$image" sh -c 'echo started >/dev/null; ls -d /tmp /etc /home'
  assert_equal $'/etc\n/home\n/tmp' "$output"
  assert_equal "$(stat -c %i "$victim")" "$(plash run "$image" stat -c %i "$victim")"
  host_resolv_conf
}

@test "the host's etc/resolv.conf is readable, whatever the image has in its place" {
  local before
  before=$(snapshot)
  for target in "$victim/resolv.conf" "../../../../..$victim/resolv.conf" ../run/systemd/resolve/stub-resolv.conf \
    /no/where resolv.conf /etc/other directory nothing; do
    image_begin
    mkdir "$image_tree/etc"
    echo "the image's" >"$image_tree/etc/other"
    case $target in
      directory) mkdir "$image_tree/etc/resolv.conf" ;;
      nothing) ;;
      *) ln -s "$target" "$image_tree/etc/resolv.conf" ;;
    esac
    image_import
    host_resolv_conf
    # And where a layer, not an import, brings it.
    if [ -L "$image_tree/etc/resolv.conf" ]; then
      image=$(plash build --from-id "$image" --run "rm /etc/resolv.conf && ln -s $target /etc/resolv.conf")
      host_resolv_conf
    fi
  done
  assert_equal "$before" "$(snapshot)"
}

@test "an etc that leads out of the image, and what would be its resolv.conf" {
  image_begin
  ln -s "$victim" "$image_tree/etc"
  starts_and_harms_nothing
  assert_equal keep "$(cat "$victim/resolv.conf")"
}

@test "an etc/passwd that cannot be read as one starts nothing else, and hangs nothing" {
  local kind
  for kind in fifo directory 'link to itself' 'link to the host' 'huge'; do
    image_begin
    mkdir "$image_tree/etc"
    case $kind in
      fifo) mkfifo "$image_tree/etc/passwd" ;;
      directory) mkdir "$image_tree/etc/passwd" ;;
      'link to itself') ln -s passwd "$image_tree/etc/passwd" ;;
      'link to the host') ln -s "$victim/file" "$image_tree/etc/passwd" ;;
      huge) truncate -s 3G "$image_tree/etc/passwd" ;;
    esac
    tar -C "$image_tree" --sparse --owner=0 --group=0 -cf "$BATS_TEST_TMPDIR/tree.tar" .
    image=$(timeout 60 plash import-tar "$BATS_TEST_TMPDIR/tree.tar")
    run -6 timeout 20 plash run "$image" <<<'exit 6'
  done
}

@test "a NUL in etc/passwd ends root's shell, as it does for every program in C" {
  image_begin
  mkdir "$image_tree/etc"
  printf 'root:x:0:0::/root:/bin/sh\0evil\n' >"$image_tree/etc/passwd"
  tar -C "$image_tree" --owner=0 --group=0 -cf "$BATS_TEST_TMPDIR/tree.tar" .
  image=$(plash import-tar "$BATS_TEST_TMPDIR/tree.tar")
  run -6 plash run "$image" <<<'exit 6'
  plash create "$image" true
}
