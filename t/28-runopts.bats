# plash runopts: options, mounts of the caller's choice, changes that are kept.
# bats file_tags=once
load lib/helper
load lib/image

setup() {
  world_reset
  # For everything that runopts reads, as a name that nothing may split, quote or expand.
  place="$HOME/a b,c:d'\"\\\$x*ü"
  mkdir "$place"
  echo content >"$place/file"
}

teardown() {
  inside_namespace rm -rf "$HOME"
  world_clean
}

@test "it runs the program in the container, by the rules of plash run" {
  run -0 plash runopts -c 1 echo hi
  assert_equal hi "$output"
  run -7 plash runopts -c 1 sh -c 'exit 7'
  run -0 plash runopts -c 1 A=1 sh -c 'echo "$A $(id -u)"'
  assert_equal '1 0' "$output"
  assert_refused 127 'cmdnotfound: command not found' plash runopts -c 1 cmdnotfound
  run -3 plash runopts -c 1 <<<'exit 3'
  run -0 sh -c 'echo $$; exec plash runopts -c 1 sh -c "echo \$\$"'
  assert_equal "${lines[0]}" "${lines[1]}"
  PLASH_EXPORT=B B=2 SECRET=3 run -0 plash runopts -c 1 sh -c 'echo $B $SECRET'
  assert_equal 2 "$output"
}

@test "options are parsed as getopt does it" {
  run -0 plash runopts -c1 -- echo joined
  assert_equal joined "$output"
  run -0 plash runopts -c 99 -c 1 echo last wins
  assert_equal 'last wins' "$output"
  run -0 plash runopts -c 1 echo -c 2 -- -m
  assert_equal '-c 2 -- -m' "$output"
  assert_refused 127 '-c: command not found' plash runopts -c 1 -- -c 2
  run -0 plash runopts "-m$place" -c1 cat "$place/file"
  assert_equal content "$output"
}

