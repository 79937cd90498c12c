# Static checks of the checkout, $PLASH_SOURCE. `make lint` runs the files of 00 alone.
# bats file_tags=as-root
load lib/helper

# Files are sourced by the absolute path $PLASH_LIBEXEC/lib/NAME: shellcheck looks for them here.
SOURCES=(-x -P bin -P libexec/plash -P t/bench)

# What shellcheck may not complain about, everywhere:
# SC1090  launch plans are found when plash runs, so their names are no constants
# SC2015  in `A && B || die` it is meant that die follows a failure of B too
# SC2016  text in single quotes is for another shell, or a message with backquotes
SHELL_EXCEPT=SC1090,SC2015,SC2016
# and in lib/ beside that:
# SC2034  functions of a library leave results for its callers in variables
LIBRARY_EXCEPT=$SHELL_EXCEPT,SC2034
# and in test files:
# SC1003  text that ends with a backslash means no quote
# SC2011, SC2012, SC2013  names and lines in the small worlds of tests are plain words
# SC2030, SC2031  each test is a subshell, and meant to be one
# SC2062  that is a list of files behind `grep -f -`
# SC2088  a tilde in quotes is what plash is given
# SC2154  `run` sets status, output, stderr and lines
# SC2164  bats ends a test at a failing cd
# SC2238  a file may have the name of a program
BATS_EXCEPT=$LIBRARY_EXCEPT,SC1003,SC2011,SC2012,SC2013,SC2030,SC2031,SC2062,SC2088,SC2154,SC2164,SC2238

# Sets the arrays shell (files for a POSIX shell), library (those that are sourced) and tests.
setup() {
  [ -r "${PLASH_SOURCE-}/bin/plash" ] || skip "this user cannot read the checkout ${PLASH_SOURCE-}"
  cd "$PLASH_SOURCE"
  local file first
  shell=()
  while read -r file; do
    read -r first <"$file" || true
    [ "$first" != '#!/bin/sh' ] || shell+=("$file")
  done < <(find bin libexec .ci t packaging -path libexec/plash/jar -prune -o -type f -print | sort)
  mapfile -t library < <(find libexec t -name '*.sh' | sort)
  mapfile -t tests < <(find t -name '*.bats' -o -name '*.bash' | sort)
}

# finds_nothing WORD...: WORD... succeeds and prints nothing.
finds_nothing() {
  run "$@"
  [ -z "$output" ] && [ "$status" -eq 0 ] || {
    printf '%s found (status %s):\n%s\n' "$1" "$status" "$output" >&2
    return 1
  }
}

# only_in PATTERN: of lines `FILE:...` on stdin, prints those whose FILE does not begin with it.
only_in() {
  grep -v "^$1" || true
}

@test "there are shell files, libraries and test files to check" {
  [ "${#shell[@]}" -ge 20 ]
  [ "${#library[@]}" -ge 5 ]
  [ "${#tests[@]}" -ge 4 ]
}

@test "dash, busybox sh and bash in POSIX mode can read every shell file" {
  local file
  for file in "${shell[@]}" "${library[@]}"; do
    finds_nothing dash -n "$file"
    finds_nothing busybox sh -n "$file"
    finds_nothing bash --posix -n "$file"
  done
}

@test "shellcheck finds nothing in shell files" {
  gate 'shellcheck is not installed' command -v shellcheck
  finds_nothing shellcheck -f gcc -s sh "${SOURCES[@]}" -o deprecate-which -e "$SHELL_EXCEPT" "${shell[@]}"
}

