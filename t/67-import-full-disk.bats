# A disk that an image fills.
# bats file_tags=once
load lib/helper
load lib/layout
load lib/registry
load lib/small_disk

setup() {
  world_reset
  registry_environment
  registry_gate
  gate 'skopeo is not installed' command -v skopeo
}

teardown() {
  registry_stop
  world_clean
}

@test "a layer that fills the disk ends at once: the rest is not fetched, and nothing is kept" {
  gate 'no tmpfs in a namespace' in_tmpfs size=64m true
  registry_start plain
  head -c 40000000 /dev/urandom >big
  tar -cf big.tar big
  craft t big.tar pack=none
  registry_push t tool:1
  export registry
  run -0 --separate-stderr in_tmpfs size=12m '
    plash import-oci "$registry/tool:1" || echo "$?"
    ls "$PLASH_DATA/tmp"
    ls -x "$PLASH_DATA/index"'
  assert_equal $'1\n0  1' "$output"
  assert_equal 1 "$(grep -c 'plash error:' <<<"$stderr")"
  assert_contains "$stderr" 'is the disk full?'
  written=$(sed -n 's/.*"GET [^ ]*blobs[^ ]* HTTP[^"]*" 200 \([0-9]*\) .*/\1/p' "$registry_log" | sort -n | tail -n 1)
  [ "$written" -lt 35000000 ]
}

@test "a layer that fills the disk when it is decompressed: one error, and nothing is kept" {
  gate 'no tmpfs in a namespace' in_tmpfs size=64m true
  truncate -s 100M zeros
  tar -cf zeros.tar zeros
  craft t zeros.tar
  export image=oci:$PWD/img:t
  run -0 --separate-stderr in_tmpfs size=12m '
    plash import-oci "$image" || echo "$?"
    ls "$PLASH_DATA/tmp"
    ls -x "$PLASH_DATA/index"'
  assert_equal $'1\n0  1' "$output"
  assert_equal 1 "$(grep -c 'plash error:' <<<"$stderr")"
  assert_contains "$stderr" 'is the disk full?'
}