@test "wrong options are refused in the words of 2018" {
  assert_refused 1 'plash error: runopts: missing -c option' plash runopts
  assert_refused 1 'plash error: runopts: missing -c option' plash runopts -m /tmp true
  assert_refused 1 'plash error: runopts: missing -c option' plash runopts true -c 1
  assert_refused 1 'plash error: runopts: option -x not recognized' plash runopts -c 1 -x true
  assert_refused 1 'plash error: runopts: option -c requires argument' plash runopts -c
  assert_refused 1 'plash error: runopts: option -d requires argument' plash runopts -c 1 -d
  assert_refused 1 'plash error: runopts: option -m requires argument' plash runopts -c 1 -m
  assert_refused 1 "plash error: no container '99'" plash runopts -c 99 true
  assert_refused 1 "plash error: container id must be integer, got 'xx'" plash runopts -c xx true
  assert_refused 1 'special root container' plash runopts -c 0 true
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "nothing of the host is there, and the root is read-only" {
  run -0 plash runopts -c 1 ls -a /tmp /home /proc
  assert_equal $'/home:\n.\n..\n\n/proc:\n.\n..\n\n/tmp:\n.\n..' "$output"
  run -1 --separate-stderr plash runopts -c 1 touch /new
  assert_contains "$stderr" 'Read-only file system'
  run -1 --separate-stderr plash runopts -c 1 rm /bin/ls
}

@test "-m binds files and directories, with what is mounted below them" {
  run -0 plash runopts -c 1 -m "$place" ls "$place"
  assert_equal file "$output"
  run -0 plash runopts -c 1 -m /etc/passwd cat /etc/passwd
  assert_equal "$(cat /etc/passwd)" "$output"
  run -0 plash runopts -c 1 -m "$place/file" sh -c 'cat "$1"; echo more >>"$1"; ls "${1%/*}"' x "$place/file"
  assert_equal $'content\nfile' "$output"
  assert_equal $'content\nmore' "$(cat "$place/file")"
  run -0 plash runopts -c 1 -m /dev -m /proc sh -c 'echo x >/dev/null; cat /proc/self/comm'
  assert_equal cat "$output"
}

@test "-m takes paths relative to the working directory" {
  cd "$place"
  run -0 plash runopts -c 1 -m file cat "$place/file"
  assert_equal content "$output"
  cd "${place%/*}"
  run -0 plash runopts -c 1 -m "${place##*/}/../${place##*/}" ls "$place"
  assert_equal file "$output"
}

@test "a working directory that is mounted is kept" {
  cd "$place"
  run -0 plash runopts -c 1 -m "$place" pwd
  assert_equal "$place" "$output"
  run -0 plash runopts -c 1 pwd
  assert_equal / "$output"
}

@test "mounts are made in their order, one over the other" {
  mkdir "$place/sub"
  echo sub >"$place/sub/file"
  run -0 plash runopts -c 1 -m "$place" -m "$place/sub" cat "$place/sub/file" "$place/file"
  assert_equal $'sub\ncontent' "$output"
  run -0 plash runopts -c 1 -m "$place/sub" -m "$place" cat "$place/sub/file" "$place/file"
  assert_equal $'sub\ncontent' "$output"
  run -0 plash runopts -c 1 -m "$place" -m "$place" cat "$place/file"
}

@test "a path that the host has not is refused" {
  assert_refused 1 "cannot mount $place/none: no such file or directory" plash runopts -c 1 -m "$place/none" true
  ln -s none "$place/dangling"
  assert_refused 1 "cannot mount $place/dangling" plash runopts -c 1 -m "$place/dangling" true
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "-m onto what is another kind of file in the image is refused" {
  local id
  id=$(plash create 1 sh -c 'mkdir -p "$1/file"; rm -rf "$1/sub"; echo x >"$1/sub"' x "$place" 2>/dev/null)
  mkdir "$place/sub"
  assert_refused 1 "cannot mount $place/file in container $id: there is no file at that place in the image" \
    plash runopts -c "$id" -m "$place/file" true
  assert_refused 1 "cannot mount $place/sub in container $id: there is no directory at that place in the image" \
    plash runopts -c "$id" -m "$place/sub" true
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "-d keeps changes in DIR/data, where the next start sees them" {
  local changes=$place/changes
  run -0 plash runopts -c 1 -d "$changes" sh -c 'echo kept >/kept; rm /bin/ls; mkdir -m 700 /dir; echo x >>/etc/passwd'
  assert_equal kept "$(cat "$changes/data/kept")"
  assert_equal 700 "$(stat -c %a "$changes/data/dir")"
  run -0 plash runopts -c 1 -d "$changes" cat /kept
  assert_equal kept "$output"
  run -1 plash runopts -c 1 -d "$changes" [ -e /bin/ls ]
  run -1 plash runopts -c 1 [ -e /kept ]
  run -0 plash runopts -c 1 ls /bin/ls
  cd "$place"
  run -0 plash runopts -c 1 -d other -d changes cat /kept
  [ ! -e other ]
}

@test "-d makes a directory that is not there, with its parents, and / keeps its mode" {
  image_begin
  chmod 711 "$image_tree"
  image_import
  run -0 plash runopts -c "$image" -d "$place/deep/er" stat -c %a /
  assert_equal 711 "$output"
  [ -d "$place/deep/er/data" ]
}

@test "-d and -m go together" {
  run -0 plash runopts -c 1 -d "$place/changes" -m "$place/file" -m /tmp sh -c 'cat "$1"; touch /new' x "$place/file"
  assert_equal content "$output"
  [ -e "$place/changes/data/new" ]
}

@test "the host's mounts stay as they are, and the scratch directory is named after the process" {
  local before pid
  before=$(grep -c . /proc/mounts)
  pid=$(sh -c 'echo $$; exec plash runopts -c 1 -m /tmp -d "$1" true' sh "$place/changes")
  assert_equal "$before" "$(grep -c . /proc/mounts)"
  [ -n "$(ls -d "$PLASH_DATA"/tmp/plashtmp_*_"${pid}"_*)" ]
}

@test "-d that cannot be made is refused" {
  assert_refused 1 'plash error: cannot prepare a start of container 1' \
    plash runopts -c 1 -d "$place/file/below" true
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}

@test "-m onto a link of the image never leads to the host" {
  gate 'no /opt here' test -d /opt
  mkdir "$place/canary"
  image_begin
  ln -s "$place/canary" "$image_tree/opt"
  image_import
  run plash runopts -c "$image" -d "$place/changes" -m /opt sh -c 'mkdir -p "$1" && echo x >"$1/x"' x "$place/canary"
  assert_equal '' "$(ls "$place/canary")"
}

@test "changes are not kept in a data directory, but in its tmp" {
  local name before
  before=$(ls "$PLASH_DATA" "$(plash nodepath 1)/_data/root")
  for name in '' / /tmp /layer/0 /layer/0/1/_data/root /layer/0/1/_data/root/new/er /lower/1 /new; do
    assert_refused 1 'it lies in the data directory' plash runopts -c 1 -d "$PLASH_DATA$name" true
  done
  ln -s "$PLASH_DATA/layer" "$HOME/link"
  assert_refused 1 'it lies in the data directory' plash runopts -c 1 -d "$HOME/link/x" true
  assert_equal "$before" "$(ls "$PLASH_DATA" "$(plash nodepath 1)/_data/root")"
  run -0 plash runopts -c 1 -d "$PLASH_DATA/tmp/mine" touch /new
  [ -e "$PLASH_DATA/tmp/mine/data/new" ]
}
