# shellcheck shell=sh disable=SC2034,SC2154 # globals are shared with bench
# What plash is measured against beside the floor: a hello-world JVM, and
# podman and docker as far as they work here. Defines functions only.
#
# Globals set here: java, podman_actors, docker_actors.

docker_image=plash-bench-$$

peers_make() {
  java_make
  podman_actors=
  for actor in $actors; do
    podman_make "$actor" && podman_actors="$podman_actors $actor"
  done
  docker_actors=
  for actor in $actors; do
    docker_make "$actor" && docker_actors="$docker_actors $actor"
  done
}

# Sets java to the JVM that plash takes, and compiles Hello.java for it.
java_make() {
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  mkdir "$scratch/hello"
  cat >"$scratch/hello/Hello.java" <<'END'
public class Hello {
  public static void main(String[] words) {
    System.out.println("hello");
  }
}
END
  "${java}c" -d "$scratch/hello" "$scratch/hello/Hello.java" 2>"$scratch/stderr" || :
}

# hello ACTOR LABEL: a JVM with the usual flags of short programs, by which plash's workers have always been measured.
hello() {
  timed "$1" "$2" "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -XX:-UsePerfData -Xshare:auto -cp "$scratch/hello" Hello
}

# podman_as ACTOR WORD...: podman with a store of its own.
podman_as() {
  _podman=$1
  shift
  if [ -s "$scratch/$_podman/containers.conf" ]; then
    set -- CONTAINERS_CONF="$scratch/$_podman/containers.conf" "$@"
  fi
  as "$_podman" env CONTAINERS_STORAGE_CONF="$scratch/$_podman/storage.conf" "$@"
}

# Finds settings with which podman can run the image: its own, then those for
# machines with old cgroups or a root that may not raise limits.
podman_make() {
  command -v podman >/dev/null || {
    skip "podman, $1" 'not installed'
    return 1
  }
  _why=
  for _driver in overlay vfs; do
    podman_store "$1" "$_driver"
    for _settings in none runc crun; do
      podman_settings "$_settings" >"$scratch/$1/containers.conf"
      ! podman_works "$1" || return 0
      _why=${_why:-$(tail -n 1 "$scratch/stderr")}
    done
  done
  skip "podman, $1" "$_why"
  return 1
}

# podman_store ACTOR DRIVER: an empty store; podman remembers the driver of
# an earlier one.
podman_store() {
  stop_pause "$1"
  unmount_all || return
  remove "$scratch/$1/podman"
  remove "$scratch/$1/run"
  remove "$scratch/$1/.local"
  as "$1" mkdir -m 700 "$scratch/$1/run"
  printf '[storage]\ndriver = "%s"\ngraphroot = "%s"\nrunroot = "%s"\n' "$2" \
    "$scratch/$1/podman" "$scratch/$1/run/podman" >"$scratch/$1/storage.conf"
}

podman_runs() {
  case " $podman_actors " in
    *" $1 "*) ;;
    *) return 1 ;;
  esac
}

podman_settings() {
  [ "$1" != none ] || return 0
  printf '[containers]\ndefault_ulimits = []\nlog_driver = "k8s-file"\n'
  [ "$1" = runc ] || printf 'cgroups = "disabled"\n'
  printf '[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n'
  printf 'runtime = "%s"\n' "$1"
}

podman_works() {
  podman_as "$1" podman import "$scratch/image.tar" bench-image >"$scratch/stderr" 2>&1 &&
    podman_as "$1" podman run --rm --network=none bench-image true >"$scratch/stderr" 2>&1
}

# podman_start ACTOR LABEL CMD...
podman_start() {
  _podman_actor=$1
  _podman_label=$2
  shift 2
  # shellcheck disable=SC2086 # the mode is two words or none
  podman_as "$_podman_actor" "$clock" $mode "$times" "$_podman_label" \
    podman run --rm --network=none bench-image "$@" 2>"$scratch/stderr" || return
  # What cleans up after podman must not slow the next in turn.
  sleep 0.3
}

# podman_build ACTOR LABEL N: a build of N layers.
podman_build() {
  _podman_dir=$scratch/$1/podman-build
  mkdir -p "$_podman_dir"
  {
    echo 'FROM localhost/bench-image'
    _i=0
    while [ "$_i" -lt "$3" ]; do
      _i=$((_i + 1))
      echo "RUN : $serial-$_i"
    done
  } >"$_podman_dir/Containerfile"
  podman_as "$1" "$clock" "$times" "$2" podman build --isolation=chroot --layers \
    --no-cache -q -f "$_podman_dir/Containerfile" "$_podman_dir" 2>"$scratch/stderr"
}

# A user's podman leaves a process that holds its namespace.
stop_pause() {
  _pause=$scratch/$1/run/libpod/tmp/pause.pid
  if [ -s "$_pause" ]; then
    kill "$(cat "$_pause")" 2>/dev/null || :
  fi
}

# Docker is taken where its engine runs and the actor may use it; the bench starts no engine.
docker_make() {
  command -v docker >/dev/null || {
    skip "docker, $1" 'not installed'
    return 1
  }
  as "$1" docker import "$scratch/image.tar" "$docker_image" >"$scratch/stderr" 2>&1 &&
    as "$1" docker run --rm --network=none "$docker_image" true >"$scratch/stderr" 2>&1 || {
    skip "docker, $1" "$(tail -n 1 "$scratch/stderr")"
    return 1
  }
}

# docker_start ACTOR LABEL CMD...
docker_start() {
  case " $docker_actors " in
    *" $1 "*) ;;
    *) return 1 ;;
  esac
  _docker_actor=$1
  _docker_label=$2
  shift 2
  timed "$_docker_actor" "$_docker_label" docker run --rm --network=none "$docker_image" "$@"
}

docker_clean() {
  [ -z "${docker_actors-}" ] || docker image rm "$docker_image" >/dev/null 2>&1 || :
}
