# Installing from the checkout, $PLASH_SOURCE, which is built.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
  [ -r "${PLASH_SOURCE-}/libexec/plash/jar/plash.jar" ] || skip "this user cannot read a built checkout"
  root=$BATS_TEST_TMPDIR/root
}

teardown() {
  world_clean
}

# make_install WORD...: installs below $root, with a Maven and a java that fail.
make_install() (
  forbid_java
  make -s -C "$PLASH_SOURCE" install MVN=false DESTDIR="$root" PREFIX=/opt/plash "$@"
)

@test "make install and uninstall say what goes where in a line or two, and which commands with V=1 or make -n" {
  run -0 make -C "$PLASH_SOURCE" --no-print-directory install DESTDIR="$root" PREFIX=/opt/plash
  assert_equal "installing $root/opt/plash/bin/plash $root/opt/plash/libexec/plash" "${lines[0]}"
  assert_contains "${lines[1]}" "the manual in $root/opt/plash/share/man"
  assert_equal 2 "${#lines[@]}"
  run -0 make -C "$PLASH_SOURCE" --no-print-directory install DESTDIR="$root" V=1
  assert_contains "$output" 'install -m 755 bin/plash'
  run -0 make -n -C "$PLASH_SOURCE" --no-print-directory install
  assert_contains "$output" 'install -m 755 bin/plash'
  run -0 make -C "$PLASH_SOURCE" --no-print-directory uninstall DESTDIR="$root" PREFIX=/opt/plash
  assert_equal 1 "${#lines[@]}"
}

# modes FOLDER PATTERN: the different modes of the files.
modes() {
  find "$1" -type f -name "$2" -printf '%m\n' | sort -u
}

