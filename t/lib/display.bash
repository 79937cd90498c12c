# A screen without a monitor: an X server whose picture tests look at. `load lib/display`, after lib/helper.
# shellcheck shell=bash

# display_start: starts Xvfb with a screen of 400x200 and no pointer to be seen, and sets DISPLAY and display_pid. Goes
# with display_stop.
display_start() {
  local number
  mkdir "$BATS_TEST_TMPDIR/screen"
  mkfifo "$BATS_TEST_TMPDIR/display"
  Xvfb -displayfd 3 -screen 0 400x200x24 -nocursor -nolisten tcp -noreset -fbdir "$BATS_TEST_TMPDIR/screen" \
    3>"$BATS_TEST_TMPDIR/display" >"$BATS_TEST_TMPDIR/display.said" 2>&1 &
  display_pid=$!
  read -r number <"$BATS_TEST_TMPDIR/display"
  export DISPLAY=:$number
}

# display_stop: call from teardown.
display_stop() {
  [ -z "${display_pid-}" ] || { kill "$display_pid" && wait "$display_pid"; } 2>/dev/null || :
}

# picture [WIDTH HEIGHT]: how many colours the upper left part of the screen has, all of it by default, and a checksum
# of it. Xvfb keeps its screen in a file of xwd(1), whose header begins with its size; behind the header come the
# colours of twelve bytes, then the pixels of four.
picture() {
  python3 - "$BATS_TEST_TMPDIR/screen/Xvfb_screen0" "${1:-400}" "${2:-200}" <<'END'
import hashlib, struct, sys
data = open(sys.argv[1], "rb").read()
width, height = int(sys.argv[2]), int(sys.argv[3])
field = struct.unpack(">25I", data[:100])
start, line = field[0] + 12 * field[19], field[12]
rows = [data[start + y * line : start + y * line + 4 * width] for y in range(height)]
colours = {row[x : x + 4] for row in rows for x in range(0, 4 * width, 4)}
print(len(colours), hashlib.md5(b"".join(rows)).hexdigest())
END
}

# shows COLOURS [WIDTH HEIGHT]: that part of the screen has at least so many colours, and has stopped to change.
shows() {
  local seen
  seen=$(picture "${@:2}")
  sleep 0.3
  [ "${seen%% *}" -ge "$1" ] && [ "$seen" = "$(picture "${@:2}")" ]
}
