# The caller's environment: never on disk, and in the container only what is meant to be there.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# not_on_disk TEXT: no file of the data directory holds it.
not_on_disk() {
  run -1 inside_namespace grep -rlF -- "$1" "$PLASH_DATA"
  assert_equal '' "$output"
}

@test "nothing that starts a program writes a variable of the caller's to disk" {
  local words secret=s3cret-of-the-caller
  export AWS_SECRET_ACCESS_KEY=$secret PLASH_EXPORT=AWS_SECRET_ACCESS_KEY
  printf '%s\n' '--from-id 1' '--entrypoint' 'true' >plashfile
  for words in 'run 1 true' 'run 1' '--from-id 1 --run : -- true' 'runopts -c 1 true' 'create 1 touch /a' \
    'build --from-id 1 --run :' 'with-mount 1 true' 'sudo true' 'export-tar 1 /dev/null'; do
    # shellcheck disable=SC2086 # words
    run -0 plash $words </dev/null
  done
  run -0 plash-exec plashfile
  run -0 plash run 1 env
  assert_contains "$output" "AWS_SECRET_ACCESS_KEY=$secret"
  not_on_disk "$secret"
}

# bats test_tags=as-root
@test "where the shell cannot read the environment the program is not started" {
  only_root
  gate 'strace is not installed or not permitted' strace -f -o /dev/null true
  export LEAK=leaked
  run -0 plash run 1 true
  # No pipe, no list of what is exported.
  assert_refused 125 'cannot mount the container' \
    strace -f -qq -o trace -e trace=pipe,pipe2 -e inject=pipe,pipe2:error=EMFILE plash run 1 env
}

@test "a line in a value that looks like a variable does no harm" {
  export X=$'\nexport PATH=\nexport OPTIND=\nexport enter_tool=x\nexport 1='
  run -0 plash run 1 echo ran
  assert_equal ran "$output"
  OPTIND=3 run -0 plash run 1 echo ran
  assert_equal ran "$output"
  PLASH_EXPORT=X run -0 plash run 1 sh -c 'printf %s "$X"'
  assert_equal "$X" "$output"
}

@test "an environment that earlier versions left in tmp/ is emptied by clean and by builds" {
  local words
  for words in clean 'build --from-id 1 --run touch${IFS}/b' 'create 1 touch /a'; do
    printf '%s\n' "export HOME='/home/x'" "export TOKEN='s3cret'" >"$PLASH_DATA/tmp/plashtmp_other.fstab"
    echo 'overlay /.. overlay lowerdir=1:base 0 0' >"$PLASH_DATA/tmp/plashtmp_mine.fstab"
    # shellcheck disable=SC2086 # words
    run -0 plash $words
    [ -e "$PLASH_DATA/tmp/plashtmp_other.fstab" ]
    [ ! -s "$PLASH_DATA/tmp/plashtmp_other.fstab" ]
    assert_contains "$(cat "$PLASH_DATA/tmp/plashtmp_mine.fstab")" overlay
  done
}

@test "an image's variables of more than an argument can hold in all are set everywhere" {
  local long
  long=$(head -c 50000 /dev/zero | tr '\0' "x'" | sed "s/xxxx/x'xx/g")
  printf '{"Env": ["A=%s", "B=%s", "C=%s", "D=last"], "WorkingDir": "/bin"}\n' "$long" "$long" "$long" \
    >"$PLASH_DATA/index/1/_data/image.json"
  rm -f "$PLASH_DATA/index/1/_data/plan."*
  run -0 plash run 1 sh -c 'echo "${#A} ${#B} ${#C} $D $PWD"'
  assert_equal "${#long} ${#long} ${#long} last /bin" "$output"
  run -0 plash create 1 sh -c 'echo "${#A} ${#B} ${#C} $D" >/lengths'
  run -0 plash run "$output" cat /lengths
  assert_equal "${#long} ${#long} ${#long} last" "$output"
  run -0 --separate-stderr plash build --from-id 1 --run 'echo "${#A} ${#B} ${#C} $D" >/lengths'
  run -0 plash run "$output" cat /lengths
  assert_equal "${#long} ${#long} ${#long} last" "$output"
}

@test "a command that has something built needs no TMPDIR, not even at first use" {
  export TMPDIR=/nowhere
  run -0 plash --from-id 1 --run 'echo built >/a' -- cat /a
  assert_equal built "${lines[-1]}"
  nothing_half_made
  world_clean
  run -0 plash --from-busybox -- echo ran
  assert_equal ran "${lines[-1]}"
}
