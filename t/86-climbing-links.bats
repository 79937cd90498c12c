# A host whose programs are found by links that climb to the root by `..`, where the container lies once it is mounted.
load lib/helper

setup() { world_reset; }

teardown() { world_clean; }

# on_climbing_host SCRIPT: runs it with sh -e where /lib, /lib64, /bin and /sbin are directories full of links that
# climb to / by `..`; an ordinary user of the machine does so as the root of his namespace.
on_climbing_host() {
  # shellcheck disable=SC2016 # for the inner shell
  run --separate-stderr inside_namespace unshare --mount --propagation private sh -ec '
    mount -t tmpfs -o mode=755 root "$1"
    cd "$1"
    for entry in /*; do
      case $entry in
        /lib | /lib64 | /bin | /sbin)
          mkdir ".$entry"
          (cd "$entry/" && find . ! -name . -prune) | sed "s,^\./,," >names
          while read -r name; do ln -s "../usr$entry/$name" ".$entry/$name"; done <names
          ;;
        *)
          if [ -L "$entry" ]; then
            cp -P "$entry" .
          elif [ -d "$entry" ]; then
            mkdir ".$entry"
            mount --rbind "$entry" ".$entry"
          fi
          ;;
      esac
    done
    mkdir .outside
    pivot_root . .outside
    exec chroot . sh -ec "umount -l /.outside; cd /; $2"' sh "$(mktemp -d "$HOME/root.XXXXXX")" "$1"
  assert_equal '0 ' "$status $stderr"
}

@test "where links of programs climb to the root, nothing of the image is loaded in their place" {
  local root=$PLASH_DATA/index/1/_data/root folder
  gate '/lib is no link here' [ -L /lib ]
  for folder in lib lib64 bin sbin; do
    if [ -L "/$folder" ]; then
      mkdir -p "$root/usr/$folder"
      (cd "/$folder" && find . -maxdepth 1 -name 'ld*.so*' -o -maxdepth 1 -name chroot) |
        while read -r file; do printf 'not for the host\n' >"$root/usr/$folder/$file"; done
      [ -d "$root/$folder" ] || ln -s "usr/$folder" "$root/$folder"
    fi
  done
  find "$root/usr" -type f -exec chmod 755 {} +
  on_climbing_host '
    plash run 1 cat /proc/self/root/usr/sbin/chroot
    plash run 1 unshare -Ur id -u
    plash with-mount 1 ls -d bin
    echo built | plash build --from-id 1 --run "unshare -Ur touch /a" 2>/dev/null
    plash run 2 ls /a
    plash runopts -c 2 ls /a
    plash sudo id -u'
  assert_equal "$(printf '%s\n' 'not for the host' 0 bin 2 /a /a 0)" "$output"
}
