# Hosts as they are: links where others have files and directories, and what comes and goes.
load lib/helper

setup() { world_reset; }

teardown() { world_clean; }

# on_host SCRIPT: runs it with sh -e, as root and then as an ordinary user (an ordinary user of the machine
# runs it as the root of his namespace only), where /etc, /mnt, /run and /srv are the test's own to change before
# `as` is called; `as WORD...` runs them as whom it is. Container 1 is a busybox.
on_host() {
  local users=namespace host
  host=$(mktemp -d /var/tmp/plash-test.XXXXXX)
  chmod 755 "$host"
  [ "$(id -u)" -ne 0 ] || users='root nobody'
  for user in $users; do
    echo "as $user" >&2
    # shellcheck disable=SC2016 # for the inner shell
    inside_namespace unshare --mount --propagation private sh -ec '
      host=$1 user=$2
      mount -t tmpfs -o mode=755 host "$host"
      mkdir "$host/upper" "$host/work"
      mount -t overlay -o "userxattr,lowerdir=/etc,upperdir=$host/upper,workdir=$host/work" etc /etc
      mount -t tmpfs -o nosuid,nodev,noexec,mode=755 run /run
      mount -t tmpfs -o mode=755 mnt /mnt
      mount -t tmpfs -o mode=755 srv /srv
      rm -f /etc/resolv.conf
      echo nameserver 127.0.0.7 >/etc/resolv.conf
      if [ "$user" = nobody ]; then
        printf "nobody:3000000:65536\n" >/etc/subuid
        cat /etc/subuid >/etc/subgid
        mkdir "$host/nobody"
        chown nobody "$host/nobody"
        export HOME="$host/nobody" PLASH_DATA="$host/nobody/data"
        cd "$HOME"
        as() { setpriv --reuid nobody --regid nogroup --clear-groups "$@"; }
        as plash build --from-busybox
      else
        as() { "$@"; }
      fi
      '"$1" sh "$host" "$user" || return
  done
  rmdir "$host"
}

# sees_resolv_conf: a run, a build and create show the host's resolv.conf, whose text names 127.0.0.7.
# shellcheck disable=SC2016 # for the shell of on_host
sees_resolv_conf='
  as plash run 1 grep -q 127.0.0.7 /etc/resolv.conf
  as plash build --from-id 1 --run "grep -q 127.0.0.7 /etc/resolv.conf # $number"
  as plash create 1 grep -q 127.0.0.7 /etc/resolv.conf
  as plash with-mount 1 true
  PLASH_BUILD_HOME=rw as plash build --from-id 1 --run "grep -q 127.0.0.7 /etc/resolv.conf # rw $number"
'

