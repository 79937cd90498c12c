# A desktop session without a desktop: servers of Wayland, PulseAudio and D-Bus, each with a socket in a runtime
# directory of its own. `load lib/session`, after lib/nap.
# shellcheck shell=bash

# session_start: starts the servers and sets what names their sockets. The runtime directory lies in /tmp, which
# containers share. Goes with session_stop.
session_start() {
  session_pids=()
  XDG_RUNTIME_DIR=$(mktemp -d /tmp/plash-session.XXXXXX)
  export XDG_RUNTIME_DIR WAYLAND_DISPLAY=wayland-plash DBUS_SESSION_BUS_ADDRESS=unix:path=$XDG_RUNTIME_DIR/bus
  session_serve weston --backend=headless-backend.so --socket="$WAYLAND_DISPLAY" --idle-time=0
  session_serve pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no \
    -L module-native-protocol-unix -L 'module-null-sink sink_name=plash_sink'
  session_serve dbus-daemon --session --nofork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS"
  within_a_minute test -S "$XDG_RUNTIME_DIR/$WAYLAND_DISPLAY"
  within_a_minute test -S "$XDG_RUNTIME_DIR/pulse/native"
  within_a_minute test -S "$XDG_RUNTIME_DIR/bus"
}

session_serve() {
  "$@" >"$BATS_TEST_TMPDIR/$1.said" 2>&1 </dev/null 3>&- &
  session_pids+=("$!")
}

# session_stop: call from teardown.
session_stop() {
  [ -n "${session_pids+x}" ] || return 0
  { kill "${session_pids[@]}" && wait "${session_pids[@]}"; } 2>/dev/null || :
  rm -rf "$XDG_RUNTIME_DIR"
}
