# What a build record rests on (keys of the map, containers, the host's busybox) it proves itself: it is
# right whatever happens meanwhile, and lost through nothing that happens to others.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# answered ID WORD...: the build is answered with ID without java.
answered() {
  assert_equal "$1" "$(forbid_java && plash build "${@:2}")"
}

# missed WORD...: no record answers the build; java would be started.
missed() {
  (forbid_java && run ! plash build "$@" && assert_contains "$output" java)
}

@test "a record is there whatever is mapped, removed, shrunk or refreshed beside it" {
  tar -cf image.tar -C "$PLASH_DATA/layer/0/1/_data/root" .
  plash map mine 1
  local url=file://$PWD/image.tar keyed plain other
  plash build --from-url "$url"
  other=$(plash create 1 touch /other)
  keyed=$(plash build --from-map mine --run 'touch /keyed')
  plain=$(plash build --from-id 1 --run 'touch /plain')
  plash map theirs "$other"
  plash map theirs ''
  plash rm "$other"
  plash build --from-url "$url" --refresh
  plash clean >/dev/null
  answered "$keyed" --from-map mine --run 'touch /keyed'
  answered "$plain" --from-id 1 --run 'touch /plain'
  other=$(plash add-layer 0 "$(mktemp -d "$HOME/image.XXXXXX")")
  plash shrink 2>/dev/null
  run --separate-stderr plash build --from-id 1 --run 'touch /plain'
  [ "$status" -eq 1 ] || answered "$output" --from-id 1 --run 'touch /plain'
}

@test "a key that stands for another container, for none, or for the same again" {
  plash map 'a key' 1
  plash create 1 touch /two
  answered "$(plash build --from-map 'a key')" --from-map 'a key'
  plash map 'a key' 2
  missed --from-map 'a key'
  assert_equal 2 "$(plash build --from-map 'a key')"
  answered 2 --from-map 'a key'
  plash map 'a key' ''
  missed --from-map 'a key'
  plash map 'a key' 2
  answered 2 --from-map 'a key'
  plash rm 2
  missed --from-map 'a key'
  run -1 plash build --from-map 'a key'
}

@test "a key with a newline is asked of a worker each time" {
  plash map $'two\nlines' 1
  assert_equal 1 "$(plash build --from-map $'two\nlines')"
  missed --from-map $'two\nlines'
}

@test "a key that changes while a build is under way: the next build follows it" {
  local pipe
  pipe=$(mktemp -u /dev/shm/plash-test.XXXXXX)
  mkfifo "$pipe"
  plash create 1 touch /two
  plash map image 1
  timeout 60 plash build --from-map image --run "cat $pipe; true" 2>/dev/null &
  # It opens as soon as the command of the layer does.
  timeout 60 sh -c 'exec 9>"$1"; plash map image 2' sh "$pipe"
  wait
  timeout 60 sh -c ': >"$1"' sh "$pipe" &
  assert_equal 2 "$(plash parent "$(timeout 60 plash build --from-map image --run "cat $pipe; true" 2>/dev/null)")"
  rm "$pipe"
  wait
}

@test "an image that is fetched again in another process is what the next build rests on" {
  mkdir image
  echo one >image/f
  tar -cf image.tar -C image .
  local url=file://$PWD/image.tar
  answered "$(plash build --from-url "$url")" --from-url "$url"
  echo two >image/f
  tar -cf image.tar -C image .
  plash build --from-url "$url" --refresh
  missed --from-url "$url"
  assert_equal two "$(plash with-mount "$(plash build --from-url "$url")" cat f)"
}

# with_busybox FILE COMMAND: runs the shell command where FILE is the host's busybox.
with_busybox() {
  unshare --mount --propagation private sh -c '
    mount --bind "$1" "$(readlink -f "$(command -v busybox)")" && eval "$2"' sh "$1" "$2"
}

# bats test_tags=as-root
@test "--from-busybox follows the host's busybox, and starts no java while it is the same" {
  only_root
  local old new
  old=$(plash build --from-busybox)
  answered "$old" --from-busybox
  cp "$(command -v busybox)" newer
  printf x >>newer
  new=$(with_busybox "$PWD/newer" 'plash build --from-busybox')
  [ "$new" != "$old" ]
  assert_equal "$old" "$(plash build --from-busybox)"
  answered "$old" --from-busybox
  assert_equal "$new" "$(with_busybox "$PWD/newer" 'plash build --from-busybox')"
}

# bats test_tags=as-root
@test "on a file system that keeps no times the content of busybox decides" {
  only_root
  local busybox
  busybox=$(command -v busybox)
  cp "$busybox" one
  { cat "$busybox" && printf x; } >two
  chmod 755 two
  touch -d @1 one two
  local first second
  first=$(with_busybox "$PWD/one" 'plash build --from-busybox')
  (forbid_java && assert_equal "$first" "$(with_busybox "$PWD/one" 'plash build --from-busybox')")
  second=$(with_busybox "$PWD/two" 'plash build --from-busybox')
  [ "$first" != "$second" ]
}

@test "records of an earlier plash, which do not say what they rest on, are not believed" {
  plash map image 1
  plash build --from-map image
  sed -i '1s/.*/plash-build 1/; /^key/d' "$PLASH_DATA"/plan/build/*from-map*
  missed --from-map image
  assert_equal 1 "$(plash build --from-map image)"
  answered 1 --from-map image
}
