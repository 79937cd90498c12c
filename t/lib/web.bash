# A web server on this machine, and what to serve. `load lib/web`, after lib/helper.

# web_start [NAME [CERTIFICATE KEY]]: serves the new directory NAME (default: web) of the test on
# loopback, sets web_root, web_url and web_pid. Goes with web_stop.
web_start() {
  local library
  library=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
  web_root=$BATS_TEST_TMPDIR/${1:-web}
  mkdir "$web_root"
  python3 "$library/web_server.py" "$web_root" "${@:2}" >"$web_root.said" 2>&1 3>&- &
  web_pid=$!
  web_pids+=("$web_pid")
  until [ -f "$web_root.port" ]; do
    kill -0 "$web_pid" || {
      cat "$web_root.said" >&2
      return 1
    }
    read -rt 0.05 <> <(:) || :
  done
  web_url=http${2:+s}://127.0.0.1:$(cat "$web_root.port")
}

# web_stop: call from teardown.
web_stop() {
  local pid
  for pid in "${web_pids[@]}"; do
    kill "$pid" && wait "$pid"
  done 2>/dev/null || :
}

# web_fault PATH FAULT [VALUE [TIMES]]: from now on; see web_server.py.
web_fault() {
  printf '%s\n' "$*" >>"$web_root.faults"
}

# web_count PATH: how many requests there were for it.
web_count() {
  awk -v path="$1" '$2 == path { n++ } END { print n + 0 }' "$web_root.log"
}

# web_image FILE [PROGRAM]: a tar of the test image with a file /mark, served as FILE; compressed by
# PROGRAM, and padded with noise so that it does not fit into a pipe.
web_image() {
  local tree=$BATS_TEST_TMPDIR/served
  if [ ! -d "$tree" ]; then
    cp -a "$PLASH_DATA/layer/0/1/_data/root" "$tree"
    printf 'here\n' >"$tree/mark"
    head -c 2000000 /dev/urandom >"$tree/noise"
  fi
  tar --owner=0 --group=0 -C "$tree" -cf - . | XZ_OPT=-0 "${2:-cat}" >"$web_root/$1"
}

# raw PATH FORMAT [FAULT]: PATH is answered by the text that printf makes, status line and all.
raw() {
  # shellcheck disable=SC2059
  printf "$2" >"$BATS_TEST_TMPDIR/answer-${1#/}"
  web_fault "$1" "${3:-raw}" "$BATS_TEST_TMPDIR/answer-${1#/}"
}

# nothing_kept: no container but the test image, nothing in tmp/.
nothing_kept() {
  assert_equal "0 1" "$(ls "$PLASH_DATA/index" | tr '\n' ' ' | sed 's/ $//')"
  assert_equal '' "$(ls "$PLASH_DATA/tmp")"
}
