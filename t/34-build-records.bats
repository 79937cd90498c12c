# Cached builds whose answer depends on more than their words: right always, and no JVM as long as
# nothing has changed.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
  printf '%s\n' '--run' 'touch /a' >part
  mkdir -p tree/sub
  echo one >tree/f
  echo two >tree/sub/g
  chmod 644 tree/f tree/sub/g
}

teardown() {
  world_clean
}

# cached WORD...: builds, then again where java fails: the same answer, from a record.
cached() {
  local built
  built=$(plash build --from-id 1 "$@" 2>/dev/null)
  known "$built" "$@"
}

# known ID WORD...: the build is answered with ID without java.
known() {
  local expected=$1
  shift
  assert_equal "$expected" "$(forbid_java && plash build --from-id 1 "$@")"
}

# missed WORD...: the build is not answered by a record; it starts java (and nothing waits for a pipe).
missed() {
  (forbid_java && run ! timeout 20 plash build --from-id 1 "$@" && assert_contains "$output" java)
}

@test "a build from a file starts no java until the content changes" {
  cached --eval-file part
  touch part
  cached --eval-file part
  printf '%s\n' '--run' 'touch /b' >part
  missed --eval-file part
  cached --eval-file part
  rm part
  missed --eval-file part
  assert_refused 1 "cannot read 'part'" plash build --from-id 1 --eval-file part
}

@test "a file that became something else is no answer, and nothing waits for it" {
  cached --eval-file part --hash-path tree/f
  mv part content
  mkfifo part
  missed --eval-file part --hash-path tree/f
  rm part
  mv content part
  cached --eval-file part --hash-path tree/f
  mv tree/f content2
  mkfifo tree/f
  missed --eval-file part --hash-path tree/f
}

@test "files inside files count too" {
  printf -- '--eval-file inner\n' >outer
  cp part inner
  cached --eval-file outer
  echo '--# changed' >>inner
  missed --eval-file outer
}

@test "hash-path starts no java until content, mode or set of the files change" {
  local words=(--hash-path tree ./part --run true)
  cached "${words[@]}"
  echo three >tree/sub/g
  missed "${words[@]}"
  echo two >tree/sub/g
  cached "${words[@]}"
  chmod 600 tree/f
  missed "${words[@]}"
  chmod 644 tree/f
  chmod u+s tree/f
  missed "${words[@]}"
  chmod u-s tree/f
  : >tree/new
  missed "${words[@]}"
  rm tree/new
  cached "${words[@]}"
  mv tree/f tree/F
  missed "${words[@]}"
  mv tree/F tree/f
  rm tree/sub/g
  missed "${words[@]}"
  echo two >tree/sub/g
  chmod 644 tree/sub/g
  chmod 600 part
  missed "${words[@]}"
}

@test "links below hash-path count by what they lead to, and for what they are" {
  echo target >target
  ln -s ../target tree/link
  ln -s tree named
  cached --hash-path named
  echo changed >target
  missed --hash-path named
  cached --hash-path named
  rm tree/link
  cp target tree/link
  missed --hash-path named
  local id
  id=$(plash build --from-id 1 --hash-path named 2>/dev/null)
  rm named
  mv tree named
  known "$id" --hash-path named
}

@test "names of every kind are checked rightly" {
  mkdir 'a b' -- -x
  echo one >'a b/two
lines'
  echo one >-x/f
  echo one >'(' && echo one >'!' && echo one >-name
  local words=(--hash-path 'a b' '--\ -x' '(' '!' '--\ -name')
  cached "${words[@]}"
  echo two >'a b/two
lines'
  missed "${words[@]}"
  cached "${words[@]}"
  echo two >'!'
  missed "${words[@]}"
}

@test "a record made in one directory is wrong in no other" {
  mkdir here there
  printf -- '--run\ntouch /here\n' >here/part
  printf -- '--run\ntouch /there\n' >there/part
  (cd here && cached --eval-file part)
  (cd there && missed --eval-file part)
  (cd there && cached --eval-file part)
  cp here/part there/part
  (cd there && missed --eval-file part)
  rm part
  assert_refused 1 "cannot read 'part'" plash build --from-id 1 --eval-file part
}

@test "import-env starts no java until a variable changes" {
  export MINE='a  b\c $x "q" ' EMPTY=
  unset UNSET
  cached --import-env MINE EMPTY UNSET
  MINE=other missed --import-env MINE EMPTY UNSET
  EMPTY=x missed --import-env MINE EMPTY UNSET
  UNSET='' missed --import-env MINE EMPTY UNSET
  unset EMPTY
  missed --import-env MINE EMPTY UNSET
  export EMPTY=
  cached --import-env MINE EMPTY UNSET
  unset MINE
  missed --import-env MINE EMPTY UNSET
}

@test "the home directory counts where a tilde stood for it" {
  cached --eval-file '~/part'
  mkdir home2
  cp part home2
  HOME=$HOME/home2 missed --eval-file '~/part'
}

@test "what a record cannot hold is asked of a worker each time" {
  export LINES_OF=$'two\nlines'
  local words records
  records=$(ls "$PLASH_DATA/plan/build")
  for words in '--import-env LINES_OF' '--import-env PATH' '--eval-stdin' '--run-stdin' '--invalidate-layer'; do
    run -0 plash build --from-id 1 "$words" </dev/null
    missed "$words"
  done
  cp part $'odd\nname'
  run -0 plash build --from-id 1 --eval-file $'odd\nname'
  missed --eval-file $'odd\nname'
  run -0 plash build --from-id 1 --eval-file <(cat part)
  assert_equal "$records" "$(ls "$PLASH_DATA/plan/build")"
}

@test "a build that failed leaves no record" {
  local records
  records=$(ls "$PLASH_DATA/plan/build")
  printf -- '--run false\n' >part
  run -1 plash build --from-id 1 --eval-file part
  run -1 plash build --from-id 1 --hash-path no
  assert_equal "$records" "$(ls "$PLASH_DATA/plan/build")"
}

@test "a file that changed while the layer was built is no answer to the next build" {
  local pipe
  pipe=$(mktemp -u /dev/shm/plash-test.XXXXXX)
  mkfifo "$pipe"
  printf '%s\n' '--run' "cat $pipe" >part
  timeout 60 plash build --from-id 1 --eval-file part 2>/dev/null &
  # It opens as soon as the command of the layer does.
  timeout 60 sh -c 'exec 9>"$1"; printf -- "--run\ntouch /b\n" >part' sh "$pipe"
  wait
  rm "$pipe"
  missed --eval-file part
}

@test "plash-exec starts no java until what its file depends on changes" {
  mkdir dir
  cp part dir
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from-id 1' '--hash-path ./part' '--eval-file part' \
    '--import-env MINE:AS' '--run' 'echo $AS >/mine' '--entrypoint cat' >dir/file
  chmod +x dir/file
  export MINE=1
  assert_equal 1 "$(dir/file /mine 2>/dev/null)"
  assert_equal 1 "$(forbid_java && dir/file /mine)"
  assert_equal 1 "$(forbid_java && cd dir && "$HOME/dir/file" /mine)"
  (forbid_java && MINE=2 run -1 dir/file /mine)
  assert_equal 2 "$(MINE=2 dir/file /mine 2>/dev/null)"
  assert_equal 1 "$(dir/file /mine)"
  echo '--# more' >>dir/part
  (forbid_java && run -1 dir/file /mine)
}
