# Kinds of unions: by the kernel, by fuse-overlayfs, by unionfs-fuse.
load lib/helper
load lib/doctor
load lib/union

setup() {
  world_reset
  unions_make
}

teardown() {
  world_clean
  user_clean
}

# stored LAYER: fails unless LAYER is stored as the kernel's overlay reads it.
stored() {
  assert_equal '0 0 character special file' "$(stat -c '%t %T %F' "$1/gone")"
  assert_equal '0 0 character special file' "$(stat -c '%t %T %F' "$1/old/deep/f")"
  python3 -c 'import os, sys; assert os.getxattr(sys.argv[1], "user.overlay.opaque") == b"y"' "$1/d"
  assert_equal '' "$(find "$1" -name '.wh*' -o -name '.unionfs*')"
}

# kind_builds KIND: builds by KIND as root and as a user, and shows the container by all kinds.
kind_builds() {
  local who data id other
  fuse_require fuse-overlayfs
  fuse_require "$1"
  for who in as_root as_user; do
    data=$place/root/data
    [ "$who" = as_root ] || data=$place/home/data
    echo "$1" >"$data/config/union_taste"
    "$who" "$fuse" sh "$place/build"
    [ "$status" -eq 0 ]
    id=$output
    stored "$data/index/$id/_data/root"
    for other in "$1" overlay fuse-overlayfs unionfs-fuse; do
      [ "$other" != unionfs-fuse ] || command -v unionfs >/dev/null || continue
      echo "$other" >"$data/config/union_taste"
      "$who" "$fuse" sh "$place/show" "$id"
      assert_equal "$shown" "$output"
    done
    assert_equal '' "$(ls -A "$data/mnt")"
  done
  assert_equal '' "$(pgrep -f '(fuse-overlayfs|unionfs) .*plashtmp_' || :)"
}

@test "layers built by fuse-overlayfs, by root and by a user, are read by all kinds" {
  kind_builds fuse-overlayfs
}

@test "layers built by unionfs-fuse, by root and by a user, are read by all kinds" {
  kind_builds unionfs-fuse
}

@test "a run by fuse-overlayfs keeps its process id, holds no pipe open, and leaves no server" {
  fuse_require fuse-overlayfs
  echo fuse-overlayfs >"$place/home/data/config/union_taste"
  # shellcheck disable=SC2016 # for the inner shell
  as_user "$fuse" sh -c '
    plash run 1 sh -c "exit 7"; echo "$?"
    { plash run 1 sh -c "kill -TERM \$\$"; echo "$?"; } 2>/dev/null
    sh -c "echo \$\$; exec plash run 1 sh -c \"echo \\\$\\\$\"" | uniq | wc -l
    echo in | plash run 1 cat
    plash run 1 sh -c "grep \" / / \" /proc/self/mountinfo | tail -1" | cut -d " " -f 9'
  assert_equal $'7\n143\n1\nin\nfuse.fuse-overlayfs' "$output"
  for ((i = 0; i < 100; i++)); do
    pgrep -u 54321 fuse-overlayfs >/dev/null || break
    sleep 0.1
  done
  [ "$i" -lt 100 ]
}

@test "a layer whose FUSE server ends before the layer does is not kept" {
  fuse_require fuse-overlayfs
  echo fuse-overlayfs >"$place/root/data/config/union_taste"
  # The server is a process of the layer's pid namespace, so a hostile layer can end it, too.
  as_root "$fuse" plash build --from-id 1 --run 'touch /a; for p in /proc/[0-9]*; do
    case $(cat $p/cmdline) in fuse-overlayfs*|/usr/bin/fuse-overlayfs*) kill -9 ${p#/proc/} ;; esac; done; true'
  [ "$status" -eq 1 ]
  assert_equal '' "$output"
  assert_contains "$stderr" 'plash error: '
  assert_equal 1 "$(grep -c 'plash error' <<<"$stderr")"
  assert_equal $'0\n1' "$(ls "$place/root/data/index")"
  assert_equal '' "$(ls -A "$place/root/data/tmp")"
  as_root "$fuse" plash build --from-id 1 --run 'touch /a'
  [ "$status" -eq 0 ]
}

@test "what a layer by FUSE leaves running is ended, and what it wrote before is kept" {
  fuse_require fuse-overlayfs
  echo fuse-overlayfs >"$place/root/data/config/union_taste"
  as_root "$fuse" plash build --from-id 1 --run '(echo early >/early; exec sleep 1000) & sleep 0.5'
  assert_contains "$stderr" 'plash: ended the processes that the layer left running'
  assert_equal early "$(cat "$place/root/data/index/$output/_data/root/early")"
  as_root "$fuse" plash build --from-id 1 --run true
  [[ $stderr != *'left running'* ]]
}

@test "create and runopts with changes work by FUSE, and clean spares what is used" {
  fuse_require fuse-overlayfs
  echo fuse-overlayfs >"$place/home/data/config/union_taste"
  fifo=$(mktemp -u /tmp/plash-test.XXXXXX)
  mkfifo "$fifo"
  chmod 666 "$fifo"
  # shellcheck disable=SC2016 # for the inner shell
  fifo=$fifo as_user "$fuse" sh -c '
    plash create 1 sh -c "echo made >/made; rm /bin/env"
    plash run 2 sh -c "cat /made; ls /bin/env" 2>&1
    plash runopts -c 1 -d "$HOME/a b,c" sh -c "echo kept >/kept; rm /bin/env"
    cat "$HOME/a b,c/data/kept"
    plash run 1 sh -c "(read -r go <\"$fifo\"; touch /late && echo written >\"$fifo\") >/dev/null 2>&1 &"
    plash clean 2>/dev/null | grep removed_tmp
    echo >"$fifo"
    cat "$fifo"
    while pgrep -u 54321 fuse-overlayfs >/dev/null; do sleep 0.1; done
    plash clean 2>/dev/null | grep removed_tmp'
  assert_contains "$output" $'2\nmade\n'
  assert_contains "$output" 'No such file or directory'
  assert_contains "$output" $'\nkept\n'
  assert_contains "$output" $'removed_tmpdirs: 2\nwritten\nremoved_tmpdirs: 1'
  rm "$fifo"
}

@test "a kind of union that is not there, or that fails, is one error that names it" {
  echo unionfs-fuse >"$PLASH_DATA/config/union_taste"
  link_farm
  rm -f bin/unionfs bin/unionfs-fuse bin/fuse-overlayfs
  assert_refused 1 'cannot unite layers by unionfs-fuse, which config/union_taste of' plash build --from-id 1 --run true
  assert_contains "$stderr" 'unionfs-fuse is not installed'
  assert_contains "$stderr" 'plash: install unionfs-fuse, or have the kind chosen: echo auto | plash data tee config/union_taste'
  assert_refused 125 'unionfs-fuse is not installed' plash run 1 true
  assert_refused 125 'unionfs-fuse is not installed' plash with-mount 1 true
  plash sudo true
  printf '#!/bin/sh\necho "fuse: no such luck" >&2\nexit 1\n' >bin/fuse-overlayfs
  chmod +x bin/fuse-overlayfs
  echo fuse-overlayfs >"$PLASH_DATA/config/union_taste"
  assert_refused 125 'cannot mount fuse-overlayfs: fuse: no such luck' plash run 1 true
  nothing_half_made
  echo auto >"$PLASH_DATA/config/union_taste"
  forbid_java
  run -125 plash run 1 true # what was found is of another taste
  unset -f java
}
