# What `plash help` tells: all commands, one of them, all macros, one of them, and what somebody may have meant.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
  libexec=$(dirname "$(command -v plash)")/../libexec/plash
}

teardown() {
  world_clean
}

@test "help begins with the forms of the command line and first steps, then lists commands in groups" {
  local file groups
  forbid_java
  run -0 --separate-stderr plash help
  groups=$(sed -n '/^running/,$p' <<<"$output")
  assert_equal '' "$stderr"
  assert_equal 'usage: plash COMMAND [ARGUMENT...]' "${lines[0]}"
  assert_contains "${lines[4]}${lines[5]}" '$ plash --from alpine'
  assert_equal 'running: building: images: looking: cleaning: extending:' \
    "$(grep -E '^[a-z]+:$' <<<"$groups" | xargs)"
  # What is used most stands first.
  assert_equal 'run build import-lxc ls rm add-layer' "$(awk '/^[a-z]+:$/ { getline; print $2 }' <<<"$groups" | xargs)"
  for file in "$libexec"/plash-[!-]*; do
    assert_equal 1 "$(grep -c "^  plash ${file##*/plash-}  *[a-z]" <<<"$groups")"
  done
  assert_equal 1 "$(grep -oE '^  plash (-\*|[a-z-]+) +' <<<"$groups" | awk '{ print length }' | sort -u | wc -l)"
  assert_equal "$output" "$(plash --help)"
  assert_equal "$output" "$(plash -h)"
}

@test "help of a command is what the command says" {
  assert_equal "$(plash run --help)" "$(plash help run)"
  assert_equal "$(plash run --help)" "$(plash help plash-run)"
  assert_equal "$(plash-exec --help)" "$(plash help plash-exec)"
  assert_equal "$(plash help-macros)" "$(plash help macros)"
}

@test "help of a macro has its signature, its summary, its text and an example" {
  forbid_java
  run -0 --separate-stderr plash help --layer
  assert_contains "$output" "usage: --layer
       --layer MACRO ARGUMENT...

end the layer, or call a macro in a layer per argument

Ends the layer: ### plash hint: layer

    $ plash --from-busybox "
  assert_equal "$output" "$(plash help layer)"
  assert_contains "$(plash help -l)" 'alias for --layer'
  # A command of the same name comes first.
  assert_contains "$(plash help run)" 'usage: plash run'
  assert_contains "$(plash help --run)" 'usage: --run'
}

@test "there is a text for every macro, with an example of its use" {
  local macros=$libexec/jar/macros texts=$libexec/jar/macro-help
  assert_equal "$(cut -f 2 "$macros" | sort)" "$(sed -n 's/^@ \([^\t]*\)\t.*/\1/p' "$texts" | tr ' ' '\n' | sort -u)"
  assert_equal '' "$(awk '
    function finish() { if (names != "" && !example) print "no example: " names }
    /^@ / { finish(); names = $0; example = 0; text = 0; split($0, field, "\t"); n = split(field[1], name, " ") }
    /^    [$] plash / { for (i = 2; i <= n; i++) if (index($0, "-" name[i] " ")) example = 1 }
    length > 92 { print }
    END { finish() }' "$texts")"
}

@test "help of a macro that is a program is its first comment" {
  forbid_java
  mkdir macros
  printf '#!/bin/sh\n# greets somebody\n' >macros/greet
  cp macros/greet macros/apt
  chmod +x macros/*
  PLASH_MACRO_PATH=$PWD/macros run -0 plash help --greet
  assert_equal 'usage: --greet [ARGUMENT...]' "${lines[0]}"
  assert_contains "$output" $'\n\ngreets somebody\n\n'"$PWD/macros/greet is the program"
  PLASH_MACRO_PATH=$PWD/macros run -0 plash help apt
  assert_contains "$output" 'greets somebody'
  run -0 plash help apt
  assert_contains "$output" 'install packages with apt'
}

@test "for an unknown command the nearest is told, or the one that another tool calls so" {
  local word meant
  forbid_java
  while read -r word meant; do
    assert_refused 1 "no such command: $word (try \`plash help\`)" plash "$word"
    assert_contains "$stderr" "plash: did you mean \`plash $meant\`?"
  done <<'END'
runn run
biuld build
ps ls
list ls
images ls
exec run
delete rm
prune clean
import-lcx import-lxc
END
  assert_refused 1 'did you mean `plash help run` or `plash help --run`?' plash help rnu
  assert_refused 1 'did you mean `plash help --apt`?' plash help --atp
  assert_refused 1 'no such command or macro: ../plash-run' plash help ../plash-run
  assert_refused 1 'no such command or macro: plash--enter' plash help plash--enter
  assert_refused 1 'no such command or macro: ' plash help -
}

@test "what is near is the same in a build" {
  local word told
  for word in --atp --write-fiel --aptt; do
    told=$(plash help "$word" 2>&1 | grep -oE -- '--[a-z-]+`' | tr -d '`' | sort | xargs)
    [ -n "$told" ]
    run plash eval "$word" x
    assert_equal "$told" "$(sed -n 's/.*did you mean//p' <<<"$output" | grep -oE -- '--[a-z-]+' | sort | xargs)"
  done
}
