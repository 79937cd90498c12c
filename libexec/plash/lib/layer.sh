# The processes of a layer that is being built. Sourced; only defines.
#
# Sets:   layer_left (layer_end)
# shellcheck shell=sh

# layer_processes_show: mounts the /proc of a pid namespace, and is for process 1 of that. Where the kernel refuses it,
# since some of the caller's /proc is hidden, as in docker (fs/namespace.c, mount_too_revealing), the caller's /proc
# stays, in which self is right.
layer_processes_show() {
  mount -t proc -o nosuid,nodev,noexec proc /proc 2>/dev/null
}

# layer_unended SCRATCH: reports that a process of the layer does not end, and writes the file SCRATCH/failed, by which
# the worker knows that this was reported.
layer_unended() {
  printf 'plash error: a process that the layer left running does not end: the layer is not kept\n' >&2
  printf 'failed\n' >"$1/failed"
}

# layer_unsaved SCRATCH: lets the worker know in the same way that it was reported why the layer could not be stored.
layer_unsaved() {
  printf 'failed\n' >"$1/failed"
}

# layer_end SCRATCH: ends what the layer under construction in SCRATCH (its path from lower/) left running, so that nobody
# changes it once it is a container. Sets layer_left, which is empty if nothing was left. Is false when a process does
# not end in ten seconds. A session is process 1 of its pid namespace: there all other processes are ended, wherever
# they chrooted to, and a fork that is under way does not escape (kill(2), pid -1; kernel/fork.c, copy_process).
# Elsewhere it is what layer_kill finds. busybox takes no `--` in front of -1, and without that dash and mksh take -1
# for an option behind `-s`.
layer_end() {
  layer_left='' layer_rounds=0
  if [ "$$" -ne 1 ]; then
    if layer_kill "$1"; then
      layer_left=yes
    fi
    ! layer_processes_find "$1"
    return
  fi
  if [ "${union_kind-overlay}" != overlay ]; then
    layer_end_beside_server
  fi
  while kill -0 -1 2>/dev/null; do
    (:) # waits for any child, which takes processes that have ended off the process table
    kill -9 -1 2>/dev/null || return 0
    layer_left=yes
    layer_rounds=$((layer_rounds + 1))
    [ "$layer_rounds" -lt 20 ] || sleep 0.1
    [ "$layer_rounds" -lt 120 ] || return 1
  done
}

# layer_end_beside_server: ends what the layer left running but for the FUSE server that shows it, which has the root of
# this shell. The server then writes what the kernel still keeps for it, and ends by itself; it is waited for. Where
# /proc is not that of this pid namespace, nothing can be told apart, and nothing is done.
layer_end_beside_server() {
  # shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
  if [ ! /proc/1 -ef /proc/self ]; then
    return 0
  fi
  layer_rounds=0
  while layer_inside_find && [ "$layer_rounds" -lt 100 ]; do
    # shellcheck disable=SC2086 # process ids
    kill -9 $layer_processes 2>/dev/null
    layer_left=yes layer_rounds=$((layer_rounds + 1))
  done
  layer_rounds=0
  while kill -0 -1 2>/dev/null && [ "$layer_rounds" -lt 500 ]; do
    (:)
    layer_rounds=$((layer_rounds + 1))
    [ "$layer_rounds" -lt 5 ] || sleep 0.02
  done
  layer_rounds=0
}

# layer_inside_find: sets layer_processes to the ids of the processes that have another root than this shell; false when
# there are none.
layer_inside_find() {
  layer_processes=
  for layer_process in /proc/[0-9]*; do
    # shellcheck disable=SC3013 # -ef: POSIX 2024, and every sh plash is tested with
    if [ -d "$layer_process/root" ] && [ ! "$layer_process/root" -ef / ] && [ -e "$layer_process/exe" ]; then
      layer_processes="$layer_processes ${layer_process#/proc/}"
    fi
  done
  [ -n "$layer_processes" ]
}

# layer_kill SCRATCH: kills what still runs in the layer under construction in SCRATCH (its path from lower/), so that
# nobody changes the layer once it is a container. True if there was anything.
layer_kill() {
  layer_killed=1 layer_tries=0
  while layer_processes_find "$1" && [ "$layer_tries" -lt 100 ]; do
    # shellcheck disable=SC2086 # process ids
    kill -9 $layer_processes 2>/dev/null
    layer_killed=0
    layer_tries=$((layer_tries + 1))
  done
  return "$layer_killed"
}

# layer_processes_find SCRATCH: sets layer_processes to the ids of the processes that see SCRATCH mounted; false when there
# are none. A process in a container has another root than this shell, which two stat(2) tell. Only then its mount table
# is read. kdevtmpfs, a thread of the kernel, has another root as well, but no exe. A process that this user may not
# look at does not belong to the layer.
layer_processes_find() {
  layer_upper=upperdir=$1/
  shift
  layer_inside_find || return 1
  for layer_process in $layer_processes; do
    set -- "$@" "/proc/$layer_process/mountinfo"
  done
  layer_processes=
  # shellcheck disable=SC2013 # process ids
  for layer_process in $(grep -lsF "$layer_upper" "$@"); do
    layer_process=${layer_process#/proc/}
    layer_processes="$layer_processes ${layer_process%/mountinfo}"
  done
  [ -n "$layer_processes" ]
}