@test "install copies programs, libraries, jars and completions, and builds nothing" {
  local before name
  before=$(cd "$PLASH_SOURCE" && find bin libexec java completions man -printf '%p %T@\n')
  run -0 make_install
  assert_equal '' "$output"
  assert_equal "$before" "$(cd "$PLASH_SOURCE" && find bin libexec java completions man -printf '%p %T@\n')"
  for name in "$PLASH_SOURCE"/libexec/plash/{plash-*,lib/*,test/plash-run,test/macros/run,jar/plash.jar,jar/commons-exec.jar,jar/macros}; do
    cmp "$name" "$root/opt/plash/libexec/plash/${name#"$PLASH_SOURCE"/libexec/plash/}"
  done
  cmp "$PLASH_SOURCE/completions/plash.bash" "$root/opt/plash/share/bash-completion/completions/plash"
  cmp "$PLASH_SOURCE/completions/_plash" "$root/opt/plash/share/zsh/site-functions/_plash"
  assert_equal 755 "$(modes "$root/opt/plash/bin" '*')"
  assert_equal 755 "$(modes "$root/opt/plash/libexec" 'plash-*')"
  assert_equal 644 "$(modes "$root/opt/plash/libexec/plash/lib" '*')"
  assert_equal 644 "$(modes "$root/opt/plash/libexec/plash/jar" '*')"
  assert_equal 644 "$(modes "$root/opt/plash/share" '*')"
}

@test "everybody can read what is installed, pages too, whatever the umask, and nothing in it names where it was made" {
  local page
  gate 'make man has not been run' test -f "$PLASH_SOURCE/man/plash.1"
  umask 077
  make_install
  assert_equal '' "$(find "$root/opt" ! -perm -0444 -o -type d ! -perm -0555)"
  for page in plash.1 plash-run.1 plash-exec.1 plashfile.5 plash-data.5 plash-macros.7; do
    cmp "$PLASH_SOURCE/man/$page" "$root/opt/plash/share/man/man${page##*.}/$page"
  done
  run -1 grep -r "$root" "$root"
  run -1 grep -rl "$PLASH_SOURCE" "$root"
}

# greets WORD...: WORD... is the plash in question.
greets() {
  run -0 --separate-stderr "$@" --from-id 1 --run 'echo hi >/greeting' -- cat /greeting
  assert_equal hi "$output"
}

@test "the class archive is made where the name of the folder has a blank" {
  run -0 make -s -C "$PLASH_SOURCE" install PREFIX="$BATS_TEST_TMPDIR/a b"
  assert_equal '' "$output"
  [ -s "$BATS_TEST_TMPDIR/a b/libexec/plash/jar/plash.jsa" ]
}

@test "every destination can be chosen, and names of folders may have blanks and quotes" {
  local place="$BATS_TEST_TMPDIR/it's here" name
  make_install BINDIR="$place/b" LIBEXECDIR="$place/l" DATADIR="$place/d" MANDIR="$place/m" BASHCOMPDIR="$place/c" \
    ZSHCOMPDIR="$place/z" FISHCOMPDIR="$place/f"
  for name in b/plash-exec l/plash/plash-run d/plash/apparmor c/plash z/_plash; do
    [ -f "$root$place/$name" ]
  done
  [ ! -f "$PLASH_SOURCE/man/plash.1" ] || [ -f "$root$place/m/man1/plash.1" ]
  [ ! -e "$root/opt" ]
  # Below no common PREFIX: each knows the other by its absolute path.
  mv "$root$place" "$place"
  [ "$place/l/plash/plash" -ef "$place/b/plash" ]
  greets "$place/b/plash"
  mv "$place/b" elsewhere
  greets elsewhere/plash
}

@test "the installed tree can be moved, and be reached by links" {
  local moved="$BATS_TEST_TMPDIR/it's moved"
  make_install PREFIX="/a 'b' \"c\""
  mv "$root/a 'b' \"c\"" "$moved"
  cmp "$moved/bin/plash" "$PLASH_SOURCE/bin/plash"
  greets "$moved/bin/plash"
  ln -s "$moved" tree
  ln -s tree/bin bin
  ln -s bin/plash program
  greets tree/bin/plash
  greets bin/plash
  greets ./program
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from-id 1' '--entrypoint echo' >file
  PATH=$moved/bin:/usr/bin:/bin run -0 plash-exec file hello
  assert_equal hello "$output"
  # What plash starts finds it by the same tree.
  run -0 /bin/sh "$moved/libexec/plash/plash" version
}

@test "another folder than libexec in the same PREFIX can be moved with it" {
  make_install LIBEXECDIR=/opt/plash/lib/deep
  mv "$root/opt/plash" moved
  grep -qxF "plash_place='../lib/deep/plash'" moved/bin/plash
  [ moved/lib/deep/plash/plash -ef moved/bin/plash ]
  greets moved/bin/plash
}

@test "links to plash and plash-exec, and links to links, find the programs" {
  mkdir one two
  ln -s "$PLASH_SOURCE/bin/plash" "$PLASH_SOURCE/bin/plash-exec" one
  ln -s ../one/plash two/container
  ln -s ../one/plash-exec two/plash-exec
  PATH=$HOME/two:/usr/bin:/bin
  run -0 container run 1 echo hello
  assert_equal hello "$output"
  cd two
  run -0 ./container run 1 echo hello
  assert_equal hello "$output"
  printf '%s\n' '--from-id 1' '--entrypoint echo' >file
  run -0 plash-exec file hello
  assert_equal hello "$output"
  run -0 ./plash-exec file hello
  assert_equal hello "$output"
}

@test "install without make says what is missing, and copies nothing" {
  mkdir -p checkout/java/src/main
  cp "$PLASH_SOURCE/Makefile" checkout
  run -2 make -s -C checkout install DESTDIR="$root"
  assert_contains "$output" 'run make first'
  [ ! -e "$root" ]
}

@test "uninstall leaves nothing of plash, and everything else" {
  make_install
  touch "$root/opt/plash/bin/other" "$root/opt/plash/libexec/other"
  make -s -C "$PLASH_SOURCE" uninstall DESTDIR="$root" PREFIX=/opt/plash
  assert_equal "$root/opt/plash/bin/other $root/opt/plash/libexec/other" \
    "$(find "$root" ! -type d | sort | tr '\n' ' ' | sed 's/ $//')"
  make -s -C "$PLASH_SOURCE" uninstall DESTDIR="$root" PREFIX=/opt/plash
}
