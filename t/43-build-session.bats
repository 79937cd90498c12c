# How layers are made: in one session, by one builder at a time.
load lib/helper

setup() {
  world_reset
  # No other process sleeps that long.
  forever=9$BASHPID
  shared=/dev/shm/plash-test.$BASHPID
}

teardown() {
  local process
  for process in $(left_running); do
    kill -9 "$process" || true
  done
  rm -f "$shared".*
  world_clean
}

# build_start NAME MACRO...: builds in the background with its output in NAME.id and NAME.said;
# sets worker.
build_start() {
  local name=$BATS_TEST_TMPDIR/$1
  shift
  setsid plash build --from-id 1 "$@" \
    3>&- 4>&- </dev/null >"$name.id" 2>"$name.said" &
  worker=$!
}

# build_status: waits for the worker, sets status.
build_status() {
  status=0
  wait "$worker" || status=$?
}

# wait_until WORD...: until they succeed; fails after ten seconds.
wait_until() {
  local tries=0
  until "$@"; do
    sleep 0.05
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || {
      echo "waited in vain: $*" >&2
      return 1
    }
  done
}

# said NAME LINE: the build printed that line.
said() {
  grep -qxF -- "$2" "$BATS_TEST_TMPDIR/$1.said"
}

# left_running: the processes of this test's layers and build sessions, by their command lines.
left_running() {
  local file
  printf '%s\n' "$HOME" "$forever" | grep -lsaFf - /proc/[0-9]*/cmdline | while read -r file; do
    file=${file#/proc/}
    echo "${file%/cmdline}"
  done
}

@test "twenty layers start one JVM, and enter the user namespace once" {
  local name bin=$BATS_TEST_TMPDIR/bin starts=$BATS_TEST_TMPDIR/starts words=()
  mkdir "$bin"
  for name in java unshare; do
    printf '#!/bin/sh\necho "%s $*" >>%s\nexec %s "$@"\n' "$name" "$starts" "$(command -v "$name")" >"$bin/$name"
    chmod +x "$bin/$name"
  done
  for name in {1..20}; do
    words+=(--layer --run ": $name")
  done
  unset JAVA_HOME
  PATH=$bin:$PATH run -0 --separate-stderr plash build --from-id 1 "${words[@]}"
  assert_equal 21 "$output"
  assert_equal 1 "$(grep -c '^java .*io.plash.cmd.Main' "$starts")"
  assert_equal 1 "$(grep '^unshare .*plash--session' "$starts" | grep -vc '^unshare --pid ')"
  assert_equal 1 "$(grep -c '^unshare --pid ' "$starts")"
  assert_equal 20 "$(grep -c '^unshare .*plash--enter' "$starts")"
  assert_equal 0 "$(grep '^unshare .*plash--enter' "$starts" | grep -c -e --user || true)"
}

@test "four builds of one layer at once do the work once, and all print its id" {
  local name workers=()
  for name in a b c d; do
    build_start "$name" --run "echo x >>$shared.made" 'sleep 0.5'
    workers+=("$worker")
  done
  for worker in "${workers[@]}"; do
    build_status
    assert_equal 0 "$status"
  done
  assert_equal $'2\n2\n2\n2' "$(cat "$BATS_TEST_TMPDIR"/?.id)"
  assert_equal x "$(cat "$shared.made")"
  assert_equal 1 "$(cat "$BATS_TEST_TMPDIR"/?.said | grep -c -e '^--:$')"
}

@test "a build that waits for a layer makes it itself when the other one fails" {
  build_start first --run "[ ! -e $shared.go ] || exit 0; touch $shared.began" \
    "while [ ! -e $shared.go ]; do sleep 0.05; done" false
  wait_until test -e "$shared.began"
  local first=$worker
  build_start second --run "[ ! -e $shared.go ] || exit 0; touch $shared.began" \
    "while [ ! -e $shared.go ]; do sleep 0.05; done" false
  sleep 0.5
  assert_equal '' "$(cat "$BATS_TEST_TMPDIR/second.said")"
  touch "$shared.go"
  build_status
  assert_equal 1 "$status"
  said second 'plash error: build failed: the commands of the layer ended before their last line'
  worker=$first build_status
  said first 'plash error: build failed with exit status 1'
}

@test "different layers are built at the same time" {
  build_start a --run "touch $shared.a" "while [ ! -e $shared.b ]; do sleep 0.05; done"
  wait_until test -e "$shared.a"
  run -0 plash build --from-id 1 --run "touch $shared.b" "test -e $shared.a"
  build_status
  assert_equal 0 "$status"
  assert_equal 2 "$(cat "$PLASH_DATA"/index/*/_data/script | grep -c "^touch $shared")"
}
