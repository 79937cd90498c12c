load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# in_build COMMAND...: what the commands print in a build, without trace and end mark.
in_build() {
  { plash build --from-id 1 --run "$@" || return; } 2>&1 >/dev/null | grep -v -e '^+ ' -e '^--:$'
}

# with_home WORD...: runs it, as root, in a mount namespace whose /home is a tmpfs that holds
# precious/file, and precious/disk, another tmpfs with a file.
with_home() {
  unshare --mount --propagation private sh -c '
    mount -t tmpfs none /home &&
      mkdir -p /home/precious/disk && echo kept >/home/precious/file &&
      mount -t tmpfs none /home/precious/disk && echo kept >/home/precious/disk/file || exit
    "$@"
    status=$?
    cat /home/precious/file /home/precious/disk/file
    exit "$status"' sh "$@"
}

@test "commands start in the caller's directory where the image has it, else in /" {
  mkdir "/var/tmp/plash-test.$$"
  cd "/var/tmp/plash-test.$$"
  run -0 in_build pwd
  rmdir "/var/tmp/plash-test.$$"
  assert_equal / "$output"
  cd /usr/bin
  assert_equal /usr/bin "$(in_build 'pwd # a layer of its own')"
}

@test "commands start in a directory below /home" {
  only_root
  with_home true
  run -0 with_home sh -c 'cd /home/precious && plash build --from-id 1 --run pwd 2>&1'
  assert_contains "$output" $'\n/home/precious\n'
}

@test "/home is there, and read-only: a command cannot delete it" {
  only_root
  run -1 with_home plash build --from-id 1 --run 'cat /home/precious/file' 'rm -rf /home/*'
  assert_contains "$output" '+ cat /home/precious/file'
  assert_contains "$output" 'Read-only file system'
  assert_equal $'kept\nkept' "$(tail -n 2 <<<"$output")"
  assert_equal 1 "$(ls "$PLASH_DATA/index" | tail -n 1)"
}

@test "a file system mounted below /home is read-only too" {
  only_root
  run -1 with_home plash build --from-id 1 --run 'rm -rf /home/precious/disk/*'
  assert_contains "$output" 'Read-only file system'
  assert_equal $'kept\nkept' "$(tail -n 2 <<<"$output")"
  run -1 with_home plash build --from-id 1 --run 'echo x >/home/precious/disk/file'
  assert_equal $'kept\nkept' "$(tail -n 2 <<<"$output")"
}

@test "PLASH_BUILD_HOME=rw makes /home writable, and all below" {
  only_root
  PLASH_BUILD_HOME=rw run -0 with_home plash build --from-id 1 \
    --run 'echo changed >/home/precious/file' 'echo changed >/home/precious/disk/file'
  assert_equal $'changed\nchanged' "$(tail -n 2 <<<"$output")"
}

@test "the program of create finds /home read-only too" {
  only_root
  run -4 with_home plash create 1 sh -c 'rm -rf /home/*'
  assert_contains "$output" 'Read-only file system'
  assert_equal $'kept\nkept' "$(tail -n 2 <<<"$output")"
}

@test "an ordinary user's builds see /home and cannot write there" {
  only_user
  gate 'no home below /home' test -d "$(getent passwd "$(id -u)" | cut -d: -f6)"
  local home
  home=$(getent passwd "$(id -u)" | cut -d: -f6)
  assert_equal there "$(in_build "[ ! -d $home ] || echo there")"
  # touch of a new name: nothing of the host is at stake when this works against expectation
  run -1 plash build --from-id 1 --run "touch $home/plash-test.$$"
  assert_contains "$output" 'Read-only file system'
  [ ! -e "$home/plash-test.$$" ]
  PLASH_BUILD_HOME=rw run -0 plash build --from-id 1 --run "touch $home/plash-test.$$"
  rm "$home/plash-test.$$"
}

@test "/root is the image's own, for root too" {
  local file
  file=$(mktemp /root/plash-test.XXXXXX 2>/dev/null || echo /root/.)
  run -0 in_build 'ls -A /root' 'echo kept >/root/f' 'echo end'
  [ ! -f "$file" ] || rm "$file"
  assert_equal end "$output"
  assert_equal kept "$(cat "$PLASH_DATA/layer/0/1/2/_data/root/root/f")"
}

@test "/tmp is the image's own, and what is left there stays" {
  local file
  file=$(mktemp /tmp/plash-test.XXXXXX)
  run -0 in_build "ls $file || echo missing" 'echo kept >/tmp/f'
  rm "$file"
  assert_contains "$output" missing
  assert_equal kept "$(cat "$PLASH_DATA/layer/0/1/2/_data/root/tmp/f")"
}

