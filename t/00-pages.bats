# Static checks of the pages about the code, in the checkout $PLASH_SOURCE: what they name is there.
# bats file_tags=as-root
load lib/helper

setup() {
  [ -r "${PLASH_SOURCE-}/bin/plash" ] || skip "this user cannot read the checkout ${PLASH_SOURCE-}"
  cd "$PLASH_SOURCE"
}

# named_places FILE...: what the pages name between backquotes and as links: files of the tree, and Java classes
# as PACKAGE/Class or package.Class. Placeholders in capitals and words without a slash or dot are no places.
named_places() {
  grep -ohE '`[^`]+`|\]\([^)]+\)' "$@" | sed 's/^`//; s/`$//; s/^](//; s/)$//' |
    grep -E '^(bin|libexec|java|t|man|completions|\.ci)/[a-z0-9./_*-]*[a-z0-9]$|^[a-z]+[/.][A-Z][A-Za-z]+$' | sort -u
}

@test "pages about the code name files and classes that are there" {
  local place missing=
  while read -r place; do
    case $place in
      [a-z]*/[A-Z]* | [a-z]*.[A-Z]*) [ -f "java/src/main/java/io/plash/${place/.//}.java" ] ;;
      *) compgen -G "$place" >/dev/null ;;
    esac || missing+=" $place"
  done < <(named_places README.md ARCHITECTURE.md java/README.md libexec/plash/README.md t/README.md)
  assert_equal '' "$missing"
  [ "$(named_places ARCHITECTURE.md | wc -l)" -ge 25 ]
}

@test "README.md has the table of t/environments, and each cell of it is a test" {
  local table
  table=$(awk -f t/environments.awk t/environments)
  assert_contains "$(cat README.md)" $'\n\n'"$table"$'\n\n'
  assert_equal "$(awk -F '|' '!/^#/ && NF == 4 {
    split("root overlay,root fuse-overlayfs,root unionfs-fuse,user overlay,user fuse-overlayfs,user unionfs-fuse", column, ",")
    split($3 " " $4, cell, " ")
    for (i = 1; i <= 6; i++) if (cell[i] != "-") print $1, column[i]
  }' t/environments | sort)" "$(sed -n 's/^@test .* { cell \(.*\); }$/\1/p' t/93-environments.bats | sort)"
}
