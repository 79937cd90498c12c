# The caller's working directory, where it is gone.
load lib/helper

setup() { world_reset; }

teardown() { world_clean; }

@test "in a working directory that was deleted relative names are an error, and nothing else is" {
  local words
  mkdir gone
  cd gone
  rmdir ../gone
  for words in 'export-tar 1 plash-of-a-test.tar' 'shallow-copy 1 plash-of-a-test' 'import-tar plash-of-a-test.tar' \
    'add-layer 1 plash-of-a-test'; do
    # shellcheck disable=SC2086 # words
    assert_refused 1 'working directory is gone' plash $words
  done
  assert_refused 1 'working directory is gone' env PLASH_DATA=data plash run 1 true
  assert_refused 1 plashfile plash-exec plashfile
  [ ! -e /plash-of-a-test.tar ] && [ ! -e /plash-of-a-test ] && [ ! -e /data ]
  run -0 --separate-stderr plash run 1 pwd
  assert_equal / "$output"
  inside_namespace find "$PLASH_DATA" -path '*plan*' -type f -delete # a start then asks a worker
  run -0 --separate-stderr plash run 1 pwd
  assert_equal / "$output"
  run -0 plash export-tar 1 "$HOME/x.tar"
  cd "$HOME"
}
