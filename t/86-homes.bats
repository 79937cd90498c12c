# The homes of the host in builds: there, and safe, whatever is mounted where. As root, each test is done as root
# and as an ordinary user, on a root file system of its own: an overlay of /, whose home it makes first.
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# rooted PREPARE SCRIPT: runs SCRIPT with sh -e on a copy of the machine. PREPARE makes what the copy has in place
# of the machine's files, in the working directory, and mounts what is to be mounted there; SCRIPT uses
# `as WORD...`. Container 1 is a busybox. In kept, a directory of both, the script leaves what must stay.
rooted() {
  local host user
  only_root
  host=$(mktemp -d /var/tmp/plash-test.XXXXXX)
  chmod 755 "$host"
  for user in root nobody; do
    echo "as $user" >&2
    # shellcheck disable=SC2016 # for the inner shell
    unshare --mount --propagation private sh -ec '
      host=$1 user=$2
      mount -t tmpfs -o mode=755 host "$host"
      mkdir -p "$host/upper/etc" "$host/upper/srv" "$host/work" "$host/root" "$host/nobody"
      printf "nobody:3000000:65536\n" >"$host/upper/etc/subuid"
      cp "$host/upper/etc/subuid" "$host/upper/etc/subgid"
      cd "$host/upper"
      '"$1"'
      mount -t overlay -o "lowerdir=/,upperdir=$host/upper,workdir=$host/work" root "$host/root"
      for place in proc dev sys tmp var/tmp; do
        [ -L "$host/root/$place" ] || mount --rbind "/$place" "$host/root/$place"
      done
      mkdir "$host/root/.old"
      cd "$host/root"
      pivot_root . .old
      cd /
      umount -l /.old
      mount -t tmpfs -o mode=755 mnt /mnt
      chown nobody "$host/nobody"
      if [ "$user" = nobody ]; then
        export HOME="$host/nobody" PLASH_DATA="$host/nobody/data"
        as() { setpriv --reuid nobody --regid nogroup --clear-groups "$@"; }
        as plash build --from-busybox
      else
        as() { "$@"; }
      fi
      refused() { if as plash build --from-id 1 --run "$1"; then echo "not refused: $1" >&2; exit 1; fi; }
      '"$2" sh "$host" "$user" || return
  done
  rmdir "$host"
}

@test "a /home that is a link is there in builds, and read-only with all that is mounted below" {
  local link
  for link in var/home /var/home ../srv/home; do
    rooted "
      mkdir -p var/home srv/home
      ln -s $link home" '
      mount -t tmpfs -o mode=755 homes "$(cd -P /home && pwd)"
      mkdir -p /home/joe/disk /home/joe/proj
      mount -t tmpfs disk /home/joe/disk
      echo keep >/home/joe/keep
      echo keep >/home/joe/disk/keep
      chmod -R a+rwX /home/joe
      as plash build --from-id 1 --run "cat /home/joe/keep /home/joe/disk/keep"
      refused "rm -rf /home/joe/keep /home/joe/disk/keep"
      refused "echo x >/home/joe/disk/keep"
      refused "touch /home/joe/new"
      grep -q keep /home/joe/keep
      grep -q keep /home/joe/disk/keep
      as plash run 1 grep -q keep /home/joe/disk/keep
      cd /home/joe/proj
      [ "$(as plash run 1 pwd)" = /home/joe/proj ]
      [ "$(as plash --from-id 1 -- pwd)" = /home/joe/proj ]
      HOME=$(cd -P /home && pwd)/joe
      [ "$(as env HOME="$HOME" plash run 1 sh -c "cd; pwd")" = /home/joe ]
      as plash build --from-id 1 --run "pwd; [ \$PWD = /home/joe/proj ]"'
  done
}

