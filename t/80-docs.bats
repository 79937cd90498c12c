# Help, manual pages and README agree with the program and with each other.
# bats file_tags=once
load lib/helper
load lib/commands

# Makes the pages from the checkout in a copy that this user may write to.
setup_file() {
  [ -r "${PLASH_SOURCE-}/man/plash.1.scd" ] || return 0
  export PLASH_TEST_COPY=$BATS_FILE_TMPDIR/copy
  mkdir -p "$PLASH_TEST_COPY/java/src/main" "$PLASH_TEST_COPY/libexec/plash"
  cp -R "$PLASH_SOURCE"/{Makefile,man} "$PLASH_TEST_COPY"
  cp -R "$PLASH_SOURCE"/libexec/plash/{plash-*,lib} "$PLASH_TEST_COPY/libexec/plash"
  rm -f "$PLASH_TEST_COPY"/man/*.[157]
  make -s -C "$PLASH_TEST_COPY" man >"$BATS_FILE_TMPDIR/make" 2>&1 || true
}

setup() {
  world_reset
  [ -n "${PLASH_TEST_COPY-}" ] || skip "this user cannot read the checkout ${PLASH_SOURCE-}"
  gate 'scdoc is not installed' command -v scdoc
  man=$PLASH_TEST_COPY/man
  libexec=$(dirname "$(command -v plash)")/../libexec/plash
}

teardown() {
  world_clean
}

# page NAME.SECTION: the text of a page in one line, without what typesetting adds.
page() {
  mandoc -T ascii -O width=999 "$man/$1" | sed $'s/.\b//g' | tr -s ' \n' ' '
}

# doctest FILE: runs the commands of the code blocks that show output, and prints the blocks as they
# came out; what they should be goes to the file `told`.
doctest() {
  awk '/^```/ { if (block ~ /^[$].*\n[^$]/) printf "%s", block; block = ""; code = !code; next } code { block = block $0 "\n" }' \
    "$1" >"$BATS_TEST_TMPDIR/told"
  sed -n 's/^\$ //p' "$BATS_TEST_TMPDIR/told" | while read -r line; do
    printf '$ %s\n' "$line"
    bash -c "$line" 2>&1 </dev/null
  done
}

@test "make man makes all pages without a complaint" {
  assert_equal '' "$(cat "$BATS_FILE_TMPDIR/make")"
  [ "$(find "$man" -name '*.[157]' | wc -l)" -eq "$(($(commands | wc -l) + 8))" ]
}

@test "make man says which pages it makes, and by which commands with V=1 or make -n" {
  rm "$man/plashfile.5" "$man/plash-rm.1"
  run -0 make -n -C "$PLASH_TEST_COPY" --no-print-directory man
  assert_contains "$output" 'scdoc <man/plashfile.5.scd'
  run -0 make -C "$PLASH_TEST_COPY" --no-print-directory man
  assert_equal $'building man/plash-rm.1\nbuilding man/plashfile.5' "$(sort <<<"$output")"
  rm "$man/plash-rm.1"
  run -0 make -C "$PLASH_TEST_COPY" --no-print-directory man V=1
  assert_contains "$output" 'mode=fields libexec/plash/plash-rm | awk'
}

@test "mandoc finds no error in any page" {
  gate 'mandoc is not installed' command -v mandoc
  run -0 mandoc -T lint -W error "$man"/*.[157]
  assert_equal '' "$output"
}

@test "every command has a page with the summary of plash help and the usage of --help" {
  gate 'mandoc is not installed' command -v mandoc
  local name summary usage text
  for name in $(commands); do
    text=$(page "plash-$name.1")
    summary=$(plash help | sed -n "s/^  plash $name  *//p")
    usage=$(plash "$name" --help | sed -n '1s/^usage: //p')
    assert_contains "$text" "NAME plash-$name - $summary SYNOPSIS $usage DESCRIPTION"
    [[ "$usage " == "plash $name "* ]]
  done
  usage=$(plash-exec --help | sed -n '1s/^usage: //p')
  assert_contains "$usage" 'plash-exec file'
  assert_contains "$(page plash-exec.1)" "SYNOPSIS $usage DESCRIPTION"
}

@test "no help is wider than 80 columns or has the marks of another format" {
  assert_equal '' "$(plash help | awk 'length > 80')"
  local name
  for name in $(commands); do
    assert_equal '' "$(plash "$name" --help | grep -vE '^usage' | grep -E '\*[a-z].*\*|^.{81}|^Differences from 2018:.')"
  done
}

@test "usage errors show the usage of --help" {
  run -2 --separate-stderr plash run
  assert_equal "plash-run: $(plash run --help | head -n 1)" "$stderr"
  run -2 --separate-stderr plash-exec
  assert_equal "plash-exec: $(plash-exec --help | head -n 1)" "$stderr"
}

