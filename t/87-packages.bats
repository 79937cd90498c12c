# What package managers do to the places that plash mounts: it works in a layer, and never reaches the host.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# attributes: of what a package might change on the host.
attributes() {
  stat -c '%n %a %u:%g %Y' /home /dev /sys
  cksum /etc/resolv.conf
}

@test "a package may set owner, mode and time of the directories that it owns" {
  gate 'the range of ids is not mapped' inside_namespace true
  local before
  before=$(attributes)
  plash build --from-id 1 --run 'for d in /home /dev /sys /tmp /root /etc; do
      chown 0:0 $d; chown 3:4 $d; chown 0:0 $d; chmod 711 $d; chmod 755 $d; touch $d; touch -d "2001-02-03 04:05" $d
    done'
  assert_equal "$before" "$(attributes)"
}

@test "a package that makes files in /home, /dev and /sys does not make them on the host" {
  plash build --from-id 1 --run "mkdir /home/plash-test.$$ && echo x >/home/plash-test.$$/x" \
    "echo x >/dev/plash-test.$$" "mkdir /sys/plash-test.$$" --layer --run "[ ! -e /dev/plash-test.$$ ]" \
    "[ ! -e /home/plash-test.$$ ]" "[ ! -e /sys/plash-test.$$ ]"
  [ ! -e "/home/plash-test.$$" ]
  [ ! -e "/dev/plash-test.$$" ]
  [ ! -e "/sys/plash-test.$$" ]
}

@test "devices and what is mounted below /dev and /sys are the host's in a layer" {
  plash build --from-id 1 --run 'echo x >/dev/null' '[ -c /dev/zero ]' 'head -c 3 /dev/urandom | wc -c | grep 3' \
    '[ -d /dev/pts ]' '[ -d /dev/shm ]' '[ -d /sys/kernel ]' '[ -L /dev/fd ]' 'echo a | cat /dev/stdin' 'grep " /sys/" /proc/mounts'
}

@test "etc/resolv.conf may be replaced in any way, which is dropped with the layer" {
  local before way
  before=$(attributes)
  for way in 'rm /etc/resolv.conf' 'mv /etc/resolv.conf /etc/other' 'ln -sf ../run/stub /etc/resolv.conf' \
    'echo x >/new; mv -f /new /etc/resolv.conf' 'echo x >/new; cp /new /etc/resolv.conf' 'chmod 600 /etc/resolv.conf' \
    'chown 3:4 /etc/resolv.conf' 'echo x >>/etc/resolv.conf' 'rm /etc/resolv.conf; mkdir -p /etc/resolv.conf/d' \
    'rm -f /etc/resolv.conf; ln -s /dev/null /etc/resolv.conf'; do
    id=$(plash build --from-id 1 --run "cmp /etc/resolv.conf /proc/1/root/etc/resolv.conf || :" "$way" 'touch /etc/by-package')
    echo "$way: $id"
    assert_equal "$before" "$(attributes)"
    [ ! -e "$PLASH_DATA/index/$id/_data/root/etc/resolv.conf" ]
    [ ! -L "$PLASH_DATA/index/$id/_data/root/etc/resolv.conf" ]
    [ -e "$PLASH_DATA/index/$id/_data/root/etc/by-package" ]
    plash run "$id" cat /etc/resolv.conf >got
    cmp got /etc/resolv.conf
    plash build --from-id "$id" --run 'cat /etc/resolv.conf >/copy'
  done
}

@test "a directory etc that was made anew, or is a link, loses no file of the host" {
  local before
  before=$(attributes)
  plash build --from-id 1 --run 'mv /etc /moved && mkdir /etc && cp -r /moved/. /etc && echo x >/etc/resolv.conf' \
    --layer --run 'rm -r /etc && ln -s /home /etc'
  plash build --from-id 1 --run 'rm -r /etc && mkdir /tmp/etc && ln -s tmp/etc /etc && echo mine >/etc/resolv.conf'
  assert_equal "$before" "$(attributes)"
  run -0 plash with-mount 4 cat tmp/etc/resolv.conf
  assert_equal mine "$output"
}

@test "a layer that leaves etc alone has no etc, and etc keeps its mode, owner and time" {
  local shown
  shown=$(plash run 1 stat -c '%a %u:%g %Y' /etc)
  plash build --from-id 1 --run 'touch /a' 'stat -c "%a %u:%g %Y" /etc >/seen'
  [ ! -e "$PLASH_DATA/index/2/_data/root/etc" ]
  assert_equal "$shown" "$(plash run 2 cat /seen)"
  plash build --from-id 1 --run 'chown 5:6 /etc; chmod 750 /etc; touch -d "2001-02-03 04:05" /etc' \
    --layer --run 'touch /etc/resolv.conf' 'touch /etc/passwd' 'stat -c "%a %u:%g" /etc >/seen'
  assert_equal '750 5:6' "$(plash run 4 cat /seen)"
  assert_equal '750 5:6' "$(plash run 4 stat -c '%a %u:%g' /etc)"
}

@test "/dev/stdin, stdout, stderr and fd are there, whatever the caller's are" {
  : >said
  exec 7>said
  chmod 0 said
  plash build --from-id 1 --run 'for f in fd stdin stdout stderr; do [ -L /dev/$f ]; done' <&7 2>&7
  exec 7>&-
}