@test "a home that is a link, and mounts with all flags, are safe" {
  rooted '
      mkdir home' '
    mount -t tmpfs -o nosuid,nodev,noexec,noatime,mode=755 homes /home
    mkdir -p /home/joe /home/ann/disk /srv/other
    mount -t tmpfs -o nosuid,nodev,strictatime,mode=777 homes /srv/other
    mount -t tmpfs -o noexec,nodiratime,mode=777 homes /home/ann/disk
    mkdir -p /home/bind
    mount --rbind /srv/other /home/bind
    ln -s /srv/other /home/sue
    echo keep | tee /home/joe/keep /home/ann/disk/keep >/srv/other/keep
    as plash build --from-id 1 --run "cat /home/joe/keep /home/ann/disk/keep /home/bind/keep"
    for file in /home/joe/keep /home/ann/disk/keep /home/bind/keep /home/sue/keep; do
      refused "echo x >$file"
    done
    [ "$(cat /home/*/keep /home/ann/disk/keep /srv/other/keep | grep -c keep)" = 5 ]'
}

@test "what is mounted below /home while a layer is built does not appear in it" {
  rooted 'mkdir home' '
    mount -t tmpfs -o mode=755 homes /home
    mkdir -p /home/joe/usb
    chmod 777 /home/joe/usb
    mount --make-rshared /
    fifos=$(mktemp -d /dev/shm/plash-test.XXXXXX)
    mkfifo "$fifos/ready" "$fifos/go"
    chmod 755 "$fifos"
    chmod 666 "$fifos/ready" "$fifos/go"
    trap "rm -r $fifos" EXIT
    as timeout 60 plash build --from-id 1 --run "echo >$fifos/ready; read x <$fifos/go" "ls -A /home/joe/usb" \
      "rm -f /home/joe/usb/keep" "[ ! -e /home/joe/usb/keep ]" &
    timeout 60 head -n 1 "$fifos/ready"
    mount -t tmpfs -o mode=777 usb /home/joe/usb
    echo keep >/home/joe/usb/keep
    timeout 60 sh -c "echo >$fifos/go"
    wait $!
    grep -q keep /home/joe/usb/keep'
}

@test "covered, unreachable and oddly named mounts below /home break no build" {
  rooted 'mkdir home' '
    mount -t tmpfs -o mode=755 homes /home
    mkdir -p /home/x/a/b /home/bob/m /home/twice
    mount -t tmpfs covered /home/x/a/b
    mount -t tmpfs cover /home/x/a
    mount -t tmpfs -o mode=777 m /home/bob/m
    chmod 700 /home/bob
    mount -t tmpfs one /home/twice
    mount -t tmpfs two /home/twice
    echo keep >/srv/file
    for name in "$(printf "\377")" "a b" "$(printf "new\nline")" "back\\slash" "#" "%s%d" "ü" -rf "*" "\$(x)" ".dot" "..dot"; do
      mkdir "/home/$name"
      mount -t tmpfs -o mode=777 odd "/home/$name"
      echo keep >"/home/$name/keep"
      mkdir "/home/joe${name#-rf}" "/home/joe${name#-rf}/$name"
      mount -t tmpfs -o mode=777 odd "/home/joe${name#-rf}/$name"
      echo keep >"/home/joe${name#-rf}/$name/keep"
    done
    : >/home/place
    mount --bind /srv/file /home/place
    mkdir "/mnt/$(printf "\377")"
    mount -t tmpfs usb "/mnt/$(printf "\377")"
    as plash build --from-id 1 --run "cat /home/place; cat /home/*/keep /home/.dot/keep /home/joe*/*/keep" "if echo x >/home/place; then false; fi" \
      "for f in /home/*/keep /home/*/*/keep; do if [ -e \"\$f\" ]; then if rm \"\$f\"; then false; fi; fi; done" \
      "[ \$(cat /home/*/keep /home/.dot/keep /home/..dot/keep | grep -c keep) = 12 ]"
    as plash run 1 true
    [ "$(cat /home/*/keep /home/.dot/keep /home/..dot/keep | grep -c keep)" = 12 ]'
}

@test "a /home that cannot be listed shows what is known by name" {
  rooted 'mkdir home' '
    mount -t tmpfs -o mode=711 homes /home
    mkdir /home/joe
    echo keep >/home/joe/keep
    chmod 777 /home/joe
    as plash build --from-id 1 --run "grep keep /home/joe/keep"
    refused "rm /home/joe/keep"'
}

