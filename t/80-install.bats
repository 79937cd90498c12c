# Installing from the checkout, $PLASH_SOURCE, which is built.
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

@test "everybody can read what is installed, whatever the umask" {
  umask 077
  make_install
  assert_equal '' "$(find "$root/opt" ! -perm -0444 -o -type d ! -perm -0555)"
}

@test "install copies the manual pages that were made, by section" {
  local page
  gate 'make man has not been run' test -f "$PLASH_SOURCE/man/plash.1"
  make_install
  for page in plash.1 plash-run.1 plash-exec.1 plashfile.5 plash-data.5 plash-macros.7; do
    cmp "$PLASH_SOURCE/man/$page" "$root/opt/plash/share/man/man${page##*.}/$page"
  done
}

@test "an installed plash looks where it will lie, and nothing names the staging folder" {
  make_install
  grep -qxF ': "${PLASH_LIBEXEC:=/opt/plash/libexec/plash}"' "$root/opt/plash/bin/plash"
  run -1 grep -r "$root" "$root"
  run -1 grep -rl "$PLASH_SOURCE" "$root"
}

@test "every destination can be chosen" {
  make_install BINDIR=/b LIBEXECDIR=/l MANDIR=/m BASHCOMPDIR=/c ZSHCOMPDIR=/z
  [ -x "$root/b/plash-exec" ]
  [ -x "$root/l/plash/plash-run" ]
  [ -f "$root/c/plash" ]
  [ -f "$root/z/_plash" ]
  [ ! -e "$root/opt" ]
  [ ! -f "$PLASH_SOURCE/man/plash.1" ] || [ -f "$root/m/man1/plash.1" ]
  grep -qxF ': "${PLASH_LIBEXEC:=/l/plash}"' "$root/b/plash"
}

@test "a moved tree works with PLASH_LIBEXEC" {
  make_install
  mv "$root/opt/plash" "$BATS_TEST_TMPDIR/moved there"
  export PLASH_LIBEXEC="$BATS_TEST_TMPDIR/moved there/libexec/plash"
  PATH="$BATS_TEST_TMPDIR/moved there/bin:/usr/bin:/bin"
  run -0 plash --from-id 1 --run 'echo hi >/greeting' -- cat /greeting
  assert_equal hi "${lines[-1]}"
  run -0 plash help
  assert_contains "$output" 'plash run'
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from-id 1' '--entrypoint echo' >file
  run -0 plash-exec file hello
  assert_equal hello "$output"
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
