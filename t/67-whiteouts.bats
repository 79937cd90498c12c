# What a layer of an OCI image deletes, in each of the forms in which a data directory can store that.
load lib/helper

setup() {
  world_reset
  gate 'python3 is not installed' command -v python3
}

teardown() {
  world_clean
}

# converted FORM: what plash--whiteouts makes of a layer in FORM: names, kinds, and marks of overlayfs.
converted() {
  local steps
  steps=$(dirname "$(command -v plash)")/../libexec/plash
  # shellcheck disable=SC2016 # for the inner shell
  inside_namespace sh -ec 'mkdir layer
    cd layer
    mkdir -p d opaque both "a
b" .wh..wh.plnk
    : >d/.wh.gone; : >opaque/.wh..wh..opq; : >opaque/.wh.x; : >.wh.both; : >.wh.file; : >file; : >"a
b/.wh.*"; : >.wh..wh.aufs; : >"d/.wh.\\001"
    touch -d @5 d opaque both .
    cd ..
    "$1/plash--whiteouts" "$PWD/layer" "$2"
    [ "$(echo *)" = layer ]
    python3 -c "$3"
    rm -r layer' sh "$steps" "$1" '
import os, stat
for folder, folders, files in sorted(os.walk("layer")):
    for name in sorted(folders + files):
        path = os.path.join(folder, name)
        at = os.lstat(path)
        kind = "device" if stat.S_ISCHR(at.st_mode) and at.st_rdev == 0 else "folder" if stat.S_ISDIR(at.st_mode) else "file"
        marks = [a[13:] + "=" + os.getxattr(path, a).decode() for a in os.listxattr(path) if a.startswith("user.overlay.")] if kind != "device" else []
        print(repr(path[6:]), kind, at.st_nlink if kind == "device" else "", *marks, int(at.st_mtime) if kind == "folder" and name != "a\nb" else "")
print(int(os.stat("layer").st_mtime))'
}

@test "as devices, which all unions read" {
  assert_equal "'a\\nb' folder  
'both' folder  opaque=y 5
'd' folder  5
'file' file  
'opaque' folder  opaque=y 5
'a\\nb/*' device 3 
'd/\\\\001' device 3 
'd/gone' device 3 
5" "$(converted device)"
}

@test "as marked files, where no device can be made" {
  assert_equal "'a\\nb' folder  opaque=x 
'both' folder  opaque=y 5
'd' folder  opaque=x 5
'file' file  
'opaque' folder  opaque=y 5
'a\\nb/*' file  whiteout=y 
'd/\\\\001' file  whiteout=y 
'd/gone' file  whiteout=y 
5" "$(converted attribute)"
}

@test "as names, which fuse-overlayfs reads" {
  assert_equal "'a\\nb' folder  
'both' folder  5
'd' folder  5
'file' file  
'opaque' folder  5
'a\\nb/.wh.*' file  
'both/.wh..wh..opq' file  
'd/.wh.\\\\001' file  
'd/.wh.gone' file  
'opaque/.wh..wh..opq' file  
'opaque/.wh.x' file  
5" "$(converted name)"
}