@test "a home that stays writable refuses the build" {
  rooted 'mkdir home' '
    mount -t tmpfs -o mode=755 homes /home
    mkdir /home/joe
    mount -t tmpfs -o mode=777 disk /home/joe
    mkdir "$HOME/tools"
    real=$(command -v mount)
    # A mount(8) that leaves out what is to be mounted again.
    printf "#!/bin/sh\nfor file; do :; done\n[ ! -f \"\$file\" ] || ! grep -q remount \"\$file\" || exit 0\nexec %s \"\$@\"\n" "$real" >"$HOME/tools/mount"
    chmod 755 "$HOME/tools" "$HOME/tools/mount"
    if PATH=$HOME/tools:$PATH as plash build --from-id 1 --run true 2>"$HOME/said"; then exit 1; fi
    cat "$HOME/said" >&2
    grep -q "plash error: .*read-only" "$HOME/said"
    [ "$(grep -c "plash error" "$HOME/said")" = 1 ]
    if PATH=$HOME/tools:$PATH as plash create 1 true 2>"$HOME/said"; then exit 1; fi
    [ "$(grep -c "plash error" "$HOME/said")" = 1 ]
    PATH=$HOME/tools:$PATH PLASH_BUILD_HOME=rw as plash build --from-id 1 --run true'
}

@test "builds see nothing of the host in /root, and read no profile of root's" {
  rooted 'mkdir home' '
    mount -t tmpfs -o mode=755 root /root
    echo "export LEAK=1; echo banner" >/root/.profile
    as plash build --from-id 1 --run "[ -z \"\${LEAK-}\" ]; [ ! -e /root/.profile ]; touch /root/mine" 2>"$HOME/said"
    if grep banner "$HOME/said"; then exit 1; fi
    as plash build --from-id 2 --run "ls /root/mine"
    [ ! -e /root/mine ]'
}

@test "homes are safe where the data directory lies in one" {
  rooted 'mkdir home' '
    mount -t tmpfs -o mode=755 homes /home
    mkdir -p /home/joe/disk
    mount -t tmpfs -o mode=777 disk /home/joe/disk
    echo keep | tee /home/joe/keep >/home/joe/disk/keep
    chmod -R a+rwX /home/joe
    data="/home/joe/$(printf "back\\\\slash, a # b:\n\377")"
    mkdir "$data"
    chmod 777 "$data"
    as cp -a "$PLASH_DATA" "$data/data"
    [ "$user" = root ] || chown nobody "$data"
    ln -s "$data" /home/joe/link
    export PLASH_DATA=/home/joe/link/data
    as plash build --from-id 1 --run "cat /home/joe/keep /home/joe/disk/keep; touch /a" --layer --run "touch /b"
    refused "rm /home/joe/keep"
    refused "rm /home/joe/disk/keep"
    refused "touch /home/joe/new"
    refused "touch /home/joe/link/new /home/joe/link/data/mnt/new"
    as plash build --from-id 1 --run "if grep -E \" /home/[^ ]* [a-z]* rw,\" /proc/self/mounts; then false; fi"
    grep -q keep /home/joe/keep
    grep -q keep /home/joe/disk/keep'
}

@test "a run sees /tmp and /home by relative links, and a working directory below keeps its name" {
  rooted 'mkdir -p srv/t srv/h
      chmod 1777 srv/t
      ln -s ../srv/t tmp
      ln -s ../srv/h home' '
    mkdir -p /tmp/dir /home/joe
    echo content >/tmp/dir/file
    echo content >/home/joe/file
    for way in /tmp/dir /srv/t/dir /home/joe; do
      cd "$way"
      as plash run 1 grep content file
    done
    [ "$(cd /srv/t/dir && as plash run 1 pwd)" = /tmp/dir ]
    cd /
    as plash build --from-id 1 --run "grep content /home/joe/file; [ ! -e /tmp/dir ]"
    as plash create 1 grep content /home/joe/file'
}
