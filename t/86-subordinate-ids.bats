# The files /etc/subuid and /etc/subgid as shadow's tools read them: all lines of the user count.
load lib/helper

setup() {
  only_root
  gate 'no newuidmap' command -v newuidmap
  world_reset
  place=$(mktemp -d /var/tmp/plash-test.XXXXXX)
  chmod 755 "$place"
  mkdir "$place/home"
  cp -a "$PLASH_SUITE_DATA" "$place/data"
  chown -R 54321:54321 "$place/home" "$place/data"
  { cat /etc/passwd && echo "plashids:x:54321:54321::$place/home:/bin/sh"; } >"$place/passwd"
  export PLASH_DATA=$place/data HOME=$place/home
}

teardown() {
  cd /
  [ -z "${place-}" ] || rm -rf "$place"
}

# with_ids LINES WORD...: as a user who has these lines in both files, by printf's rules.
with_ids() {
  # shellcheck disable=SC2059 # the lines hold escapes
  printf "$1" >"$place/sub"
  # shellcheck disable=SC2016 # for the shell inside
  unshare --mount --propagation private sh -c 'mount --bind "$1/passwd" /etc/passwd &&
    mount --bind "$1/sub" /etc/subuid && mount --bind "$1/sub" /etc/subgid && cd "$1/home" && shift &&
    exec setpriv --reuid 54321 --regid 54321 --clear-groups "$@"' sh "$place" "${@:2}"
}

# ids_mapped LINES: the uid map of a container.
ids_mapped() {
  with_ids "$1" plash run 1 awk '{ print $1, $2, $3 }' /proc/self/uid_map | xargs
}

@test "several lines, by name and by number, are mapped one after the other" {
  assert_equal '0 54321 1 1 200000 1000 1001 300000 65536' "$(ids_mapped 'plashids:200000:1000\nplashids:300000:65536\n')"
  rm -rf "$PLASH_DATA/plan/"namespaces*
  assert_equal '0 54321 1 1 200000 1000 1001 300000 500' "$(ids_mapped '54321:200000:1000\nother:1:5\nplashids:300000:500')"
}

@test "lines that give nothing are passed over, overlapping ones give each id once" {
  assert_equal '0 54321 1 1 300000 70000' "$(ids_mapped 'plashids:200000:0\nplashids:300000:70000\n')"
  rm -rf "$PLASH_DATA/plan/"namespaces*
  assert_equal '0 54321 1 1 300000 70000' "$(ids_mapped 'plashids:200000:65536\r\nplashids:300000:70000\n')"
  rm -rf "$PLASH_DATA/plan/"namespaces*
  assert_equal '0 54321 1 1 300000 100 101 300100 50' "$(ids_mapped 'plashids:300000:100\nplashids:300050:100\n')"
}

@test "root's id in a range is not mapped, and containers run" {
  assert_equal '0 54321 1 1 1 54320 54321 54322 11214' "$(ids_mapped 'plashids:0:65536\n')"
}

@test "ids of the second line are there for imports and builds" {
  mkdir tree
  cp "$PLASH_DATA/layer/0/1/_data/root/bin/busybox" tree
  tar --owner=54000 --group=54000 -C tree -cf "$place/image.tar" .
  run -0 --separate-stderr with_ids 'plashids:200000:1000\nplashids:300000:65536\n' plash import-tar "$place/image.tar"
  assert_equal '' "$stderr"
  assert_equal "$((300000 + 54000 - 1001))" "$(stat -c %u "$PLASH_DATA/index/$output/_data/root/busybox")"
}

@test "when newuidmap fails although there are ranges, nothing is imported with the own id alone" {
  mkdir "$place/fake"
  printf '#!/bin/sh\necho "newuidmap: Cannot determine your user name" >&2\nexit 1\n' >"$place/fake/newuidmap"
  chmod -R 755 "$place/fake"
  tar -cf "$place/image.tar" -C "$PLASH_DATA/layer/0/1/_data/root" .
  local lines
  for lines in 'plashids:200000:65536\n' 'plashids:200000:1000\nplashids:300000:65536\n'; do
    PATH=$place/fake:$PATH assert_refused 1 'cannot map the ids that /etc/subuid and /etc/subgid give you' \
      with_ids "$lines" plash import-tar "$place/image.tar"
  done
  run -0 --separate-stderr with_ids 'plashids:200000:65536\n' plash import-tar "$place/image.tar"
  assert_equal '' "$stderr"
}
