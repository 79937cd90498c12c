# The machine's /bin/sh: every supported shell starts and builds, and mounts nothing on the host.
# bats file_tags=as-root
load lib/helper

setup() {
  world_reset
  only_root
  gate 'cannot make mount namespaces' unshare -m true
}

teardown() {
  world_clean
}

# as_sh SHELL SCRIPT: runs bash's SCRIPT where SHELL is /bin/sh, in a mount namespace that is thrown away.
# `mounts` prints how many mounts there are in it.
as_sh() {
  gate "no $1" command -v "$1"
  unshare -m --propagation private bash -c '
    set -e
    mounts() { grep -c . /proc/self/mountinfo; }
    mount --bind "$(command -v "$1")" "$(readlink -f /bin/sh)"
    eval "$2"' bash "$1" "$2"
}

# is_supported SHELL: what people do all day, as root.
is_supported() {
  run -0 --separate-stderr as_sh "$1" '
    before=$(mounts)
    plash run 1 true
    SECRET=s A=$'"'two\nlines'"' PLASH_EXPORT=A plash run 1 B=1 sh -c '"'"'echo "$A $B${SECRET-}"'"'"'
    env A-B=1 OPTIND=2 "BASH_FUNC_f%%=() { :; }" plash run 1 env | grep -c -e A-B -e BASH_FUNC -e OPTIND || :
    plash build --from-id 1 --run "echo built >/a" --layer --run "cat /a"
    plash --from-id 1 --run "echo built >/a" -- cat /a
    plash with-mount 2 cat a
    plash export-tar 2 - | tar -xO ./a
    plash create 1 touch /b
    plash runopts -c 2 cat /a
    status=0; plash run 1 sh -c "exit 7" || status=$?; echo "status $status"
    status=0; plash run 1 nosuchprogram 2>/dev/null || status=$?; echo "status $status"
    plash run 1 sh -c "cat <&5" 5<<<five
    status=0; timeout --preserve-status -s QUIT 2 plash build --from-id 1 --run "sleep 300" 2>/dev/null || status=$?
    echo "status $status"
    env --ignore-signal=HUP plash --from-id 1 --run "true hup" -- sed -n "s/^SigIgn:.*\(.\)/\1/p" /proc/self/status
    plash build --from-id 1 --run "sleep 300 & :" 2>&1 >/dev/null | grep -c "ended the processes"
    [ "$before" = "$(mounts)" ] && echo "$(ls "$PLASH_DATA/mnt")no mounts left"'
  assert_equal "$(printf '%s\n' two 'lines 1' 0 3 built built built 4 built 'status 7' 'status 127' five 'status 131' 1 1 \
    'no mounts left')" "$output"
}

@test "dash is supported" {
  is_supported dash
}

@test "bash is supported" {
  is_supported bash
}

@test "busybox is supported" {
  is_supported busybox
}

@test "mksh is supported" {
  is_supported mksh
}

@test "yash is supported" {
  is_supported yash
}

@test "zsh is supported" {
  is_supported zsh
}

@test "every supported shell starts a container for an ordinary user" {
  local shell stage
  gate 'no newuidmap' command -v newuidmap
  stage=$(mktemp -d /var/tmp/plash-test.XXXXXX)
  chmod 755 "$stage"
  chown nobody "$stage"
  printf 'nobody:3000000:65536\n' >"$stage/ranges"
  cd /
  for shell in dash bash busybox mksh yash zsh; do
    HOME=$stage PLASH_DATA=$stage/data.$shell run -0 as_sh "$shell" '
      mount --bind "$HOME/ranges" /etc/subuid
      mount --bind "$HOME/ranges" /etc/subgid
      before=$(mounts)
      as_nobody() { setpriv --reuid nobody --regid nogroup --clear-groups "$@"; }
      as_nobody plash --from-busybox --run "chown 5:6 /bin" -- stat -c "%u %g" /bin 2>/dev/null
      as_nobody plash with-mount 2 stat -c "%u %g" bin
      as_nobody plash sudo id -u
      [ "$before" = "$(mounts)" ] && echo "no mounts left"'
    assert_equal "$shell"$'\n5 6\n5 6\n0\nno mounts left' "$shell"$'\n'"$output"
  done
  rm -rf "$stage"
}

@test "a shell that loses its way is refused in one line" {
  local words
  for words in 'run 1 true' 'build --from-id 1 --run true' 'with-mount 1 true' 'help'; do
    run -0 --separate-stderr as_sh ksh93 '
      before=$(mounts) status=0
      plash '"$words"' || status=$?
      [ "$before" = "$(mounts)" ] && echo "status $status"'
    assert_equal 'status 125' "$output"
    assert_equal 1 "$(wc -l <<<"$stderr")"
    assert_contains "$stderr" 'plash error: this /bin/sh cannot run plash'
  done
}

@test "a plan for entering namespaces that enters none is not believed" {
  local entry
  plash run 1 true
  namespaces_entry
  sed -i "s/^namespaces_words=.*/namespaces_words=env/" "$entry"
  run -0 --separate-stderr unshare -m --propagation private bash -c '
    before=$(grep -c . /proc/self/mountinfo)
    for words in "run 1 true" "with-mount 1 true" "export-tar 1 -"; do
      status=0
      plash $words || status=$?
      echo "status $status"
    done
    [ "$before" = "$(grep -c . /proc/self/mountinfo)" ] && echo "no mounts left"'
  assert_equal $'status 125\nstatus 125\nstatus 125\nno mounts left' "$output"
  assert_equal 3 "$(grep -c '^plash error: .*not in a mount namespace of its own' <<<"$stderr")"
}

@test "a descriptor that the caller gave to the program is not plash's to take" {
  run -0 plash run 1 sh -c 'cat <&9; cat <&7' 9<<<nine 7<<<seven
  assert_equal $'nine\nseven' "$output"
  assert_refused 125 'descriptors 3 to 9 are all in use' \
    plash run 1 true 3</dev/null 4</dev/null 5</dev/null 6</dev/null 7</dev/null 8</dev/null 9</dev/null
}
