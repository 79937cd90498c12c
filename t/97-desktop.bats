# Programs with windows: of a real Debian, on a screen that the tests look at; and the sockets of a desktop session.
load lib/helper
load lib/nap
load lib/display
load lib/session

setup() {
  world_reset
}

teardown() {
  [ -z "${window-}" ] || { kill "$window" && wait "$window"; } 2>/dev/null || :
  display_stop
  session_stop
  world_clean
}

# picture_is_other THAN WIDTH HEIGHT: that part of the screen has changed.
picture_is_other() {
  [ "$(picture "$2" "$3")" != "$1" ]
}

@test "xeyes looks at the pointer, and a plashfile shows a window of GTK whose button works" {
  only_user # what it shares with root's runs is tested there, and a user is root in the container
  gate 'no Debian archive: needs mmdebstrap and the network' test -r "${PLASH_TEST_DEBIAN_TAR-}"
  gate 'Xvfb, xdotool or python3 is not installed' command -v Xvfb xdotool python3
  local eyes
  plash map debian "$(plash import-tar "$PLASH_TEST_DEBIAN_TAR" 2>/dev/null)"
  plash map gui "$(plash build --from @debian --run 'echo force-unsafe-io >/etc/dpkg/dpkg.cfg.d/fast' \
    'apt-get -qq update' \
    'apt-get -qq install -y --no-install-recommends dbus-x11 x11-apps python3-gi gir1.2-gtk-3.0' 2>build.said)"
  display_start
  assert_equal 1 "$(picture | cut -d ' ' -f 1)"

  xdotool mousemove 390 10
  plash run gui xeyes -geometry 200x150+0+0 >out 2>&1 3>&- &
  window=$!
  within_a_minute shows 2
  eyes=$(picture 200 150)
  xdotool mousemove_relative 0 180 # xeyes looks at movements, not at places
  within_a_minute picture_is_other "$eyes" 200 150
  kill "$window"
  wait "$window" || [ $? -eq 143 ]
  window=

  cat >hello <<'END'
#!/usr/bin/env plash-exec
--from
@gui
--layer
--entrypoint-script 
#!/usr/bin/env python3
import gi
gi.require_version("Gtk", "3.0")
from gi.repository import Gtk

class MyWindow(Gtk.Window):
    def __init__(self):
        Gtk.Window.__init__(self, title="Hello World")
        self.button = Gtk.Button(label="Click Here")
        self.button.connect("clicked", self.on_button_clicked)
        self.add(self.button)

    def on_button_clicked(self, widget):
        print("Hello World")
        Gtk.main_quit()

win = MyWindow()
win.show_all()
Gtk.main()
END
  chmod +x hello
  ./hello >out 2>err 3>&- &
  window=$!
  within_a_minute shows 10
  xdotool search --name 'Hello World' mousemove --window %1 20 10 click 1
  wait "$window"
  window=
  assert_equal 'Hello World' "$(cat out)"
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

@test "clients of Wayland, PulseAudio and D-Bus in a container reach the servers of the session" {
  only_user # as above
  gate 'no Debian archive: needs mmdebstrap and the network' test -r "${PLASH_TEST_DEBIAN_TAR-}"
  gate 'weston, pulseaudio or dbus-daemon is not installed' command -v weston pulseaudio dbus-daemon
  plash map debian "$(plash import-tar "$PLASH_TEST_DEBIAN_TAR" 2>/dev/null)"
  plash map clients "$(plash build --from @debian --run 'echo force-unsafe-io >/etc/dpkg/dpkg.cfg.d/fast' \
    'apt-get -qq update' \
    'apt-get -qq install -y --no-install-recommends wayland-utils pulseaudio-utils python3-gi' 2>build.said)"
  session_start
  export PLASH_DESKTOP=1
  assert_contains "$(plash run clients wayland-info)" "interface: 'wl_compositor'"
  assert_contains "$(plash run clients pactl list short sinks)" plash_sink
  assert_contains "$(plash run clients python3 -c 'from gi.repository import Gio
print(Gio.bus_get_sync(Gio.BusType.SESSION).get_unique_name())')" :1.
}
