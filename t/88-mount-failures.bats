# What mount(8) says when it fails: the first of it is told, and decides what helps.
load lib/helper
load lib/doctor

setup() { world_reset; }

teardown() { world_clean; }

# refuses STATUS MESSAGE FIX WORD...: WORD... ends with STATUS and says two lines, MESSAGE and FIX.
refuses() {
  local expected=$1 message=$2 fix=$3
  shift 3
  run "-$expected" --separate-stderr "$@"
  assert_equal '' "$output"
  assert_equal 2 "$(wc -l <<<"$stderr")"
  assert_contains "$stderr" "plash error: $message"
  assert_contains "$stderr" "
plash: $fix"
}

@test "without a mount program the package is named, by whatever needs it" {
  local fix='install the package mount' gone='there is no mount in PATH'
  local before='cannot prepare what layers see of the host: cannot mount a directory of its own:'
  plash run 1 true
  link_farm
  rm bin/mount
  refuses 125 "cannot mount the container's file system: $gone" "$fix" plash run 1 true
  refuses 125 "cannot mount the container's file system: $gone" "$fix" plash runopts -c 1 true
  refuses 125 "cannot mount the container's files: $gone" "$fix" plash with-mount 1 true
  refuses 1 "$before $gone" "$fix" plash build --from-id 1 --run 'touch /a'
  refuses 1 "$before $gone" "$fix" plash create 1 true
}

@test "without an unshare program the package is named, by whatever needs it" {
  local words
  plash run 1 true
  link_farm
  rm bin/unshare
  for words in 'run 1 true' 'with-mount 1 true' 'export-tar 1 x'; do
    # shellcheck disable=SC2086 # words
    refuses 125 'cannot start unshare: there is none in PATH' 'install the package util-linux' plash $words
  done
}

@test "where the kernel lets root mount nothing, failsafe mode says so once" {
  only_root
  local fix='the kernel lets this user mount nothing here' words
  export PLASH_NO_UNSHARE=1
  for words in 'run 1 true' 'with-mount 1 true'; do
    # shellcheck disable=SC2086 # words
    refuses 125 "cannot mount the container's file" "$fix" setpriv --bounding-set -sys_admin plash $words
  done
  refuses 1 'cannot prepare what layers see of the host' "$fix" setpriv --bounding-set -sys_admin plash build --from-id 1 --run 'touch /a'
  run ! compgen -G "/var/tmp/plash-mountpoint-$$-*"
}

@test "a layer that is gone is told by the plan that names it, and nothing else of the mount" {
  plash create 1 touch /a
  plash run 2 true
  inside_namespace mv "$PLASH_DATA/layer/0/1/_data" "$PLASH_DATA/layer/0/1/gone"
  refuses 125 "cannot mount the container's file system: " 'the host is not as it was' plash run 2 true
  inside_namespace mv "$PLASH_DATA/layer/0/1/gone" "$PLASH_DATA/layer/0/1/_data"
  plash run 2 true
}