@test "shellcheck finds nothing in the libraries, read as one program" {
  gate 'shellcheck is not installed' command -v shellcheck
  local all=$BATS_TEST_TMPDIR/all file
  for file in libexec/plash/lib/*.sh; do
    printf '. "$PLASH_LIBEXEC/%s"\n' "${file#libexec/plash/}"
  done >"$all"
  finds_nothing shellcheck -f gcc -s sh "${SOURCES[@]}" -a -o deprecate-which -e "$LIBRARY_EXCEPT" "$all"
}

@test "shellcheck finds nothing in test files" {
  gate 'shellcheck is not installed' command -v shellcheck
  finds_nothing shellcheck -f gcc -s bats -e "$BATS_EXCEPT" "${tests[@]}"
}

@test "shell files and test files are formatted as shfmt does it" {
  gate 'shfmt is not installed' command -v shfmt
  finds_nothing shfmt -d -i 2 -ci "${shell[@]}" "${library[@]}" "${tests[@]}"
}

@test "checkbashisms finds nothing in shell files" {
  gate 'checkbashisms is not installed' command -v checkbashisms
  local file
  mkdir "$BATS_TEST_TMPDIR/lib"
  # It wants a first line that names the shell.
  for file in "${library[@]}"; do
    sed '1s|.*|#!/bin/sh|' "$file" >"$BATS_TEST_TMPDIR/lib/${file//\//-}"
  done
  # It takes the pattern `.` for the dot command, takes BASH_VERSION, by which bash is told from
  # other shells, for a use of bash, and does not know `command -v --`.
  finds_nothing awk '/^possible bashism/ { where = $0; next }
    /\| \. \| \.\.\)/ || /\$\{BASH_VERSION-\}/ || /command -v -- / { next }
    { print where; print }' < <(checkbashisms "${shell[@]}" "$BATS_TEST_TMPDIR"/lib/* 2>&1)
}

@test "shell functions have at most 40 lines, shell files 450, test files 250" {
  finds_nothing awk '
    function file_end() {
      if (lines > (name ~ /\.bats$/ ? 250 : 450)) print name ": " lines " lines"
    }
    FNR == 1 { file_end(); name = FILENAME }
    { lines = FNR }
    /^[a-z_]+\(\) [{(]$/ { title = $1; start = FNR }
    /^[})]$/ && title != "" {
      if (FNR - start + 1 > 40) print FILENAME ": " title " has " FNR - start + 1 " lines"
      title = ""
    }
    END { file_end() }' "${shell[@]}" "${library[@]}" "${tests[@]}"
}

# A result is in a variable called out_NAME, see libexec/plash/README.md.
@test "no function of the shell has the name of a variable" {
  finds_nothing awk '
    { sub(/^[ \t]*#.*/, "") }
    match($0, /^[a-z_][a-z0-9_]*\(\)/) { functions[substr($0, 1, RLENGTH - 2)] = FILENAME ":" FNR }
    {
      line = $0
      while (match(line, /(^|[^A-Za-z0-9_$.-])[a-z_][a-z0-9_]*=/)) {
        name = substr(line, RSTART, RLENGTH - 1)
        sub(/^[^a-z_]/, "", name)
        variables[name]
        line = substr(line, RSTART + RLENGTH)
      }
    }
    END {
      for (name in functions) if (name in variables) print functions[name] ": " name
    }' bin/plash libexec/plash/plash-* libexec/plash/lib/*.sh libexec/plash/inside/*.sh
}

# library_rows: FILE KIND of each row of the table in libexec/plash/README.md.
library_rows() {
  awk -F ' *[|] *' '$2 == "file" { inside = 1 } inside && NF == 5 && $2 ~ /^[a-z.]+$/ && $2 != "file" { print $2, $3 }
    !/^[|]/ { inside = 0 }' libexec/plash/README.md
}

