# Modes in images are those of the archive, or those that a system needs, whatever the umask and the default
# access control lists of whoever imports.
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# modes ID NAME...: modes of files of a container, on one line.
modes() {
  # shellcheck disable=SC2016 # for the shell inside
  inside_namespace sh -c 'cd "$1" && shift && stat -c %a "$@"' sh "$(plash nodepath "$1")/_data/root" "${@:2}" | xargs
}

# implied_make: makes implied.tar, an archive without entries for its directories.
implied_make() {
  mkdir -p tree/bin tree/etc/deep
  cp "$PLASH_DATA/layer/0/1/_data/root/bin/busybox" tree/bin/busybox
  ln -s busybox tree/bin/sh
  echo x >tree/etc/deep/file
  chmod 755 tree/bin/busybox
  chmod 604 tree/etc/deep/file
  tar -C tree --owner=0 --group=0 -cf implied.tar bin/busybox bin/sh etc/deep/file
}

# acl_set DIRECTORY: gives it a default access control list that closes all but the owner out.
acl_set() {
  python3 -c 'import os, struct, sys
entry = lambda tag, mode, who=0xffffffff: struct.pack("<HHI", tag, mode, who)
acl = struct.pack("<I", 2) + entry(1, 7) + entry(2, 5, 65534) + entry(4, 0) + entry(16, 5) + entry(32, 0)
os.setxattr(sys.argv[1], "system.posix_acl_default", acl)' "$1"
}

# acls DIRECTORY: the files below it that have an access control list.
acls() {
  inside_namespace python3 -c 'import os, sys
for folder, folders, files in os.walk(sys.argv[1]):
    for name in [""] + files:
        path = os.path.join(folder, name)
        if any("posix_acl" in label for label in os.listxattr(path, follow_symlinks=False)):
            print(path)' "$1"
}

@test "implied directories of an archive are 755 and /etc/resolv.conf is 644 whatever the umask" {
  local mask id
  implied_make
  for mask in 077 027 000 777 022; do
    id=$(umask "$mask" && plash import-tar implied.tar)
    assert_equal '755 755 755 755 755 604 644' "$(modes "$id" . bin etc etc/deep bin/busybox etc/deep/file etc/resolv.conf)"
    id=$(umask "$mask" && plash import-url "file://$PWD/implied.tar")
    assert_equal '755 755 755 755' "$(modes "$id" . bin etc etc/deep)"
  done
}

@test "--from-busybox makes the same image whatever the umask" {
  local mask id
  for mask in 077 027 000; do
    rm -rf "$PLASH_DATA"
    id=$(umask "$mask" && plash build --from-busybox)
    assert_equal '755 755 755 755 755 755 1777 644 644 644 755' \
      "$(modes "$id" . bin usr usr/bin var root tmp etc/passwd etc/group etc/resolv.conf bin/busybox)"
  done
}

@test "nobody inside can use an image that was imported under umask 077" {
  local id
  implied_make
  ln -s busybox tree/bin/su
  printf 'root:x:0:0::/:/bin/sh\nnobody:x:99:99::/:/bin/sh\n' >tree/etc/passwd
  tar -C tree --owner=0 --group=0 -cf implied.tar bin/busybox bin/sh bin/su etc/passwd
  id=$(umask 077 && plash import-tar implied.tar)
  run -0 plash run "$id" su nobody -c '/bin/busybox id -u && /bin/busybox ls -d /bin'
  assert_equal $'99\n/bin' "$output"
}

@test "an image without /tmp has one for everybody, under any umask, in older data directories too" {
  local mask id
  implied_make
  for mask in 077 000 022; do
    rm -rf "$PLASH_DATA"
    id=$(umask "$mask" && plash import-tar implied.tar)
    assert_equal 1777 "$(plash run "$id" /bin/busybox stat -c %a /tmp)"
    plash build --from-id "$id" --run '[ "$(/bin/busybox stat -c %a /tmp)" = 1777 ]'
    [ ! -e "$(plash nodepath "$id")/_data/root/tmp" ]
  done
  chmod 700 "$PLASH_DATA/lower/base/tmp" "$PLASH_DATA/lower/base/home"
  run -0 plash import-tar implied.tar
  assert_equal 1777 "$(plash run "$output" /bin/busybox stat -c %a /tmp)"
  assert_equal '1777 755' "$(stat -c %a "$PLASH_DATA/lower/base/tmp" "$PLASH_DATA/lower/base/home" | xargs)"
}

@test "files of the data directory are for nobody else to write, whatever the umask" {
  rm -rf "$PLASH_DATA"
  umask 000
  plash build --from-busybox
  plash map key 1
  assert_equal '' "$(inside_namespace find "$PLASH_DATA" -path '*/_data/root/*' -o ! -type l -perm /022 ! -path '*/tmp' -print)"
}

@test "places that create makes for mounts are open whatever the umask, the program's files as it says" {
  local id
  implied_make
  id=$(plash import-tar implied.tar)
  id=$(umask 077 && plash create "$id" /bin/busybox touch /file)
  assert_equal 600 "$(modes "$id" file)"
  assert_equal '' "$(inside_namespace find "$(plash nodepath "$id")/_data/root" -type d ! -perm 755)"
}

@test "macros have the umask of the caller" {
  mkdir macros
  printf '#!/bin/sh\necho "echo $(umask)"\n' >macros/told
  chmod 755 macros/told
  export PLASH_MACRO_PATH=$PWD/macros PYTHONDONTWRITEBYTECODE=1
  printf 'import os\nfrom plash.eval import *\n@register_macro()\ndef asked():\n    mask = os.umask(0)\n    return "echo %%04o" %% mask\n' \
    >m.py
  local mask
  for mask in 0077 0002 0022; do
    run -0 --separate-stderr sh -c 'umask "$1"; plash eval --told --import ./m.py --asked' sh "$mask"
    assert_equal "echo $mask"$'\n'"echo $mask" "$output"
  done
}

@test "a default access control list above the data directory enters no image and no layer" {
  local id
  gate 'no access control lists here' acl_set "$HOME"
  implied_make
  export PLASH_DATA=$HOME/deep/data
  id=$(plash import-tar implied.tar)
  assert_equal '755 755 755 755 604 644' "$(modes "$id" . bin etc bin/busybox etc/deep/file etc/resolv.conf)"
  id=$(plash build --from-busybox --run 'mkdir /new; echo x >/new/file' --layer --run 'echo y >/again')
  assert_equal 644 "$(modes "$id" again)"
  assert_equal '755 644' "$(modes "$(plash parent "$id")" new new/file)"
  assert_equal '' "$(acls "$PLASH_DATA")"
}

@test "plash init frees a data directory of a default access control list" {
  gate 'no access control lists here' acl_set "$HOME"
  acl_set "$PLASH_DATA"
  acl_set "$PLASH_DATA/tmp"
  plash init
  run -0 --separate-stderr plash build --from-id 1 --run 'echo x >/file'
  assert_equal 644 "$(modes "$output" file)"
  assert_equal '' "$(acls "$PLASH_DATA")"
}