@test "plash(1) lists every command with its summary" {
  gate 'mandoc is not installed' command -v mandoc
  local text name
  text=$(page plash.1)
  for name in $(commands); do
    assert_contains "$text" " plash-$name(1) $(plash help | sed -n "s/^  plash $name  *//p") "
  done
}

@test "plash(1) tells of every variable of plash's own, and of no other" {
  local read told
  cd "$PLASH_SOURCE"
  read=$(grep -rohE 'PLASH_[A-Z_]+' bin libexec/plash/plash-* libexec/plash/lib java/src/main | sort -u)
  told=$(grep -ohE 'PLASH_[A-Z_]+' man/plash.1.scd | sort -u)
  assert_equal "$read" "$told"
}

@test "the list of macros beside the jars is what the program says" {
  assert_equal "$("$libexec/plash--macros")" "$(cat "$libexec/jar/macros")"
}

@test "plash-macros(7) describes every macro, and no other" {
  local known told
  known=$(awk -F '\t' '{ print (length($2) == 1 ? "-" : "--") $2 }' "$libexec/jar/macros" | sort)
  told=$(grep '^\*-' "$man/plash-macros.7.scd" | grep -oE '\*--?[A-Za-z0-9-]+\*' | tr -d '*' | sort -u)
  assert_equal "$known" "$told"
}

@test "plash-macros(7) shows the lines that macros for packages give" {
  gate 'mandoc is not installed' command -v mandoc
  local text name line
  text=$(page plash-macros.7)
  for name in $(awk -F '\t' '$1 ~ /packagemanagers/ && $2 != "defpm" { print $2 }' "$libexec/jar/macros"); do
    plash eval "--$name" P >"$BATS_TEST_TMPDIR/lines"
    while read -r line; do
      assert_contains "$text" "$line"
    done <"$BATS_TEST_TMPDIR/lines"
  done
}

@test "pages of plash that are referred to are there" {
  local name
  for name in $(cat "$man"/*.scd "$PLASH_SOURCE/README.md" "$libexec"/plash-[a-z-]* | tr -d '*' |
    grep -oE 'plash[a-z-]*\([157]\)' | sort -u); do
    name=${name%)}
    [ -f "$man/${name/(/.}" ] || {
      echo "no page $name)" >&2
      return 1
    }
  done
}

# code_block PAGE LINE: the code block of the page's source that begins with LINE.
code_block() {
  awk -v first="$2" '/^```/ { shown = 0; next_is_first = 1; next } next_is_first { shown = $0 == first }
    { next_is_first = 0 } shown' "$man/$1.scd"
}

@test "what the examples of plash(1) and plash-macros(7) show is what comes out" {
  local name
  gate 'python3 is not installed' command -v python3
  mkdir -p .config/plash/macros
  code_block plash-macros.7 'from plash.eval import register_macro, shell_escape_args, eval' >macros.py
  code_block plash-macros.7 '#!/bin/sh' >.config/plash/macros/apt-file
  chmod +x .config/plash/macros/apt-file
  for name in plash.1 plash-macros.7; do
    doctest "$man/$name.scd" >"$BATS_TEST_TMPDIR/came"
    [ -s "$BATS_TEST_TMPDIR/told" ]
    assert_equal "$(cat "$BATS_TEST_TMPDIR/told")" "$(cat "$BATS_TEST_TMPDIR/came")"
  done
  run -1 --separate-stderr plash eval --from-id 1 --apt-file missing # nothing is built without the packages
  assert_contains "$stderr" missing
}

@test "the first example of plashfile(5) is built" {
  awk '/^# EXAMPLES/ { on = 1 } on && /^```/ { if (code) exit; code = 1; next } code' "$man/plashfile.5.scd" >file
  assert_contains "$(cat file)" '--from-busybox'
  run -0 --separate-stderr plash build <file
  plash run "$output" grep hello /www/index.html
}

@test "the build file of README.md says hello" {
  sed -n '/^    #!/,/^$/s/^    //p' "$PLASH_SOURCE/README.md" >hello
  chmod +x hello
  run -0 --separate-stderr ./hello world
  assert_equal 'hello world, I live in a container' "$output"
}

@test "commands and files that the READMEs name are there" {
  local word file
  cd "$PLASH_SOURCE"
  for word in $(cat README.md ./*/README.md libexec/plash/README.md | grep -oE '^    plash [a-z-]+|\(plash [a-z-]+|\| plash [a-z-]+' |
    sed 's/.* //'); do
    [[ $word == -* ]] || [ -f "libexec/plash/plash-$word" ]
  done
  for file in $(grep -oE '\]\([a-zA-Z/.]+\)|`(libexec|java|t|bin|man)/[A-Za-z/.-]*`' README.md | tr -d '](`)'); do
    [[ $file == *NAME* ]] || [ -e "$file" ] || {
      echo "README.md names $file" >&2
      return 1
    }
  done
}
