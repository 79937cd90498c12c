# What the kernel tells of this process, without starting another. Sourced by lib/base.sh; defines functions, and aliases
# for the lines of /proc/self/status.
#
# A `read` takes a system call for each byte in most shells, which is 1.2 ms for the 1100 bytes up to what is needed
# here; a file that is sourced is read at once. So each `NAME:` up to `Seccomp:` (fs/proc/array.c of Linux) is an alias:
# of status_take for the lines that are needed, of a comment for the others. Nothing of a line is evaluated but
# numbers. A shell that knows no aliases of such names (bash) reads line by line, and so does every shell where the
# kernel has a file of another form.
#
# Needs:  lib/base.sh for user_read, where something is missing
# Sets:   plash_uid, plash_gid, plash_umask, plash_bounds, status_ignored
# shellcheck shell=sh

for status_name in Name State Tgid Ngid Pid PPid TracerPid FDSize Groups NStgid NSpid NSpgid NSsid Kthread VmPeak \
  VmSize VmLck VmPin VmHWM VmRSS RssAnon RssFile RssShmem VmData VmStk VmExe VmLib VmPTE VmPMD VmSwap HugetlbPages \
  CoreDumping THP_enabled untag_mask Threads SigQ SigPnd ShdPnd SigBlk SigCgt CapInh CapPrm CapEff CapAmb; do
  # shellcheck disable=SC2139 # now
  alias "$status_name:=#"
done 2>/dev/null
for status_name in Umask Uid Gid SigIgn CapBnd NoNewPrivs; do
  # shellcheck disable=SC2139 # now
  alias "$status_name:=status_take $status_name"
done 2>/dev/null
alias Seccomp:='return' 2>/dev/null

# user_read: sets plash_uid and plash_gid, the effective ids as this user namespace sees them, plash_umask, and
# plash_bounds, which tells what programs that are started from here can become: the set of capabilities that bounds
# them, whether they may gain privileges (1 when not), and the mode of their seccomp(2) filter; and status_ignored, the
# mask of the signals that this process ignores.
user_read() {
  if [ ! -r /proc/self/status ] || [ ! -c /dev/null ]; then
    host_refuse
  fi
  plash_uid='' plash_gid='' plash_umask='' status_ignored='' status_capabilities='' status_privileges=
  status_seccomp=-1
  if [ -z "${BASH_VERSION-}" ]; then
    command . /proc/self/status
    status_seccomp=$?
  fi 2>/dev/null
  if [ -z "$plash_gid" ] || [ -z "$status_privileges" ]; then
    status_lines_read
  fi
  plash_bounds=$status_capabilities.$status_privileges$status_seccomp
  if [ -z "$plash_gid" ]; then
    plash_uid=$(id -u) plash_gid=$(id -g)
  fi
}

# status_take NAME VALUE...: keeps what a line tells.
status_take() {
  case $1 in
    Umask) plash_umask=$2 ;;
    Uid) plash_uid=$3 ;;
    Gid) plash_gid=$3 ;;
    SigIgn) status_ignored=$2 ;;
    CapBnd) status_capabilities=$2 ;;
    NoNewPrivs) status_privileges=$2 ;;
  esac
}

# status_lines_read: does what user_read does, line by line.
status_lines_read() {
  status_seccomp=
  while read -r status_key status_first status_second status_rest; do
    if [ "$status_key" = Seccomp: ]; then
      status_seccomp=$status_first
      return
    fi
    status_take "${status_key%:}" "$status_first" "$status_second"
  done 2>/dev/null </proc/self/status
}
