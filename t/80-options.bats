# Options: what the usage line of a command tells, what its help and page explain, what completion offers, and what shell
# and Java really take, is the same.
# bats file_tags=once
load lib/helper
load lib/commands

setup() {
  world_reset
  libexec=$(cd "$(dirname "$(command -v plash)")/../libexec/plash" && pwd)
}

teardown() {
  world_clean
}

# in_usage NAME: the options of the usage line, sorted. What stands for macros is none.
in_usage() {
  sed -n '/^# Usage: /{s///p;q}' "$libexec/plash-$1" | tr '[] ' '\n' | grep -E '^--?[a-z]' | grep -v '^--macro' | LC_ALL=C sort -u
}

# in_text NAME: the options that the section Options of the header explains, sorted.
in_text() {
  awk -v mode=fields -f "$libexec/lib/help.awk" "$libexec/plash-$1" |
    awk -F '\t' '$1 == "title" { on = $2 == "Options:" } on && $1 == "text" && $2 ~ /^  -/ { split($2, word, " "); print word[1] }' |
    LC_ALL=C sort -u
}

# in_shell NAME: the options that the shell of a command knows, sorted: those that it compares words with.
in_shell() {
  grep -v '^ *#' "$libexec/plash-$1" | sed 's/|/\n/g' | grep -oE "(^ *|[:*'] ?)--[a-z-]+(( '\*?)?( *$|\))| ' \])" |
    grep -oE -- '--[a-z-]+' | LC_ALL=C sort -u
}

# in_java NAME: the options that the worker of a command knows, sorted. A worker that gets a word of ours in their place
# has them without dashes.
in_java() {
  local rooms=$PLASH_SOURCE/java/src/main/java/io/plash/cmd class
  class=$(sed -n "s/^ *case \"$1\" -> new \\([A-Za-z]*\\)(.*/\\1/p" "$rooms/Main.java")
  [ -n "$class" ] || return 0
  case $1 in
    runopts) grep -oE 'case "[a-z]"|equals\("[a-z]"' "$rooms/$class.java" | sed 's/.*"\(.\)".*/-\1/' ;;
    ls) grep -oE 'case "[a-z]+"' "$rooms/$class.java" | sed 's/.*"\(.*\)"/--\1/' ;;
    import-lxc) grep -oE '"--[a-z-]+"' "$rooms/$class.java" | tr -d '"' ;;
    import-*) ;; # the class of all imports: see import-lxc
    *) grep -oE '"--[a-z-]+"' "$rooms/$class.java" | tr -d '"' ;;
  esac | LC_ALL=C sort -u
}

# all_options: every option that a usage line, the shell or a worker has.
all_options() {
  local name
  for name in $(commands); do
    in_usage "$name"
    in_shell "$name"
    in_java "$name"
  done | LC_ALL=C sort -u
}

@test "the section Options of each command explains the options of its usage line, and no others" {
  local name
  for name in $(commands); do
    assert_equal "$name: $(in_usage "$name")" "$name: $(in_text "$name")"
  done
  [ "$(all_options | wc -l)" -gt 15 ]
}

@test "the page of each command has a section with these options" {
  [ -r "${PLASH_SOURCE-}/man/command.awk" ] || skip 'this user cannot read the checkout'
  local name
  for name in $(commands); do
    assert_equal "$name: $(in_usage "$name")" "$name: $(awk -v mode=fields -f "$libexec/lib/help.awk" "$libexec/plash-$name" |
      awk -f "$PLASH_SOURCE/man/command.awk" | sed -n '/^# OPTIONS/,/^# [^O]/s/^\*\\*\(-[^*]*\)\*.*/\1/p' | tr -d '\\' | LC_ALL=C sort -u)"
  done
}

@test "completion offers the options of the usage line, --help, and where containers are built macros" {
  local name
  for name in $(commands); do
    assert_equal "$name: $(in_usage "$name")" "$name: $(plash help --complete "$name" - | cut -f 1 | grep -vxF -e --help |
      grep -vxFf <(plash help --complete build - | cut -f 1) | LC_ALL=C sort)"
    assert_equal --help "$(plash help --complete "$name" --hel | cut -f 1)"
  done
}

@test "shell and Java know the options of the usage line, and no others" {
  [ -r "${PLASH_SOURCE-}/java/src/main/java/io/plash/cmd/Main.java" ] || skip 'this user cannot read the checkout'
  local name
  for name in $(commands); do
    assert_equal "$name: $(in_usage "$name")" "$name: $(
      {
        in_shell "$name"
        in_java "$name"
      } | grep -vE '^--(clean-(tmp|index|cache-keys)|complete)$' | LC_ALL=C sort -u # of 2018's tests; of completion
    )"
  done
}

@test "an option of one command is refused by all that do not tell of it" {
  local name usage option words all
  all=$(all_options)
  forbid_java
  while read -r name usage; do
    words=()
    case $usage in
      *CMD1* | *--macro1* | *--MACRO*) continue ;; # the others belong to a program, or are macros
      *CONTAINER*) words=(1) ;;
    esac
    for option in $(grep -vxF -e "$(in_usage "$name")" -e "$(grep -oE -- '--clean-[a-z-]+' "$libexec/plash-$name")" <<<"$all"); do
      [[ $option == --* ]] || continue
      assert_refused 2 "$name has no option $option" plash "$name" "${words[@]}" "$option"
    done
  done < <(sed -sn 's/^# Usage: plash //p' "$libexec"/plash-[!-]*)
  plash nodepath 1
}
