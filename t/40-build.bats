load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

@test "a fresh layer shows its trace and output on stderr, and the id alone on stdout" {
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /a' 'echo out' 'echo err >&2'
  assert_equal 2 "$output"
  assert_equal $'+ touch /a\n+ echo out\nout\n+ echo err\nerr\n--:' "$stderr"
}

@test "layers are built in order, each on the one before" {
  run -0 --separate-stderr plash build --from-id 1 --run 'echo one >/f' --layer --run 'echo two >>/f' --layer \
    --run 'cat /f'
  assert_equal 4 "$output"
  assert_equal $'+ echo one\n--:\n+ echo two\n--:\n+ cat /f\none\ntwo\n--:' "$stderr"
  assert_equal $'3\n2\n1\n0' "$(
    plash parent 4
    plash parent 3
    plash parent 2
    plash parent 1
  )"
}

@test "containers nest on disk as they were built, each with its own slice" {
  plash build --from-id 1 --run 'touch /a' --layer --run 'touch /b' 2>/dev/null
  [ -f "$PLASH_DATA/layer/0/1/2/_data/root/a" ]
  [ -f "$PLASH_DATA/layer/0/1/2/3/_data/root/b" ]
  [ ! -e "$PLASH_DATA/layer/0/1/2/3/_data/root/a" ]
  [ ! -e "$PLASH_DATA/layer/0/1/_data/root/a" ]
  assert_equal "$(cd -P "$PLASH_DATA" && pwd)/layer/0/1/2/3" "$(cd -P "$PLASH_DATA/index/3" && pwd)"
  nothing_half_made
}

@test "a cached build prints the id alone, with the words it had and with others" {
  plash build --from-id 1 --run 'touch /a' --layer --run 'touch /b' 2>/dev/null
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /a' --layer --run 'touch /b'
  assert_equal 3 "$output"
  assert_equal '' "$stderr"
  run -0 --separate-stderr plash build -f 1 -x 'touch /a' -lx 'touch /b'
  assert_equal 3 "$output"
  assert_equal '' "$stderr"
  run -0 --separate-stderr plash build <<<$'--from-id 1\n--run\ntouch /a\n--layer\n--run\ntouch /b'
  assert_equal 3 "$output"
  assert_equal '' "$stderr"
}

@test "only the layers that are not there are built" {
  plash build --from-id 1 --run 'touch /a' 2>/dev/null
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /a' --layer --run 'touch /b'
  assert_equal 3 "$output"
  assert_equal $'+ touch /b\n--:' "$stderr"
}

@test "the same layer on another parent is another layer" {
  plash build --from-id 1 --run 'touch /a' --layer --run 'echo same' 2>/dev/null
  run -0 --separate-stderr plash build --from-id 1 --run 'echo same'
  assert_equal 4 "$output"
  assert_equal 1 "$(plash parent 4)"
  assert_contains "$stderr" 'same'
}

@test "removing a layer has it and its children built anew" {
  plash build --from-id 1 --run 'touch /a' --layer --run 'touch /b' 2>/dev/null
  plash rm 2
  run -0 --separate-stderr plash build --from-id 1 --run 'touch /a' --layer --run 'touch /b'
  assert_equal 5 "$output"
  assert_equal $'+ touch /a\n--:\n+ touch /b\n--:' "$stderr"
  assert_equal 4 "$(plash parent 5)"
}

@test "where --from stands does not matter, and the last one counts" {
  plash build --from-id 1 --run 'touch /a' 2>/dev/null
  assert_equal 2 "$(plash build --run 'touch /a' --from-id 1)"
  assert_equal 2 "$(plash build --from-id 99 --run 'touch /a' --from-id 1)"
}

@test "empty layers collapse" {
  plash build --from-id 1 --run 'touch /a' 2>/dev/null
  assert_equal 2 "$(plash build --layer --from-id 1 -l -l -l --run 'touch /a' --layer -l)"
  assert_equal 1 "$(plash build --from-id 1 -l -l --apt)"
}

@test "a layer of comments, or of an empty line, is a layer" {
  run -0 --separate-stderr plash build --from-id 1 --run '# nothing to do' --layer --run --run
  assert_equal 3 "$output"
  assert_equal $'--:\n--:' "$stderr"
}

@test "an image alone is its own answer, when it is there" {
  assert_equal 1 "$(plash build --from-id 1)"
  assert_refused 1 "plash error: no container '99'" plash build --from-id 99
}

@test "variables and the working directory last as long as the layer" {
  run -0 --separate-stderr plash build --from-id 1 --run 'mkdir /d' 'cd /d' 'V=kept' --run 'echo "$V" >"$PWD/f"' \
    --layer --run 'echo "[${V-unset}]" >/after' 'pwd >>/after'
  assert_equal kept "$(plash run "$output" cat /d/f)"
  assert_equal $'[unset]\n/' "$(plash run "$output" cat /after)"
}

@test "functions, here-documents, pipes and long lines work as in any script" {
  run -0 --separate-stderr plash build <<'LINES'
--from-id 1
--run
say() {
  printf '%s\n' "$@"
}
cat >/f <<'END'
$HOME "quoted" \
--\ --not an option
END
for word in a 'b c'; do
  say "$word" >>/f
done
echo joined \
  line | tr a-z A-Z >>/f
if false; then exit 1; fi
false || true
LINES
  run -0 plash run "$output" cat /f
  assert_equal '$HOME "quoted" \
--not an option
a
b c
JOINED LINE' "$output"
}

@test "build without arguments reads standard input; what is read there is never recorded" {
  local records
  records=$(ls "$PLASH_DATA/plan/build")
  run -0 --separate-stderr plash build <<<$'--from-id 1\n--run\ntouch /a'
  assert_equal 2 "$output"
  run -0 --separate-stderr plash run -- ls /a <<<$'--from-id 1\n--run\ntouch /a'
  assert_equal /a "$output"
  assert_equal '' "$stderr"
  assert_equal "$records" "$(ls "$PLASH_DATA/plan/build")"
}

@test "build makes the data directory, wherever it is to be" {
  local place
  for place in 'new/deep' 'a b,c:d' $'tab\tand\nnewline' 'ä→日本' '#x' "it's" '--' '%s\101'; do
    PLASH_DATA=$BATS_TEST_TMPDIR/$place run -0 --separate-stderr \
      plash build --from-busybox --run 'echo there >/f' --layer --run 'cat /f'
    assert_equal 3 "$output"
    assert_contains "$stderr" $'\nthere\n'
    assert_equal there "$(PLASH_DATA=$BATS_TEST_TMPDIR/$place plash run 3 cat /f)"
  done
}

@test "what an earlier layer had can be deleted, renamed and made again" {
  run -0 --separate-stderr plash build --from-id 1 --run 'mkdir -p /d/sub' 'echo 1 >/d/sub/f' --layer \
    --run 'rm -r /d' 'mkdir /d' 'echo 2 >/d/g' --layer --run 'mv /d /e' --layer --run 'ls -A /e' 'test ! -e /d'
  assert_contains "$stderr" $'+ ls -A /e\ng\n'
}
