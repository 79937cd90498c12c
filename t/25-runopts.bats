# plash runopts: options, chosen mounts, kept changes, a read-only root.
load lib/helper
load lib/image

setup() {
  world_reset
  shared_directory
}

teardown() {
  shared_clean
  world_clean
}

@test "without options and with wrong ones it is refused, status 1" {
  assert_refused 1 'plash error: runopts: missing -c option' plash runopts
  assert_refused 1 'plash error: runopts: missing -c option' plash runopts true
  assert_refused 1 'plash error: runopts: missing -c option' plash runopts -- -c 1 true
  assert_refused 1 'plash error: runopts: option -x not recognized' plash runopts -x
  assert_refused 1 'plash error: runopts: option -x not recognized' plash runopts -c 1 -xc true
  assert_refused 1 'plash error: runopts: option -c requires argument' plash runopts -c
  assert_refused 1 'plash error: runopts: option -d requires argument' plash runopts -c 1 -d
  assert_refused 1 'plash error: runopts: option -m requires argument' plash runopts -c 1 -m
  nothing_half_made
}

@test "what is no container is refused, status 1" {
  assert_refused 1 "plash error: no container '99'" plash runopts -c 99 true
  assert_refused 1 "plash error: no container '01'" plash runopts -c 01 true
  assert_refused 1 "plash error: container id must be integer, got 'x'" plash runopts -c x true
  assert_refused 1 "plash error: container id must be integer, got ''" plash runopts -c '' true
  assert_refused 1 'plash error: container must not be the special root container' plash runopts -c 0 true
}

@test "options end at the first word that is none, or at --" {
  assert_equal '-c 2' "$(plash runopts -c 1 echo -c 2)"
  assert_equal '-m x' "$(plash runopts -c 1 -- echo -m x)"
  assert_equal '--' "$(plash runopts -c 1 -- echo --)"
  assert_refused 127 'plash error: -c: command not found' plash runopts -c 1 -- -c 1
  assert_refused 127 'plash error: -: command not found' plash runopts -c 1 -
}

@test "a value may be joined to its letter, and the last -c counts" {
  assert_equal ran "$(plash runopts -c1 echo ran)"
  assert_equal ran "$(plash runopts -c 99 -c 1 echo ran)"
  assert_refused 1 "no container '99'" plash runopts -c 1 -c99 echo ran
}

@test "the program is like one of run: status, stdin, process, environment" {
  run -42 plash runopts -c 1 sh -c 'exit 42'
  assert_refused 127 'plash error: cmdnotfound: command not found' plash runopts -c 1 cmdnotfound
  assert_refused 126 'plash error: /etc: not executable' plash runopts -c 1 /etc
  assert_equal hello "$(echo hello | plash runopts -c 1 cat)"
  assert_equal fromshell "$(echo 'echo fromshell' | plash runopts -c 1)"
  run -0 sh -c 'echo $$; exec plash runopts -c 1 -m /proc sh -c "echo \$\$"'
  assert_equal "${lines[0]}" "${lines[1]}"
  assert_equal 101 "$(plash runopts -c 1 MYV=101 sh -c 'echo "$MYV"')"
  cd /
  assert_equal "$(LEAK=1 HOME=/x plash run 1 env)" "$(LEAK=1 HOME=/x plash runopts -c 1 env)"
}

@test "nothing of the host is mounted that is not asked for" {
  run -0 plash runopts -c 1 ls -A /tmp /home /proc /sys
  assert_equal $'/home:\n\n/proc:\n\n/sys:\n\n/tmp:' "$output"
  assert_equal / "$(plash runopts -c 1 pwd)"
}

@test "-m binds a directory with all that is mounted below, writable" {
  echo in >"$shared/in"
  run -0 plash runopts -c 1 -m "$shared" sh -c 'cat "$1/in"; echo out >"$1/out"' sh "$shared"
  assert_equal in "$output"
  assert_equal out "$(cat "$shared/out")"
  gate 'no /dev/shm here' mountpoint -q /dev/shm
  assert_equal "$(stat -c %i /dev/shm)" "$(plash runopts -c 1 -m /dev stat -c %i /dev/shm)"
}

