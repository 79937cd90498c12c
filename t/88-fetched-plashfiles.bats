# What a build file that came over the network may not do with this machine.
# bats file_tags=once
load lib/helper
load lib/web

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}"
  gate 'python3 is not installed' command -v python3
  web_start
  export PLASH_GITHUB_URL=$web_url
  mkdir -p "$web_root/me/tool/HEAD"
  file=$web_root/me/tool/HEAD/plashfile
}

teardown() {
  web_stop
  world_clean
}

# fetched LINE...: the build file of the repository.
fetched() {
  printf '%s\n' "$@" >"$file"
}

@test "a fetched build file reads no variable, no file and no standard input of this machine" {
  printf 'secret\n' >"$BATS_TEST_TMPDIR/secret"
  export TOKEN=secret
  for words in "--import-env
TOKEN" "--eval-file
$BATS_TEST_TMPDIR/secret" "--hash-path
$BATS_TEST_TMPDIR/secret" "--eval-stdin" "--run-stdin" "--eval-string
  --import-env TOKEN"; do
    fetched --from-id 1 "$words" --run true
    assert_refused 1 'is not for a build file that was fetched' plash build --from-github me/tool
    assert_contains "$stderr" 'PLASH_TRUST_FETCHED=1'
    nothing_half_made
  done
}

@test "a fetched build file runs no python3 module and no program of this machine" {
  printf 'import plash.eval, os\nos.mknod(os.environ["PROOF"])\n' >"$BATS_TEST_TMPDIR/own.py"
  export PROOF=$BATS_TEST_TMPDIR/proof PLASH_MACRO_PATH=$BATS_TEST_TMPDIR/macros
  mkdir "$PLASH_MACRO_PATH"
  printf '#!/bin/sh\n: >"$PROOF"\n' >"$PLASH_MACRO_PATH/own"
  cp "$PLASH_MACRO_PATH/own" "$PLASH_MACRO_PATH/run"
  chmod +x "$PLASH_MACRO_PATH/own" "$PLASH_MACRO_PATH/run"
  fetched --from-id 1 --import "$BATS_TEST_TMPDIR/own.py"
  assert_refused 1 'a python3 module of this machine is not for a build file that was fetched' \
    plash build --from-github me/tool
  fetched --from-id 1 --reset-imports --import "$BATS_TEST_TMPDIR/own.py"
  assert_refused 1 'a python3 module of this machine' plash build --from-github me/tool
  fetched --from-id 1 --own
  assert_refused 1 "macro 'own' not found" plash build --from-github me/tool
  fetched --from-id 1 --run 'echo layer >/f'
  assert_equal layer "$(plash --from-github me/tool -- cat /f)"
  [ ! -e "$PROOF" ]
}

@test "a fetched build file takes no image from files of this machine" {
  tar -C / -cf "$BATS_TEST_TMPDIR/image.tar" bin/sh
  for url in "file://$BATS_TEST_TMPDIR/image.tar" "FILE://$BATS_TEST_TMPDIR/image.tar"; do
    fetched --from-url "$url"
    assert_refused 1 'is not for a build file that was fetched' plash build --from-github me/tool
  done
  for words in "--from-tar $BATS_TEST_TMPDIR/image.tar" "--from $BATS_TEST_TMPDIR/image.tar" '--from ./image.tar'; do
    fetched "$words"
    assert_refused 1 'is not for a build file that was fetched' plash build --from-github me/tool
  done
  fetched --from-bootstrap bookworm file:///srv/mirror
  assert_refused 1 'is not for a build file that was fetched' plash build --from-github me/tool
  fetched --from-bootstrap bookworm copy:///srv/mirror
  assert_refused 1 'is not for a build file that was fetched' plash build --from-github me/tool
}

@test "PLASH_TRUST_FETCHED lets a fetched build file do what one's own may do" {
  export TOKEN=known PLASH_TRUST_FETCHED=1
  fetched --from-id 1 --import-env TOKEN --run 'echo $TOKEN >/f'
  assert_equal known "$(plash --from-github me/tool -- cat /f)"
}

@test "one's own build file may do as before what a fetched one beside it may not" {
  export TOKEN=known
  fetched --from-id 1 --run 'echo layer >/l'
  assert_equal known "$(plash --from-github me/tool --import-env TOKEN --run 'echo $TOKEN >/f' -- cat /f)"
}
