# Archives that are after what lies outside of the image: lib/hostile_tars.py has what is in each. Each is
# refused or ends up inside, as listed here; what they aim at stays as it is, to the byte and the second.
# bats file_tags=as-root
load lib/helper
load lib/web

setup() {
  world_reset
  gate 'python3 is not installed' command -v python3
  busybox=$PLASH_DATA/index/1/_data/root/bin/busybox
  outside=$BATS_TEST_TMPDIR/outside
  mkdir -p "$outside"/{dir,etc}
  echo canary | tee "$outside"/{file,dir/file,etc/resolv.conf} >/dev/null
  ln -s file "$outside/link"
  chmod 640 "$outside/file"
  find "$outside" -depth -exec touch -h -d @1000000000 {} +
}

teardown() {
  web_stop
  world_clean
}

# outside_now: all about the files outside: names, kinds, modes, owners, sizes, times, contents.
outside_now() {
  find "$outside" -printf '%p %y %m %U %G %s %n %i %T@ %C@ %l\n' | sort
  find "$outside" -type f -exec sha256sum {} + | sort
  find "$PLASH_DATA" "$HOME" -name evil ! -path '*/_data/root/*' 2>/dev/null
  stat -L -c '%i %s %a %Y' /etc/resolv.conf 2>&1
}

# away WORD...: runs it, at most a minute; as root where /home and /root are not those of the machine.
away() {
  if [ "$(id -u)" -eq 0 ]; then
    unshare --mount sh -c 'mount -t tmpfs none /home && mount -t tmpfs none /root && exec "$@"' sh timeout 60 "$@"
  else
    timeout 60 "$@"
  fi
}

# refused: the import failed, saying so in one line, and nothing of it is left.
refused() {
  assert_equal '1 ' "$status $output"
  assert_equal 1 "$(grep -c '^plash error: ' <<<"$stderr")"
  [[ $stderr != *'at io.plash'* && $stderr != *Exception* ]]
  assert_equal "$containers" "$(ls "$PLASH_DATA/index")"
  nothing_half_made
}

# taken NAME: it is a container, and programs start in it, unless nothing at all is in it.
taken() {
  local id=$output
  assert_equal 0 "$status"
  case $1 in
    *)
      run -0 --separate-stderr away plash run "$id" echo started
      assert_equal started "$output"
      ;;
  esac
  nothing_half_made
}

# built_on ID NAME: a layer is built on it, or there is one error where it has no shell or no place for /proc.
built_on() {
  run --separate-stderr away plash build --from-id "$1" --run 'echo x | cat'
  [ "$status" -eq 0 ] || {
    assert_equal '1 1' "$status $(grep -c '^plash error: ' <<<"$stderr")"
    [[ $2 == mounts-as-* || $2 == sh-as-* ]]
  }
  nothing_half_made
}

# hostile FAMILY...: writes the archives of the families into the test's directory tars, sets before.
hostile() {
  python3 "$BATS_TEST_DIRNAME/lib/hostile_tars.py" "$BATS_TEST_TMPDIR/tars" "$busybox" "$outside" "$@"
  before=$(outside_now)
}

# family NAME TAKEN...: of the archives of the family, those named are taken, all others are refused;
# either=NAME may be either.
family() {
  local archive name containers id
  hostile "$1"
  for archive in "$BATS_TEST_TMPDIR/tars/$1"/*; do
    name=${archive##*/}
    echo "archive: $name" >&2
    containers=$(ls "$PLASH_DATA/index")
    run --separate-stderr away plash import-tar "$archive"
    id=$output
    case " ${*:2} " in
      *" $name "*)
        taken "$name"
        [ "$1" != places ] || built_on "$id" "$name"
        ;;
      *" either=$name "*) if [ "$status" -eq 0 ]; then taken "$name"; else refused; fi ;;
      *) refused ;;
    esac
    assert_equal "$before" "$(outside_now)"
  done
}

@test "names that lead out of the image are refused, odd ones are just names" {
  family names absolute absolute-directory absolute-two-slashes blanks dotdot-backslash dotdot-percent escape \
    gnu-long-absolute gnu-long-nul-inside newline no-utf8 option pax-path-absolute pax-path-nul
}

@test "nothing is written through symbolic links of the archive" {
  # A folder that takes the place of a link may get the inode that tar had for the link, which confuses it.
  family links file-over-link file-over-link-mode file-through-dot link-over-folder-later-times mtime-of-link \
    either=folder-over-link either=folder-link-folder
}

@test "hard links lead to files of the archive only" {
  family hardlinks over-link to-link to-link-mode
}

@test "an image without the usual directories, or with others in their place, harms nothing when it runs" {
  family places dot-of-others dot-with-all-modes dot-without-mode etc-as-{fifo,file,link,link-to-etc,link-up} \
    etc-of-others etc-without-mode mounts-as-{fifos,links,links-to-each-other,links-to-file,links-to-none,links-up} \
    mounts-as-whiteouts passwd-{fifo,link} resolv-{device,fifo,folder,link,link-up,whiteout} sh-as-{fifo,link}
}

@test "devices, modes, owners, times and attributes count inside only" {
  local owners=()
  [ "$(id -u)" -ne 0 ] || owners=(owner-2-31 owner-beyond)
  family attributes acl-through-link aufs-names disk memory mtime-huge mtime-negative "${owners[@]}" setuid xattr-acl \
    xattr-capability xattr-capability-junk xattr-huge xattr-long-name xattr-overlay xattr-overlay-escaped \
    xattr-overlay-root xattr-security xattr-through-link
}

@test "sizes that lie and members of odd types are refused or harmless, and fill no disk" {
  family sizes pax-all-zeros sparse-overlapping sparse-terabyte type-contiguous type-dumpdir type-dumpdir-rename \
    type-unknown type-volume v7
  [ "$(inside_namespace du -sk "$PLASH_DATA" | cut -f 1)" -lt 100000 ]
}

@test "what holds the archive can lie, too, and what holds none is refused" {
  family containers bomb bzip2-two-streams gzip-name-dotdot
}

@test "archives that come over http are no more dangerous" {
  local name containers
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}"
  hostile names links hardlinks places
  web_start
  cp -r "$BATS_TEST_TMPDIR/tars/." "$web_root"
  : >"$web_root.log"
  before=$(outside_now)
  containers=$(ls "$PLASH_DATA/index")
  for name in names/dotdot-far names/pax-path-dotdot links/file-through-chain hardlinks/through-link; do
    run --separate-stderr away plash import-url "$web_url/$name"
    refused
    run --separate-stderr away plash build --from-url "$web_url/$name"
    refused
  done
  for name in names/absolute places/etc-as-link-up places/mounts-as-links; do
    run --separate-stderr away plash import-url "$web_url/$name"
    taken "${name#*/}"
  done
  assert_equal "$before" "$(outside_now)"
}
