# bats file_tags=once
load lib/helper

setup() {
  world_reset
  macros=$HOME/.config/plash/macros
  mkdir -p "$macros"
}

teardown() {
  world_clean
}

@test "help-macros lists groups, names and descriptions, sorted, without a JVM" {
  forbid_java
  run -0 --separate-stderr plash help-macros
  assert_equal '' "$stderr"
  assert_equal '[plash.eval]' "${lines[0]}"
  assert_equal '[plash.eval] [plash.macros.common] [plash.macros.froms] [plash.macros.packagemanagers] [plash.macros.shortcuts]' \
    "$(grep '^\[' <<<"$output" | tr '\n' ' ' | sed 's/ $//')"
  assert_equal 4 "$(grep -c '^$' <<<"$output")"
  assert_contains "$output" $'\napt              = install packages with apt\n'
  assert_contains "$output" $'\nadd-apt-repository = install'
  assert_contains "$output" $'\nimport           = '
  assert_equal "$output" "$(plash --help-macros)"
}

@test "every macro is listed once and can be called" {
  run -0 plash help-macros
  local name
  for name in run layer from from-id from-map write-file entrypoint hint import x A defpm; do
    assert_equal 1 "$(grep -c "^$name  *= " <<<"$output")"
  done
}

@test "programs are listed by folder, with their first comment" {
  forbid_java
  printf '#!/bin/sh\n# greets somebody\n' >"$macros/greet"
  printf '# without interpreter\n' >"$macros/bare"
  printf '#!/bin/sh\necho no comment\n' >"$macros/mute"
  printf '#!/bin/sh\n' >"$macros/short"
  printf '#!/bin/sh\n# never called\n' >"$macros/apt"
  printf '#!/bin/sh\n#a\033[31m\tb' >"$macros/cursor"
  cp "$(type -P true)" "$macros/binary"
  chmod +x "$macros"/*
  touch "$macros/not-executable"
  mkdir "$macros/folder"
  run -0 --separate-stderr plash help-macros
  assert_equal '' "$stderr"
  assert_equal "[$macros]
bare             = without interpreter
binary           =
cursor           = a [31m b
greet            = greets somebody
mute             =
short            =" "$(sed '/^$/q' <<<"$output" | sed '/^$/d')"
  PLASH_MACRO_PATH=$macros run -0 plash help-macros
  assert_contains "$output" 'apt              = never called'
  assert_equal 1 "$(grep -c '^apt  *=' <<<"$output")"
}

@test "with a module, its macros are listed, beside those that are always there" {
  gate 'python3 is not installed' command -v python3
  export PYTHONPATH=$HOME PYTHONDONTWRITEBYTECODE=1
  cat >mine.py <<'PY'
from plash.eval import register_macro
@register_macro()
def from_ubuntu(version):
    '''

    choose an ubuntu

    More words.
    '''
register_macro('apt')(lambda: '')
PY
  run -0 --separate-stderr plash help-macros mine
  assert_equal $'[mine]\napt              =\nfrom-ubuntu      = choose an ubuntu\n\n[plash.eval]' "$(head -n 5 <<<"$output")"
  assert_contains "$output" 'import           = '
  [[ $output != *plash.macros* ]]
  run -0 plash help-macros ./mine.py
  assert_contains "$output" "[$HOME/mine.py]"
}

@test "a module that is not there is refused" {
  gate 'python3 is not installed' command -v python3
  assert_refused 1 "plash error: import: No module named 'x' (ModuleNotFoundError)" plash help-macros x
}

@test "help-macros answers --help" {
  run -0 plash help-macros --help
  assert_equal 'usage: plash help-macros [ MACROLIB ]' "${lines[0]}"
}
