# Places where plash may be started, one function each, and the cell that is tried there. t/environments says what is
# expected. `load lib/places`, after lib/helper, lib/inside, lib/image and lib/engine.

# places_begin: call from setup_file. Makes, at places, `tree`: a root directory without programs, which are the
# host's (lib/inside), with the users root and joe. places_homes is where containers see the homes. To root it gives a
# FUSE device that everybody may open.
places_begin() {
  local name
  export places places_homes=/home
  places=$(mktemp -d /var/tmp/plash-places.XXXXXX)
  chmod 755 "$places"
  mkdir -p "$places"/tree/{dev,etc,home/joe,proc,root,run,sys,usr,var/lib}
  mkdir -m 1777 "$places"/tree/{tmp,var/tmp}
  for name in bin sbin lib lib64; do
    [ ! -d "/$name" ] || cp -P "/$name" "$places/tree" 2>/dev/null || mkdir "$places/tree/$name"
  done
  printf '%s\n' root:x:0:0::/root:/bin/sh joe:x:41000:41000::/home/joe:/bin/sh >"$places/tree/etc/passwd"
  printf '%s\n' root:x:0: joe:x:41000: >"$places/tree/etc/group"
  echo joe:2000000:65536 | tee "$places/tree/etc/subuid" >"$places/tree/etc/subgid"
  : >"$places/tree/etc/resolv.conf"
  tar -C "$places/tree" --owner 0 --group 0 -cf "$places/tree.tar" .
  if [ "$(id -u)" -eq 0 ]; then
    chown 41000:41000 "$places/tree/home/joe"
    mknod -m 666 "$places/fuse" c 10 229
    mkdir -p "$places/tree$inside_plash"
  else
    home_directory
    places_homes=$shared
  fi
}

# places_end: call from teardown_file.
places_end() {
  [ "$places_homes" = /home ] || inside_namespace rm -rf "$places_homes"
  rm -rf --one-file-system "$places"
}

# place_begin: call from setup. Sets who to the one of `root` and `user` that starts the test.
place_begin() {
  local path
  who=root
  [ "$(id -u)" -eq 0 ] || who=user
  world_reset
  unset PLASH_DATA
  place_binds=() place_volumes=()
  inside_begin
  for path in /usr "${inside_paths[@]}"; do
    [ ! -L "$path" ] || continue # of the tree too
    place_binds+=(-m "$path")
    place_volumes+=(--volume "$path:$path:ro")
  done
  cd /
  if [ "$places_homes" = /home ]; then
    rm -rf "$places"/tree/{home,root,var/lib}
    mkdir -p "$places"/tree/{home/joe,root,var/lib}
    chown 41000:41000 "$places/tree/home/joe"
    place_homes=$places/tree/home
  else
    inside_namespace rm -rf "$places_homes/joe"
    mkdir "$places_homes/joe"
    place_homes=$places_homes
  fi
  cp "$places/tree.tar" "$place_homes"
  # nest LEVELS KIND WORD...: runs WORD... in as many containers, one in the other; their data directories are of KIND.
  cat >"$place_homes/nest" <<END2
levels=\$1 kind=\$2
shift 2
[ "\$levels" -gt 0 ] || exec "\$@"
id=\$(PLASH_INIT_UNION_TASTE=\$kind $inside_plash/bin/plash import-tar $places_homes/tree.tar) || exit
exec $inside_plash/bin/plash runopts -c "\$id" -d "\$HOME/changes\$levels" -m /tmp -m /home -m /root -m /sys -m /dev \
  -m /proc ${place_binds[*]} sh $places_homes/nest \$((levels - 1)) "\$kind" "\$@"
END2
}

# here WHO WORD...: runs WORD... on this machine as WHO. For root the mounts end with it: homes, users and /var/lib are
# those of the tree. An ordinary user, who cannot make them, is WHO, and has a home in his own.
here() {
  local who=$1 become=()
  shift
  if [ "$(id -u)" -ne 0 ]; then
    timeout -k 5 600 env -i HOME="$places_homes/joe" TERM=dumb "${inside_words[@]}" "$@"
    return
  fi
  [ "$who" = root ] || become=(setpriv --reuid 41000 --regid 41000 --clear-groups env HOME=/home/joe)
  # shellcheck disable=SC2016 # for the inner shell
  timeout -k 5 600 unshare -m --propagation private sh -ec 'places=$1
    shift
    for name in home root var/lib etc/passwd etc/group etc/subuid etc/subgid; do
      mount --bind "$places/tree/$name" "/$name"
    done
    mount --bind "$places/fuse" /dev/fuse
    exec "$@"' sh "$places" env -i HOME=/root TERM=dumb "${inside_words[@]}" "${become[@]}" "$@"
}

