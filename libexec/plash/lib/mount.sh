# Calls mount(8) of util-linux, and tells why it has failed. Sourced; only defines.
#
# Needs:  lib/path.sh
# Reads:  PLASH_LIBEXEC
# Sets:   mount_said (mount_try), and by mount_explain out_reason and out_fix, why mount has failed and what helps, and
#         mount_cause, the name of that in lib/remedies
# shellcheck shell=sh

# What follows the first message, whose names may hold newlines.
mount_end='
       dmesg(1) '

# mount_try WORD...: calls mount with WORD.... When it fails the status is false, and mount_said is what it said.
mount_try() {
  path_tool_find mount "$PATH:/usr/sbin:/sbin" || :
  mount_said=$(LIBMOUNT_FORCE_MOUNT2=always LC_ALL=C "$out_path" -c "$@" 2>&1)
}

# mount_explain: sets out_reason to the first thing of mount_said, which mount said in the C locale when it failed, and
# out_fix to what helps, or to nothing. Of several things the first is the cause: `mount -a` goes on after a failure.
mount_explain() {
  . "$PLASH_LIBEXEC/lib/remedy.sh"
  case $mount_said in
    *"$mount_end"*) out_reason=${mount_said%%"$mount_end"*} ;;
    *) out_reason=${mount_said%%"${mount_end%% *}"*} ;;
  esac
  out_reason=${out_reason#"mount: "}
  out_reason=${out_reason%.}
  mount_command='' mount_cause=
  path_tool_find mount "$PATH:/usr/sbin:/sbin" || out_reason='there is no mount in PATH'
  case $out_reason in
    'there is no mount in PATH' | *' option'*[\'\"]*) mount_cause=no-tool ;;
    *"unknown filesystem type 'overlay'"*) mount_cause=no-overlay ;;
    *' bad superblock on overlay'*) mount_cause=overlay-refused ;;
    *'permission denied'* | *'must be superuser'*) mount_cause=mount-refused ;;
    *'mount(2) system call failed: No space left on device') mount_cause=mount-max ;;
    *'No space left on device'*) mount_cause=full ;;
    *'Read-only file system'*) mount_cause=data-not-writable ;;
    *' does not exist'* | *' not a directory' | *' Not a directory') mount_cause=stale-plan ;;
  esac
  if [ "$mount_cause" = no-tool ]; then
    remedy_install mount
    mount_command=$out_command
  fi
  remedy_find "$mount_cause" command "$mount_command" place ''
}
