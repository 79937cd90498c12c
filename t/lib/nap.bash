# What tests of layers under way share: a directory that layers can write to, and a program that a test can tell
# from all others and that runs until somebody ends it.
# shellcheck shell=bash

# nap_begin: call from setup. Sets shared, the directory, and nap, the words of the program.
nap_begin() {
  gate 'no /dev/shm' test -w /dev/shm
  # The one place that a build shares with the host and may write.
  shared=/dev/shm/plash-test.$BASHPID
  mkdir "$shared"
  nap="sleep 120.$BASHPID"
}

# nap_clean: call from teardown. Ends what a failed test left of the program, by process id, and deletes the
# directory.
nap_clean() {
  local process
  for process in $(pgrep -fx "(busybox )?$nap"); do
    kill -9 "$process" || true
  done
  rm -rf "$shared"
}

# within_a_minute WORD...: returns as soon as they succeed.
within_a_minute() {
  local tries
  for tries in {1..1200}; do
    ! "$@" || return 0
    sleep 0.05
  done
  echo "waited in vain: $*" >&2
  return 1
}