@test "/dev, /proc and /sys are the host's, and so is what /etc/resolv.conf says" {
  run -0 in_build 'echo x >/dev/null' 'cat /proc/sys/kernel/ostype' 'ls /sys/kernel >/dev/null' \
    'wc -c </etc/resolv.conf'
  assert_equal "$(printf 'Linux\n%s' "$(wc -c </etc/resolv.conf)")" "$output"
}

@test "nothing of the caller's environment reaches the commands" {
  export PLASH_EXPORT=SECRET SECRET=1 TERM=vt100 DISPLAY=:9 ENV=/nowhere LC_ALL=C.UTF-8 LANG=C
  export PS4='leak ' CDPATH=/usr _PLASH_X=1
  run -0 env 'odd.name=1' 'BASH_FUNC_ls%%=() { echo leak; }' IFS=: plash build --from-id 1 --run 'env >/env'
  run -0 plash run 2 sh -c 'cut -d= -f1 /env | sort'
  assert_equal $'DEBIAN_FRONTEND\nPATH\nPIP_BREAK_SYSTEM_PACKAGES\nPWD\nSHLVL' "$output"
}

@test "installers do not ask, and pip installs beside the distribution's packages; the image may say otherwise" {
  assert_equal 'noninteractive 1' "$(in_build 'echo "$DEBIAN_FRONTEND $PIP_BREAK_SYSTEM_PACKAGES"')"
  run -0 plash build --from-id 1 --run 'echo "export DEBIAN_FRONTEND=teletype" >/etc/profile' --layer \
    --run 'echo "front end: $DEBIAN_FRONTEND"'
  assert_contains "$output" 'front end: teletype'
}

@test "PATH is what the image says" {
  assert_equal /sbin:/usr/sbin:/bin:/usr/bin "$(in_build 'echo $PATH')"
  run -0 plash build --from-id 1 --run 'echo "PATH=/from/profile:\$PATH" >/etc/profile' --layer \
    --run 'echo $PATH' 'env | grep ^PATH='
  assert_contains "$output" '/from/profile:/sbin:/usr/sbin:/bin:/usr/bin'
  assert_contains "$output" 'PATH=/from/profile:/sbin:/usr/sbin:/bin:/usr/bin'
}

@test "commands read nothing: cat ends at once, and no line of the script is lost" {
  run -0 in_build 'cat' 'read x || echo "eof [$x]"' 'sh' 'echo last' <<<'not for them'
  assert_equal $'eof []\nlast' "$output"
}

@test "commands have the descriptors 0, 1 and 2, and no others" {
  exec 5</dev/null 7</dev/null
  run -0 in_build 'for fd in /proc/self/fd/*; do echo "${fd##*/}"; done' \
    "sh -c 'for fd in /proc/self/fd/*; do echo \${fd##*/}; done'" 'ls /proc/self/fd'
  # The shell's own: 3 is the folder it lists, and it keeps its script and what it redirects from 10 on.
  grep -v '^[0123]$' <<<"$output" | sort -u >other || true
  assert_equal '' "$(grep -vE '^1[0-9]$' other)"
  assert_equal $'0\n1\n2\n3' "$(tail -n 4 <<<"$output")"
}

@test "what the commands make can be read by all, whatever the caller's umask" {
  umask 077
  assert_equal 0022 "$(in_build umask 'echo x >/f')"
  assert_equal 'f 644' "$(cd "$PLASH_DATA/layer/0/1/2/_data/root" && stat -c '%n %a' f)"
  assert_equal 755 "$(stat -c %a "$PLASH_DATA/layer/0/1/2/_data/root")"
}

@test "a mount made by a command works, and leaves nothing" {
  local before
  before=$(cat /proc/self/mountinfo)
  run -0 in_build 'mkdir /m' 'mount -t tmpfs none /m' 'echo x >/m/f' 'cat /m/f' 'grep -c " /m " /proc/self/mounts'
  assert_equal $'x\n1' "$output"
  run -0 plash run 2 ls -A /m
  assert_equal '' "$output"
  assert_equal "$before" "$(cat /proc/self/mountinfo)"
}

@test "commands are root, and may give files to other users" {
  gate 'the range of ids is not mapped' inside_namespace true
  run -0 in_build 'id -u' 'touch /f' 'chown 33:44 /f' 'stat -c %u:%g /f'
  assert_equal $'0\n33:44' "$output"
  assert_equal 33:44 "$(plash run 2 stat -c %u:%g /f)"
}
