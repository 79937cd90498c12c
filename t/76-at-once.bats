# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# at_once COUNT WORD...: starts WORD... N COUNT times at once, N from 1 on, with the output in out.N;
# fails when one of them fails.
at_once() {
  local count=$1 number pids=() failed=0
  shift
  for ((number = 1; number <= count; number++)); do
    "$@" "$number" >"out.$number" 2>"err.$number" 3>&- &
    pids+=($!)
  done
  for number in "${!pids[@]}"; do
    wait "${pids[number]}" || {
      echo "number $((number + 1)) failed" >&2
      cat "err.$((number + 1))" >&2
      failed=1
    }
  done
  return "$failed"
}

build_same() {
  plash build --from-id 1 --run 'echo once; touch /same'
}

run_one() {
  plash run 1 sh -c 'echo "$1"' sh "$1"
}

@test "one layer wanted eight times at once is built once" {
  at_once 8 build_same
  assert_equal 2 "$(cat out.* | sort -u)"
  assert_equal 1 "$(cat err.* | grep -c '^once$')"
  nothing_half_made
}

@test "64 runs at once all succeed, each with its own changes" {
  local number
  plash run 1 true
  at_once 64 run_one
  for number in 1 17 64; do
    assert_equal "$number" "$(cat "out.$number")"
  done
  assert_equal 64 "$(cat out.* | sort -u | wc -l)"
}