@test "the table of lib/ names what is there, and who sources it is whom it is for" {
  assert_equal "$(cd libexec/plash/lib && printf '%s\n' * | LC_ALL=C sort)" "$(library_rows | cut -d' ' -f1 | LC_ALL=C sort)"
  local file
  # A command calls command_begin; plash--complete is a part of plash-help.
  for file in bin/plash libexec/plash/plash-* libexec/plash/lib/*.sh; do
    case $file in
      */lib/*) printf '%s library\n' "$file" ;;
      bin/plash | */plash--complete) printf '%s commands\n' "$file" ;;
      *) printf '%s %s\n' "$file" "$(grep -q '^command_begin ' "$file" && echo commands || echo steps)" ;;
    esac
  done >"$BATS_TEST_TMPDIR/sources"
  finds_nothing awk '
    FILENAME == "-" { kind[$1] = $2; next }
    {
      who = $2
      name = $1
      sub(/^.*\//, "", name)
      if (who == "library") who = kind[name]
      while ((getline line <$1) > 0)
        if (match(line, /^ *[.] "[^"]*\/lib\/[a-z]+[.]sh"/)) {
          line = substr(line, 1, RLENGTH - 1)
          sub(/^.*\//, "", line)
          found++
          if (kind[line] != who && kind[line] != "all") print $1 ": " line " is for " kind[line]
        }
    }
    END { if (found < 50) print "only " found " places found where a file is sourced" }
  ' - "$BATS_TEST_TMPDIR/sources" < <(library_rows)
}

# t/check leaves what is tagged once to the ordinary user, and what is tagged as-root to root.
@test "no test that is for one user alone is left to the other" {
  finds_nothing awk '
    FNR == 1 { of_file = of_test = next_test = "" }
    sub(/^# bats file_tags=/, "") { of_file = $0 }
    sub(/^# bats test_tags=/, "") { next_test = $0 }
    /^@test / { of_test = next_test; next_test = "" }
    /^ +only_root/ && of_test != "as-root" && (of_file == "once" || of_test == "once") ||
      /^ +only_user/ && (of_file == "as-root" || of_test == "as-root") { print FILENAME ":" FNR ": no run has this test" }
  ' t/*.bats
}

@test "no file leaves work for later in a comment" {
  run -1 grep -rnE 'TO''DO|FIX''ME' bin libexec/plash/plash-* libexec/plash/lib java/src java/pom.xml t man \
    completions packaging .ci Makefile README.md java/README.md libexec/plash/README.md
}

@test "only lib/worker.sh starts java or looks for it" {
  local java='(^|[^/.a-z_])java([^a-z_/.]|$)|bin/java|JAVA_HOME'
  # lib/remedies and lib/packages are text, and lib/doctor.sh names a finding so.
  finds_nothing only_in 'libexec/plash/lib/\(worker.sh\|remedies\|packages\|doctor.sh:[0-9]*:.* \(broken\|unknown\) java \)' < <(
    grep -nE "$java" bin/* libexec/plash/plash-* libexec/plash/lib/* | grep -v ':[0-9]*: *#'
  )
  grep -qE "$java" libexec/plash/lib/worker.sh
}

@test "Java files have at most 400 lines, lines 120 characters, methods 40 lines" {
  local main=java/src/main
  finds_nothing find java/src -name '*.java' -exec awk '
    FNR == 401 { print FILENAME ": more than 400 lines" }
    length($0) > 120 { print FILENAME ":" FNR ": " length($0) " characters" }' {} +
  # A method begins two or four columns from the left and ends with a brace there.
  finds_nothing find "$main" -name '*.java' -exec awk '
    FNR == 1 { column = 0 }
    match($0, /[^ ]/) && (RSTART == 3 || RSTART == 5) && /\(/ && !/;$/ && !/class|record|enum/ && !column {
      column = RSTART
      start = FNR
    }
    column && match($0, /[^ ]/) && RSTART == column && /^ *}$/ {
      if (FNR - start + 1 > 40) print FILENAME ":" start ": " FNR - start + 1 " lines"
      column = 0
    }' {} +
}

@test "only package cmd ends the process, prints, or shows stack traces" {
  finds_nothing only_in java/src/main/java/io/plash/cmd/ < <(
    grep -rnE 'System\.(exit|out|err)|\.halt\(|printStackTrace' java/src/main
  )
}
