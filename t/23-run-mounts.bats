# What a program started by plash run sees of the host, what becomes of its changes, and what it may do.
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

# identity PATH: device and inode, which tell whether two names mean one file.
identity() {
  "$PLASH_DATA/index/1/_data/root/bin/busybox" stat -L -c '%d:%i' "$1"
}

@test "/tmp, /home, /sys, /dev, /proc and /etc/resolv.conf are the host's" {
  local path
  for path in /tmp /home /sys /dev /dev/null /etc/resolv.conf; do
    assert_equal "$(identity "$path")" "$(plash run 1 stat -L -c '%d:%i' "$path")"
  done
  # In /proc a container sees the processes of the host.
  assert_equal bash "$(plash run 1 cat "/proc/$$/comm")"
}

@test "/root is the host's for whoever may read it" {
  if [ -r /root ]; then
    assert_equal "$(identity /root)" "$(plash run 1 stat -L -c '%d:%i' /root)"
  else
    run -0 plash run 1 ls -a /root
    assert_equal $'.\n..' "$output"
  fi
}

@test "mounts below the shared directories are shared too" {
  gate 'no /dev/shm here' mountpoint -q /dev/shm
  assert_equal "$(identity /dev/shm)" "$(plash run 1 stat -c '%d:%i' /dev/shm)"
}

@test "files in /tmp go both ways" {
  echo in >"$shared/in"
  run -0 plash run 1 sh -c "cat '$shared/in'; echo out >'$shared/out'"
  assert_equal in "$output"
  assert_equal out "$(cat "$shared/out")"
  assert_equal "$(id -u)" "$(stat -c %u "$shared/out")"
}

@test "nothing else of the host is there" {
  run -0 plash run 1 ls /
  assert_equal $'bin\ndev\netc\nhome\nproc\nroot\nsys\ntmp\nusr\nvar' "$output"
  run -1 plash run 1 ls "$PLASH_DATA"
}

@test "changes to the container's own files are dropped" {
  local before
  before=$(cd "$PLASH_DATA/index/1/_data" && find . -type f -exec cksum {} + | sort && find . | sort)
  plash run 1 sh -c 'echo x >>/etc/passwd; rm -r /usr /bin/ls; touch /new /etc/new; chmod 700 /var; rm -rf /etc/group'
  assert_equal "$before" "$(cd "$PLASH_DATA/index/1/_data" && find . -type f -exec cksum {} + | sort && find . | sort)"
  run -0 plash run 1 ls /bin/ls /usr /etc/group
  run -1 plash run 1 ls /new
  run -1 plash run 1 ls /etc/new
}

@test "the scratch directory stays behind, named after the program's process, with the changes" {
  local pid scratch
  pid=$(sh -c 'echo $$; exec plash run 1 touch /new')
  scratch=$(echo "$PLASH_DATA"/tmp/plashtmp_*_"${pid}"_*/)
  [ -f "$scratch/data/new" ]
  assert_equal "$(plash run 1 stat -c %a /)" "$(stat -c %a "$scratch/data")"
  assert_equal 2 "$(find "$PLASH_DATA/tmp" -mindepth 1 -maxdepth 1 -type d | wc -l)"
}

@test "the directory / keeps its mode, whatever the umask" {
  local mode
  for mode in 755 700 1777 550; do
    image_begin
    chmod "$mode" "$image_tree"
    image_import
    assert_equal "$mode" "$(umask 077 && plash run "$image" stat -c %a /)"
    chmod 755 "$image_tree"
  done
}

@test "the program is root of the container" {
  assert_equal 0:0 "$(plash run 1 sh -c 'echo "$(id -u):$(id -g)"')"
  plash run 1 sh -c 'mkdir /mine && mount -t tmpfs none /mine && touch /mine/x && umount /mine'
  run -0 plash run 1 sh -c 'echo x >/file && chmod 4711 /file && stat -c %a /file'
  assert_equal 4711 "$output"
}

@test "other ids than root's exist in the container" {
  only_user_or_gate
  run -0 plash run 1 sh -c 'touch /a && chown 1:2 /a && chown 1000:1000 /etc/passwd && stat -c %u:%g /a /etc/passwd'
  assert_equal $'1:2\n1000:1000' "$output"
}

# An ordinary user needs a range of ids for it.
only_user_or_gate() {
  [ "$(id -u)" -eq 0 ] || gate 'no newuidmap or no range of ids' grep -q "^$(id -un):" /etc/subuid
}

@test "rm -r, mv and making anew work on directories of lower layers" {
  run -0 plash run 1 sh -c 'mv /usr /moved && rm -r /moved /var && mkdir /usr /var && ls -a /usr /var'
  assert_equal $'/usr:\n.\n..\n\n/var:\n.\n..' "$output"
}

@test "user namespaces work inside" {
  assert_equal 0 "$(plash run 1 unshare -U -r id -u)"
  run -0 plash run 1 unshare -U -r -m sh -c 'mount -t tmpfs none /var && touch /var/x && ls /var'
  assert_equal x "$output"
}

@test "mounts made inside are gone with the program, and never seen outside" {
  local before
  before=$(grep -c . /proc/mounts)
  run -0 plash run 1 sh -c "mkdir '$shared/m' && mount -t tmpfs none '$shared/m' && touch '$shared/m/inside' && ls '$shared/m'"
  assert_equal inside "$output"
  assert_equal '' "$(ls "$shared/m")"
  assert_equal "$before" "$(grep -c . /proc/mounts)"
}

@test "what the host unmounts is let go in a running container" {
  only_root
  local program
  mkdir "$shared/m"
  # In a mount namespace of its own, which the container is started from, as the machine's is.
  run -0 unshare -m --propagation shared sh -ec '
    mount -t tmpfs none "$1/m"
    mkfifo "$1/ready"
    plash run 1 sh -c "echo >$1/ready; exec sleep 1000" & program=$!
    read -r _ <"$1/ready"
    grep -c "$1/m" "/proc/$program/mounts"
    umount "$1/m"
    grep -c "$1/m" "/proc/$program/mounts" || :
    kill "$program"' sh "$shared"
  assert_equal $'1\n0' "$output"
}

@test "many runs at once do not disturb each other" {
  local n
  for n in $(seq 12); do
    plash run 1 sh -c "echo $n >/mine; cat /mine" >"got$n" &
  done
  wait
  assert_equal "$(seq 12)" "$(cat got* | sort -n)"
}