@test "-m binds a file" {
  cmp /etc/passwd <(plash runopts -c 1 -m /etc/passwd cat /etc/passwd)
  run ! cmp -s /etc/passwd <(plash runopts -c 1 cat /etc/passwd)
}

@test "-m may be repeated, and a later one lies on top of an earlier one" {
  mkdir "$shared/a" "$shared/a/b" "$shared/c"
  touch "$shared/a/b/x" "$shared/c/y"
  assert_equal $'x\ny' "$(plash runopts -c 1 -m "$shared/a/b" -m "$shared/c" ls "$shared/a/b" "$shared/c" | grep -x '[xy]')"
  assert_equal x "$(plash runopts -c 1 -m "$shared/a" -m "$shared/a/b" ls "$shared/a/b")"
}

@test "-m takes a path with odd letters, and one relative to the working directory" {
  local odd="$shared/"$'a b\t#,:\\"\'\303\274\nc'
  mkdir "$odd"
  touch "$odd/x"
  assert_equal x "$(plash runopts -c 1 -m "$odd" ls "$odd")"
  cd "$shared"
  mkdir rel
  touch rel/y
  assert_equal y "$(plash runopts -c 1 -m rel ls "$shared/rel")"
}

@test "-m of what is not there is refused" {
  assert_refused 1 "plash error: cannot mount $shared/none: no such file or directory" \
    plash runopts -c 1 -m "$shared/none" true
}

@test "-m of a place that the image lacks makes it; the image stays as it is" {
  mkdir -p "$shared/deep/er"
  touch "$shared/deep/er/x" "$shared/file"
  assert_equal x "$(plash runopts -c 1 -m "$shared/deep/er" ls "$shared/deep/er")"
  run -0 plash runopts -c 1 -m "$shared/file" ls "$shared/file"
  run -1 plash runopts -c 1 ls "$shared"
}

@test "-m onto a link of the image never leads to the host" {
  image_begin
  mkdir -p "$image_tree/etc" "$shared/canary"
  ln -s "$shared/canary" "$image_tree/opt"
  image_import
  gate 'no /opt here' test -d /opt
  run plash runopts -c "$image" -m /opt sh -c "echo x >$shared/canary/x"
  assert_equal '' "$(ls "$shared/canary")"
}

@test "without -d the root is read-only, and no changes are kept" {
  run -1 plash runopts -c 1 touch /new
  run -1 plash runopts -c 1 rm /bin/ls
  run -0 plash runopts -c 1 ls /bin/ls
}

@test "-d keeps changes in CHANGESDIR/data, and finds them again" {
  local changes=$HOME/not/yet
  plash runopts -c 1 -d "$changes" sh -c 'echo kept >/new; rm /etc/group'
  assert_equal kept "$(cat "$changes/data/new")"
  assert_equal kept "$(plash runopts -c 1 -d "$changes" cat /new)"
  run -1 plash runopts -c 1 -d "$changes" ls /etc/group
  run -0 plash runopts -c 1 ls /etc/group
  run -1 plash runopts -c 1 cat /new
}

@test "-d takes a path with odd letters, a relative one, and the last one counts" {
  plash runopts -c 1 -d 'a b,c:d\e"f' touch /new
  [ -f 'a b,c:d\e"f/data/new' ]
  plash runopts -c 1 -d first -dsecond touch /new
  [ -f second/data/new ]
  [ ! -e first ]
}

@test "-d that can not be made is refused" {
  touch file
  assert_refused 1 'plash error: cannot prepare a start of container 1' plash runopts -c 1 -d file/below true
}

@test "the host's mounts stay as they are" {
  local before
  before=$(cat /proc/mounts)
  plash runopts -c 1 -d "$HOME/changes" -m /tmp -m /etc/passwd true
  assert_equal "$before" "$(cat /proc/mounts)"
}
