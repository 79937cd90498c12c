# Where plash works: each cell of the table in README.md is a test. Root's run starts the users of the table too; an
# ordinary user's has the cells of users that need no root.
# bats file_tags=as-root
load lib/helper
load lib/inside
load lib/image
load lib/engine
load lib/places

setup_file() {
  local name
  inside_begin
  places_begin
  [ "$(id -u)" -eq 0 ] || return 0
  engines_start
  for name in $engines; do
    engine_use "$name"
    engine_load places:1 "$places/tree"
  done
}

teardown_file() {
  [ "$(id -u)" -ne 0 ] || engines_stop
  places_end
}

setup() { place_begin; }

@test "README.md is right about root, overlay, host" { cell host root overlay; }
@test "README.md is right about user, overlay, host" { cell host user overlay; }
@test "README.md is right about user, overlay, ownid" { cell ownid user overlay; }
@test "README.md is right about root, overlay, plash" { cell plash root overlay; }
@test "README.md is right about user, overlay, plash" { cell plash user overlay; }
@test "README.md is right about root, overlay, overlay" { cell overlay root overlay; }
@test "README.md is right about root, overlay, deep" { cell deep root overlay; }
@test "README.md is right about user, overlay, overlay" { cell overlay user overlay; }
@test "README.md is right about user, overlay, deep" { cell deep user overlay; }
@test "README.md is right about root, overlay, podman" { cell podman root overlay; }
@test "README.md is right about user, overlay, podman" { cell podman user overlay; }
@test "README.md is right about root, overlay, podman_admin" { cell podman_admin root overlay; }
@test "README.md is right about user, overlay, podman_admin" { cell podman_admin user overlay; }
@test "README.md is right about root, overlay, docker" { cell docker root overlay; }
@test "README.md is right about user, overlay, docker" { cell docker user overlay; }
@test "README.md is right about root, overlay, docker_seccomp" { cell docker_seccomp root overlay; }
@test "README.md is right about user, overlay, docker_seccomp" { cell docker_seccomp user overlay; }
@test "README.md is right about root, overlay, docker_admin" { cell docker_admin root overlay; }
@test "README.md is right about user, overlay, docker_admin" { cell docker_admin user overlay; }
@test "README.md is right about root, overlay, nspawn" { cell nspawn root overlay; }
@test "README.md is right about user, overlay, nspawn" { cell nspawn user overlay; }
@test "README.md is right about root, overlay, chroot" { cell chroot root overlay; }
@test "README.md is right about user, overlay, chroot" { cell chroot user overlay; }
@test "README.md is right about root, overlay, bwrap" { cell bwrap root overlay; }
@test "README.md is right about user, overlay, bwrap" { cell bwrap user overlay; }
@test "README.md is right about root, overlay, unshare" { cell unshare root overlay; }
@test "README.md is right about user, overlay, unshare" { cell unshare user overlay; }
@test "README.md is right about root, overlay, failsafe" { cell failsafe root overlay; }
@test "README.md is right about user, overlay, failsafe" { cell failsafe user overlay; }
@test "README.md is right about root, fuse-overlayfs, host" { cell host root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, host" { cell host user fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, ownid" { cell ownid user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, plash" { cell plash root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, plash" { cell plash user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, overlay" { cell overlay root fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, deep" { cell deep root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, overlay" { cell overlay user fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, deep" { cell deep user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, podman" { cell podman root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, podman" { cell podman user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, podman_admin" { cell podman_admin root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, podman_admin" { cell podman_admin user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, podman_nofuse" { cell podman_nofuse root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, podman_nofuse" { cell podman_nofuse user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, docker" { cell docker root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, docker" { cell docker user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, docker_seccomp" { cell docker_seccomp root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, docker_seccomp" { cell docker_seccomp user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, docker_admin" { cell docker_admin root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, docker_admin" { cell docker_admin user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, nspawn" { cell nspawn root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, nspawn" { cell nspawn user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, chroot" { cell chroot root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, chroot" { cell chroot user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, bwrap" { cell bwrap root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, bwrap" { cell bwrap user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, unshare" { cell unshare root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, unshare" { cell unshare user fuse-overlayfs; }
@test "README.md is right about root, fuse-overlayfs, failsafe" { cell failsafe root fuse-overlayfs; }
@test "README.md is right about user, fuse-overlayfs, failsafe" { cell failsafe user fuse-overlayfs; }
@test "README.md is right about root, unionfs-fuse, host" { cell host root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, host" { cell host user unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, ownid" { cell ownid user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, plash" { cell plash root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, plash" { cell plash user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, overlay" { cell overlay root unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, deep" { cell deep root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, overlay" { cell overlay user unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, deep" { cell deep user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, podman" { cell podman root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, podman" { cell podman user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, podman_admin" { cell podman_admin root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, podman_admin" { cell podman_admin user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, podman_nofuse" { cell podman_nofuse root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, podman_nofuse" { cell podman_nofuse user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, docker" { cell docker root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, docker" { cell docker user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, docker_seccomp" { cell docker_seccomp root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, docker_seccomp" { cell docker_seccomp user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, docker_admin" { cell docker_admin root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, docker_admin" { cell docker_admin user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, nspawn" { cell nspawn root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, nspawn" { cell nspawn user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, chroot" { cell chroot root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, chroot" { cell chroot user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, bwrap" { cell bwrap root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, bwrap" { cell bwrap user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, unshare" { cell unshare root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, unshare" { cell unshare user unionfs-fuse; }
@test "README.md is right about root, unionfs-fuse, failsafe" { cell failsafe root unionfs-fuse; }
@test "README.md is right about user, unionfs-fuse, failsafe" { cell failsafe user unionfs-fuse; }
