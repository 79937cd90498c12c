# The desktop session of the caller.
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

@test "PLASH_DESKTOP shares the sockets of the session and what names them, for runs that ask for it" {
  only_root # who may make a /run/user
  local inside='cat /run/user/0/socket; echo "$XDG_RUNTIME_DIR $WAYLAND_DISPLAY $DBUS_SESSION_BUS_ADDRESS $OTHER"'
  printf '%s\n' '--from-id' 1 '--entrypoint-script ' '#!/bin/sh' "$inside" >plashfile
  cat >session <<'END'
mount -t tmpfs none /run && mkdir -p /run/user/0 && echo here >/run/user/0/socket || exit
export XDG_RUNTIME_DIR=/run/user/0 WAYLAND_DISPLAY=wayland-0 DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/0/bus OTHER=1
plash run 1 sh -c 'ls /run/user; echo "$XDG_RUNTIME_DIR$DBUS_SESSION_BUS_ADDRESS"' 2>/dev/null
export PLASH_DESKTOP=1
PLASH_EXPORT=OTHER plash run 1 sh -c "$1"
plash-exec plashfile 2>/dev/null
plash run linked sh -c "$1" 2>&1
rm -r /run/user
plash run 1 echo without
END
  plash map linked "$(plash create 1 sh -c 'mkdir -p /run; ln -s /etc /run/user')"
  run -0 --separate-stderr unshare -m --propagation private sh session "$inside"
  assert_equal "
here
/run/user/0 wayland-0 unix:path=/run/user/0/bus 1
here
/run/user/0 wayland-0 unix:path=/run/user/0/bus 
here
/run/user/0 wayland-0 unix:path=/run/user/0/bus 
without" "$output"
}