place_host() {
  here "$@"
}

place_failsafe() {
  here "$1" env PLASH_NO_UNSHARE=1 "${@:2}"
}

place_ownid() {
  # shellcheck disable=SC2016 # for the inner shell
  here "$1" sh -ec 'mkdir "$HOME/bin"
    ln -s /usr/bin/* "$HOME/bin/"
    rm "$HOME/bin/newuidmap" "$HOME/bin/newgidmap"
    PATH=$HOME/bin exec "$@"' sh "${@:2}"
}

place_plash() {
  here "$1" sh "$places_homes/nest" 1 "${*: -1}" "${@:2}"
}

# place_overlay: the data directory lies on an overlay.
place_overlay() {
  here "$1" sh "$places_homes/nest" 1 overlay env PLASH_DATA=/data "${@:2}"
}

place_deep() {
  here "$1" sh "$places_homes/nest" 3 "${*: -1}" "${@:2}"
}

place_bwrap() {
  here "$1" bwrap --dev-bind / / "${@:2}"
}

place_unshare() {
  here "$1" unshare --user --map-root-user "${@:2}"
}

place_chroot() {
  local who=$1 become=()
  shift
  [ "$who" = root ] || become=(setpriv --reuid 41000 --regid 41000 --clear-groups env HOME=/home/joe)
  # shellcheck disable=SC2016 # for the inner shell
  timeout -k 5 600 unshare -m --propagation private sh -ec 'places=$1
    mount --bind "$places/tree" "$places/tree"
    shift
    while [ "$1" != -- ]; do
      mkdir -p "$places/tree$2"
      mount --rbind "$2" "$places/tree$2"
      shift 2
    done
    shift
    mount --bind "$places/fuse" "$places/tree/dev/fuse"
    exec chroot "$places/tree" "$@"' sh "$places" "${place_binds[@]}" -m /proc -m /sys -m /dev -- \
    env -i HOME=/root TERM=dumb "${inside_words[@]}" "${become[@]}" "$@"
}

place_nspawn() {
  local path words=(systemd-nspawn --quiet --register=no --keep-unit --directory "$places/tree" --as-pid2 --console=pipe)
  for path in "${place_volumes[@]}"; do
    [ "$path" = --volume ] || words+=(--bind-ro="${path%%:*}")
  done
  [ "$1" = root ] || words+=(--user=joe)
  timeout -k 5 600 "${words[@]}" --bind="$places/fuse:/dev/fuse" --property=DeviceAllow='/dev/fuse rwm' -- "${@:2}" </dev/null
}

place_podman() {
  place_engine podman "$@"
}

place_podman_admin() {
  place_engine podman --cap-add SYS_ADMIN "$@"
}

place_docker() {
  place_engine docker "$@"
}

place_docker_seccomp() {
  place_engine docker --security-opt seccomp=unconfined "$@"
}

place_docker_admin() {
  place_engine docker --cap-add SYS_ADMIN "$@"
}

# place_podman_nofuse: an empty word as the last keeps the device away.
place_podman_nofuse() {
  place_engine podman --cap-add SYS_ADMIN "$@" ''
}

# place_engine ENGINE OPTION... WHO WORD... KIND: in a container of the engine, whose data directories are in volumes,
# with a FUSE device for kinds that need one.
place_engine() {
  local name=$1 words=(--rm --network none)
  shift
  case ${*: -1} in
    *fuse*) words+=(--device "$places/fuse:/dev/fuse") ;;
  esac
  while [[ $1 == --* ]]; do
    words+=("$1" "$2")
    shift 2
  done
  engine_use "$name"
  [ "$1" = root ] || words+=(--user 41000:41000 --env HOME=/home/joe)
  shift
  timeout -k 5 600 "$name" run "${words[@]}" --volume /var/lib/plash --volume /home "${place_volumes[@]}" places:1 "$@"
}

# place_require PLACE WHO KIND: skips what this user or machine has not.
place_require() {
  [ "$2" = user ] || only_root
  case $3 in
    fuse-overlayfs) gate 'there is no fuse-overlayfs' command -v fuse-overlayfs ;;
    unionfs-fuse) command -v unionfs-fuse unionfs >/dev/null || skip 'there is no unionfs-fuse, as in Debian 13' ;;
  esac
  case $3:$(id -u) in
    overlay:* | *:0) ;;
    *) [ -w /dev/fuse ] || skip "/dev/fuse is not for this user; the one that root's run starts has another" ;;
  esac
  case $1 in
    podman* | docker*)
      only_root
      gate "${1%%_*} cannot be started here" grep -qw "${1%%_*}" <<<"$engines"
      ;;
    nspawn)
      only_root
      gate 'there is no systemd-nspawn' command -v systemd-nspawn
      ;;
    chroot) only_root ;;
    bwrap) gate 'there is no bwrap' command -v bwrap ;;
  esac
  [ "$(id -u)" -ne 0 ] ||
    gate 'plash lies in a home directory' [ "${inside_plash#/home/}" = "${inside_plash#/root/}" ]
}

# cell PLACE WHO KIND: tries it, and compares with what t/environments says. Two layers are built, the second of which
# deletes a file, replaces a directory and renames one; told are the kind of file system that the container has, what
# a run sees, and what an export has more than the image.
cell() {
  local expected type=$3 tar
  place_require "$@"
  expected=$(cell_expected "$@")
  case $expected in
    -) skip 'there is no such place' ;;
    failsafe) skip "$(cell_reason failsafe 3-)" ;;
    yes | own-id) ;;
    *)
      run --separate-stderr "place_$1" "$2" sh -ec "$cell_script" sh "$inside_plash/bin/plash" "$3"
      echo "$stderr" >&2
      assert_equal 1 "$(grep -c 'plash error:' <<<"$stderr")"
      assert_contains "$stderr" "$(cell_reason "$expected" 2)"
      skip "$(cell_reason "$expected" 3-)"
      ;;
  esac
  run --separate-stderr "place_$1" "$2" sh -ec "$cell_script" sh "$inside_plash/bin/plash" "$3"
  echo "$stderr" >&2
  [ "$3" = overlay ] || type=fuse.$3
  tar=$'> ./d/\n> ./d/g\n> ./e2/\n> ./e2/x\n> ./keep'
  assert_equal "$type"$'\n/d/g\n/e2/x\n/keep\nnew\n'"$tar"$'\nnew\nx' "$output"
  assert_equal 0 "$status"
  [ "$expected" = own-id ] || expected=yes
  assert_equal "$([ "$expected" = yes ] && echo 0 || echo 1)" "$(grep -c 'only your own user id is mapped' <<<"$stderr")"
}

# cell_expected PLACE WHO KIND: what t/environments says.
cell_expected() {
  local kinds=(overlay fuse-overlayfs unionfs-fuse) row column who=3
  [ "$2" = root ] || who=4
  row=$(grep "^$1|" "$BATS_TEST_DIRNAME/environments" | cut -d '|' -f "$who")
  for column in 0 1 2; do
    [ "$3" != "${kinds[column]}" ] || cut -d ' ' -f "$((column + 1))" <<<"$row"
  done
}

# cell_reason NAME FIELDS: what t/environments says of the reason.
cell_reason() {
  grep "^$1:" "$BATS_TEST_DIRNAME/environments" | cut -d : -f "$2"
}

# shellcheck disable=SC2016 # for sh
cell_script='plash=$1 kind=$2
export PLASH_INIT_UNION_TASTE="$kind"
id=$("$plash" build --from-busybox \
  --run "mkdir -p /d/sub /e; echo old >/d/sub/f; echo gone >/gone; echo keep >/keep; echo x >/e/x" \
  --layer --run "rm /gone; rm -r /d; mkdir /d; echo new >/d/g; mv /e /e2")
"$plash" run "$id" sh -c "awk \"\\\$2 == \\\"/\\\" { type = \\\$3 } END { print type }\" /proc/self/mounts
  ls -d /d/* /gone /keep /e /e2/* 2>/dev/null; cat /d/g"
"$plash" export-tar "$("$plash" build --from-busybox)" "$HOME/image"
"$plash" export-tar "$id" "$HOME/result"
tar -tf "$HOME/image" | sort >"$HOME/before"
tar -tf "$HOME/result" | sort >"$HOME/after"
diff "$HOME/before" "$HOME/after" | grep "^[<>]"
tar -xOf "$HOME/result" ./d/g ./e2/x'
