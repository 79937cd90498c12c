# Real docker engines for the tests of one file: dockerd (for root) and podman's service, each at a
# socket of its own, with an image `busybox-test:1` of the suite's busybox. `load lib/engine`.

# engines_start: call from setup_file. Sets engines to the names of those that came up.
engines_start() {
  local name
  export engines=
  if [ "$(id -u)" -eq 0 ]; then
    engine_begin docker dockerd --iptables=false --ip6tables=false --bridge=none --storage-driver vfs \
      --data-root "$BATS_FILE_TMPDIR/docker/data" --exec-root "$BATS_FILE_TMPDIR/docker/exec" \
      -p "$BATS_FILE_TMPDIR/docker/dockerd.pid" -H "unix://$BATS_FILE_TMPDIR/docker/sock"
  fi
  podman_configure
  engine_begin podman podman system service --time=0 "unix://$BATS_FILE_TMPDIR/podman/sock"
  for name in docker podman; do
    ! engine_await "$name" || engines="$engines $name"
  done
  for name in $engines; do
    engine_use "$name"
    engine_load busybox-test:1 "$PLASH_SUITE_DATA/layer/0/1/_data/root"
  done
}

# podman_configure: no limits, cgroups or logs that need more than a bare machine has. podman_run is a directory with a
# short name: what podman starts at the end of a container refuses one of more than 50 characters, and then
# `podman run` waits for it for 20 seconds.
podman_configure() {
  local folder=$BATS_FILE_TMPDIR/podman
  export podman_run
  podman_run=$(mktemp -d /var/tmp/podman.XXXXXX)
  mkdir -p "$folder/xdg"
  chmod 700 "$folder/xdg"
  export CONTAINERS_CONF=$folder/containers.conf CONTAINERS_STORAGE_CONF=$folder/storage.conf
  cat >"$CONTAINERS_CONF" <<'END'
[containers]
default_ulimits = []
log_driver = "k8s-file"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
END
  printf '[storage]\ndriver = "vfs"\ngraphroot = "%s/graph"\nrunroot = "%s"\n' "$folder" "$podman_run" \
    >"$CONTAINERS_STORAGE_CONF"
}

# engine_begin NAME WORD...: starts WORD... in the background, if there is such a program.
engine_begin() {
  local folder=$BATS_FILE_TMPDIR/$1
  command -v "$2" >/dev/null || return 0
  mkdir -p "$folder"
  # A process group of its own: podman of an ordinary user is more than one process.
  XDG_RUNTIME_DIR=$folder/xdg HOME=$folder setsid "${@:2}" >"$folder/log" 2>&1 </dev/null 3>&- 4>&- &
  echo "$!" >"$folder/pid"
}

# engine_await NAME: true when the engine answers within some seconds.
engine_await() {
  local folder=$BATS_FILE_TMPDIR/$1
  [ -f "$folder/pid" ] || return
  for _ in {1..100}; do
    ! [ -S "$folder/sock" ] || ! engine_call_at "$folder/sock" GET /_ping >/dev/null || return 0
    kill -0 "$(cat "$folder/pid")" 2>/dev/null || break
    sleep 0.1
  done
  sed "s/^/# $1: /" "$folder/log" >&3
  return 1
}

# engines_stop: call from teardown_file.
engines_stop() {
  local name pause=$BATS_FILE_TMPDIR/podman/xdg/libpod/tmp/pause.pid
  for name in docker podman; do
    [ ! -f "$BATS_FILE_TMPDIR/$name/pid" ] || engine_stop "$(cat "$BATS_FILE_TMPDIR/$name/pid")"
  done
  # podman of an ordinary user leaves one process that holds its user namespace.
  [ ! -f "$pause" ] || kill "$(cat "$pause")" || :
  for name in "$BATS_FILE_TMPDIR/podman" "$podman_run"; do
    rm -rf "$name" 2>/dev/null || inside_namespace rm -rf "$name"
  done
}

# engine_stop GROUP: ends the processes of a group.
engine_stop() {
  # The first process alone: dockerd then ends its containerd and unmounts its data.
  kill -TERM "$1" 2>/dev/null || :
  for _ in {1..100}; do
    kill -0 -- "-$1" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL -- "-$1"
}

# engine_use NAME: from here on, plash and engine_call mean that engine.
engine_use() {
  export DOCKER_HOST=unix://$BATS_FILE_TMPDIR/$1/sock
}

# engine_call METHOD PATH [CURL-OPTION...]: asks the engine in use.
engine_call() {
  engine_call_at "${DOCKER_HOST#unix://}" "$@"
}

engine_call_at() {
  curl -sS --fail-with-body --max-time 60 --unix-socket "$1" -X "$2" "${@:4}" "http://docker$3"
}

# engine_load IMAGE DIRECTORY [CHANGE...]: an image of the files in DIRECTORY; a CHANGE is a line of a
# Dockerfile.
engine_load() {
  local query
  query=$(python3 -c '
import sys, urllib.parse
query = [("fromSrc", "-"), ("repo", sys.argv[1])] + [("changes", change) for change in sys.argv[2:]]
print(urllib.parse.urlencode(query))' "$1" "${@:3}")
  inside_namespace tar -C "$2" -c . |
    engine_call POST "/images/create?$query" -H 'Content-Type: application/x-tar' --data-binary @- >/dev/null
}

# engine_containers: the containers that the engine in use has, one a line.
engine_containers() {
  engine_call GET '/containers/json?all=1' |
    python3 -c 'import json, sys; [print(*c["Names"]) for c in json.load(sys.stdin)]'
}