@test "/etc/resolv.conf may be a link, of any kind, into a file system with any flags" {
  on_host '
    mkdir -p /run/systemd/resolve /mnt/a /etc/resolv.d
    number=0
    for place in /run/systemd/resolve/stub-resolv.conf /mnt/a/file /etc/resolv.d/one; do
      echo nameserver 127.0.0.7 >$place
      for link in $place ..$place ../etc/../etc/..$place; do
        number=$((number + 1))
        case $place in /etc/*) case $link in ..*) link=${link#../etc/};; esac ;; esac
        ln -sf "$link" /etc/resolv.conf
        echo "$link" >&2
        '"$sees_resolv_conf"'
      done
    done'
}

@test "/etc/resolv.conf may be a mount of its own" {
  on_host '
    number=mount
    echo nameserver 127.0.0.7 >/run/file
    : >/etc/resolv.conf
    mount --bind /run/file /etc/resolv.conf
    '"$sees_resolv_conf"
}

@test "what of the host goes, comes or dangles after the launch plan was written is judged at each start" {
  on_host '
    forbid() { mkdir -p "$HOME/no"; printf "#!/bin/sh\nexit 99\n" >"$HOME/no/java"; chmod 755 "$HOME/no/java"; }
    as plash run 1 true
    forbid
    run() { PATH=$HOME/no:$PATH JAVA_HOME= as plash run 1 "$@"; }
    mv /etc/resolv.conf /etc/there
    run sh -c "! grep . /etc/resolv.conf"
    ln -s /nowhere /etc/resolv.conf
    run sh -c "! grep . /etc/resolv.conf"
    rm /etc/resolv.conf
    mkdir /etc/resolv.conf
    run sh -c "! grep . /etc/resolv.conf"
    rmdir /etc/resolv.conf
    rm "$PLASH_DATA/index/1/_data/plan."*
    as plash run 1 true
    mv /etc/there /etc/resolv.conf
    run grep -q 127.0.0.7 /etc/resolv.conf
    ln -sf ../srv/later /etc/resolv.conf
    run sh -c "! grep . /etc/resolv.conf"
    echo nameserver 127.0.0.8 >/srv/later
    run grep -q 127.0.0.8 /etc/resolv.conf'
}

@test "an image whose own resolv.conf is a link starts and builds with and without one of the host" {
  on_host '
    mkdir -p /srv/image/etc
    as plash with-mount 1 tar -c . | tar -x -C /srv/image
    rm /srv/image/etc/resolv.conf
    ln -s ../run/x /srv/image/etc/resolv.conf
    chmod 755 /srv/image
    tar -C /srv/image -cf /srv/tar .
    as plash import-tar /srv/tar
    rm "$PLASH_DATA/index/2/_data/root/etc/resolv.conf" "$PLASH_DATA"/index/2/_data/plan*
    ln -s ../run/x "$PLASH_DATA/index/2/_data/root/etc/resolv.conf"
    as plash run 2 grep -q 127.0.0.7 /etc/resolv.conf
    as plash build --from-id 2 --run "grep -q 127.0.0.7 /etc/resolv.conf"
    mv /etc/resolv.conf /etc/there
    as plash run 2 readlink /etc/resolv.conf
    as plash build --from-id 2 --run "readlink /etc/resolv.conf"
    mv /etc/there /etc/resolv.conf
    as plash run 2 grep -q 127.0.0.7 /etc/resolv.conf'
}

@test "runopts -m takes a file and a directory by links" {
  on_host '
    mkdir -p /srv/a/b
    echo content >/srv/a/b/file
    ln -s ../srv/a /mnt/link
    as plash runopts -c 1 -m /mnt/link -m /mnt/link/b/file grep -q content /mnt/link/b/file'
}

# Clocks.

@test "a clock that is or was wrong costs no start anything: times of the data directory mean nothing" {
  local time
  plash --from-id 1 --run 'touch /a' -- true
  for time in '+1 day' '+100 years' 2001-01-01; do
    inside_namespace find "$PLASH_DATA" -exec touch -h -d "$time" {} +
    touch -d "$time" "$PLASH_DATA/config/union_taste"
    run -0 plash run 1 true # the ranges of ids may be looked at once
    (
      forbid_java
      run -0 plash run 1 echo ran
      assert_equal ran "$output"
      run -0 plash --from-id 1 --run 'touch /a' -- ls /a
      run -0 plash with-mount 1 true
      run -0 plash export-tar 1 /dev/null
    )
  done
  touch -d '+1 day' "$PLASH_DATA/config/union_taste"
  (
    forbid_java
    run -0 plash run 1 true
  )
}

@test "ranges of ids of any time are looked at once, and again when they change" {
  only_root
  on_host '
    mkdir -p "$HOME/no"
    printf "#!/bin/sh\nexit 99\n" >"$HOME/no/java"
    chmod 755 "$HOME/no/java"
    run() { PATH=$HOME/no:$PATH JAVA_HOME= as plash run 1 true; }
    # Files of the test, which a user may touch.
    for file in /etc/subuid /etc/subgid; do
      cat "$file" >/etc/new
      mv -f /etc/new "$file"
    done
    for time in "+1 day" 2001-01-01 "+100 years"; do
      touch -d "$time" /etc/subuid /etc/subgid
      as plash run 1 true
      run
      run
    done
    if [ "$user" = nobody ]; then
      touch -d 2001-01-01 /etc/subgid
      if run 2>/dev/null; then exit 1; fi
      printf "nobody:3000000:1000\n" >/etc/subuid
      touch -d 2001-01-01 /etc/subuid
      as plash run 1 true
      run
      as plash sudo grep -Eq " 3000000 +(999|1000)$" /proc/self/uid_map
    fi'
}

@test "files of /proc that are empty, odd or hidden are no obstacle" {
  on_host '
    number=0
    : >/srv/empty
    printf "a/b c_d\n../x" >/srv/odd
    mkdir -m 0 /srv/hidden
    printf "\377\n" >/srv/bytes
    for file in /proc/sys/kernel/random/boot_id /proc/1/stat /proc/sys/kernel/pid_max; do
      for kind in empty odd bytes; do
        number=$((number + 1))
        mount --bind /srv/$kind $file || continue
        as plash build --from-id 1 --run "touch /a$number"
        as plash run 1 true
        as plash clean >/dev/null
        umount $file
      done
    done
    as plash clean
    as plash run 1 true'
}

# What the kernel refuses, and a working directory that is gone.

@test "where the machine forbids namespaces a start fails with 125 and names the limit" {
  local words
  echo 0 >none
  inside_namespace plash run 1 true # writes the plans of uid 0
  for words in 'run 1 true' 'with-mount 1 true' 'runopts -c 1 true' 'export-tar 1 -'; do
    # shellcheck disable=SC2016,SC2086 # for the inner shell; words
    assert_refused 125 'the sysctl user.max_mnt_namespaces is 0' inside_namespace unshare -m --propagation private \
      sh -c 'mount --bind none /proc/sys/user/max_mnt_namespaces && exec plash "$@"' sh $words
  done
}

@test "a program on the way that cannot be started is named, with 125" {
  only_root
  gate 'strace is not installed or not permitted' strace -f -o /dev/null true
  plash run 1 true
  local tool
  for tool in unshare chroot; do
    assert_refused 125 "plash error: cannot start $(command -v "$tool")" \
      strace -f -qq -o /dev/null -P "$(command -v "$tool")" -e trace=execve -e inject=execve:error=ENOMEM plash run 1 true
  done
}
