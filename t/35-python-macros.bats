# bats file_tags=once
load lib/helper

# Modules are those that people wrote for plash of 2018, in its words.
setup() {
  gate 'python3 is not installed' command -v python3
  world_reset
  export PYTHONPATH=$BATS_TEST_TMPDIR/modules PYTHONDONTWRITEBYTECODE=1
  mkdir "$PYTHONPATH"
}

teardown() {
  world_clean
}

# module NAME: writes a module; stdin is what follows its imports.
module() {
  { printf '%s\n' 'import os, sys' 'from plash import utils' \
    'from plash.eval import register_macro, shell_escape_args, join_result, eval, hint' && cat; } \
    >"$PYTHONPATH/$1.py"
}

# macro NAME BODY: a module `m` with one macro more, whose body is BODY.
macro() {
  [ -e "$PYTHONPATH/m.py" ] || module m </dev/null
  printf '@register_macro()\ndef %s(*args):\n    %s\n' "$1" "$2" >>"$PYTHONPATH/m.py"
}

@test "a macro of a module gives its text, by the name of its function" {
  macro say_hello 'return "echo hello " + " ".join(args)'
  run -0 --separate-stderr plash eval --run first --import m --say-hello a b --run last
  assert_equal $'first\necho hello a b\nlast' "$output"
  assert_equal '' "$stderr"
}

@test "a published module builds its image with plash and chooses it" {
  module misc <<'PY'
@register_macro()
def from_box(greeting):
    import subprocess
    base = subprocess.check_output(['plash', 'build', '--from-id', '1', '--run', 'echo %s >/hi' % greeting])
    return eval([['from', base.decode().rstrip('\n')]])
PY
  run -0 --separate-stderr plash run --import misc --from-box moin -x 'echo there >>/hi' -- cat /hi
  assert_equal $'moin\nthere' "$output"
}

@test "decorators quote arguments and join lines, a name can be given, None is no text" {
  module m <<'PY'
@register_macro('say', group='x')
@shell_escape_args
@join_result
def anything(*args):
    for arg in args:
        yield 'echo ' + arg
register_macro(name='hinted')(lambda: hint('exec', '/bin/sh'))
register_macro('nothing')(lambda: None)
register_macro('empty')(lambda: '')
PY
  run -0 plash eval --import m --say "it's" b --nothing --empty --hinted
  assert_equal "echo 'it'\"'\"'s'"$'\necho b\n\n### plash hint: exec=/bin/sh' "$output"
}

@test "macros call predefined ones, defined ones and one another, and get their texts" {
  macro inner 'return "in " + eval([["run", "a", "b"], ["apt"]])'
  macro outer 'return eval([["layer", "inner", "x"], ["defpm", "mine", "m {}"], ["mine", "p q"]])'
  run -0 plash eval --import m --outer --mine z
  assert_equal $'### plash hint: layer\nin a\nb\n### plash hint: layer\nm \'p q\'\nm z' "$output"
}

@test "get_macros gives all macros as callables" {
  module m <<'PY'
from plash.eval import get_macros
@register_macro()
def count():
    macros = get_macros()
    assert macros['count'] is count and macros['apt']() is None and macros['apt'].__doc__
    return macros['run']('x', 'y')
PY
  assert_equal $'x\ny' "$(plash eval --import m --count)"
}

@test "the last macro of a name counts, imported or not" {
  macro apt 'return "mine"'
  assert_equal mine "$(plash eval --import m --apt x)"
  assert_equal 'theirs x' "$(plash eval --import m --defpm apt 'theirs {}' --apt x)"
  assert_equal mine "$(plash eval --defpm apt 'theirs {}' --import m --apt x)"
  assert_equal $'apt-get update\napt-get install -y x' "$(plash eval --apt x --import m)"
}

@test "every character survives the way there and back" {
  macro twice 'return "\n".join(eval([["x", a]]) for a in args)'
  run -0 plash eval --import m --twice 'äö → 日本 😀' $'two\nlines' '--\' '--\ -x'
  assert_equal $'äö → 日本 😀\ntwo\nlines\n\n-x' "$output"
  LC_ALL=C run -0 plash eval --import m --twice 'é'
  assert_equal é "$output"
}

@test "what a macro prints goes to standard error, and it has an empty standard input" {
  macro chatty 'print("said"); os.system("echo child"); return repr(sys.stdin.read())'
  run -0 --separate-stderr plash eval --import m --chatty <<<'of the caller'
  assert_equal "''" "$output"
  assert_equal $'child\nsaid' "$(sort <<<"$stderr")"
  macro much 'print("x" * 10000000); return "done"'
  assert_equal 'done' "$(plash eval --import m --much 2>/dev/null)"
}

@test "a module is a file by its path, which hides no other module" {
  mkdir 'a b'
  macro foo 'import json; return json.dumps(args)'
  cp "$PYTHONPATH/m.py" 'a b/json.py'
  assert_equal '["x"]' "$(plash eval --import './a b/json.py' --foo x)"
  (cd 'a b' && assert_equal '[]' "$(plash eval --import json.py --foo)")
  assert_refused 1 'No such file or directory' plash eval --import ./nosuch.py
}

@test "modules are found by PYTHONPATH, not in the working directory, and none of ours hides theirs" {
  macro foo 'return "theirs"'
  mv "$PYTHONPATH/m.py" here.py
  assert_refused 1 "No module named 'here'" plash eval --import here
  mkdir -p "$PYTHONPATH/plash" "$PYTHONPATH/package"
  touch "$PYTHONPATH/plash/__init__.py" "$PYTHONPATH/package/__init__.py"
  cp here.py "$PYTHONPATH/utils.py"
  cp here.py "$PYTHONPATH/package/part.py"
  assert_equal theirs "$(plash eval --import utils --foo)"
  assert_equal theirs "$(plash eval --import package.part --foo)"
}

@test "names that are no modules are refused" {
  local name
  for name in nosuch .. a/b 'a b' .x '--\ -x' 'm;x'; do
    run -1 --separate-stderr plash eval --import "$name"
    assert_equal 1 "$(grep -c 'plash error: import: .*(ModuleNotFoundError)$' <<<"$stderr")"
  done
  assert_refused 1 "plash error: import: No module named 'nosuch' (ModuleNotFoundError)" \
    plash eval --import nosuch
}

@test "modules that are imported again have their macros back, and one python3 serves them all" {
  macro pid 'return str(os.getpid())'
  sed 's/def pid/def pid2/' "$PYTHONPATH/m.py" >"$PYTHONPATH/n.py"
  run -0 plash eval --import m --pid --import n --pid2 --defpm pid 'x {}' --import m --pid
  assert_equal 1 "$(sort -u <<<"$output" | wc -l)"
}

@test "reset-imports forgets them, and scripts in one another do not share them" {
  macro foo 'return "foo"'
  assert_refused 1 "macro 'foo' not found" plash eval --import m --reset-imports --foo
  assert_equal foo "$(plash eval --import m --reset-imports --import m --foo)"
  printf -- '--import m\n--foo\n' >inner
  assert_equal foo "$(plash eval --eval-file inner)"
  assert_refused 1 "macro 'foo' not found" plash eval --eval-file inner --foo
  macro evaluates 'return eval([["eval-file", "inner"]])'
  assert_equal foo "$(plash eval --import m --evaluates)"
}

@test "nothing of python3 is started when nothing is imported" {
  mkdir bin
  printf '#!/bin/sh\necho started >&2\nexit 1\n' >bin/python3
  chmod +x bin/python3
  export PATH=$PWD/bin:$PATH
  run -0 --separate-stderr plash eval --run hi --import
  assert_equal hi "$output$stderr"
}

@test "without python3 the message names it and what to install" {
  mkdir bin
  local program
  for program in sh awk env dash java cat readlink id bash; do
    ln -s "$(command -v "$program")" bin/
  done
  assert_refused 1 'plash error: import: cannot start python3: No such file or directory' \
    env PATH="$(dirname "$(command -v plash)"):$PWD/bin" plash eval --import m
  assert_contains "$stderr" 'version 3.6 or later: install the package python3'
}

@test "a build with imported macros is evaluated every time" {
  macro counter 'open(os.environ["HOME"] + "/n", "a").write("x"); return "true"'
  plash build --from-id 1 --import m --counter 2>/dev/null
  plash build --from-id 1 --import m --counter 2>/dev/null
  assert_equal xx "$(cat n)"
}

@test "plash.utils has what authors of macros use" {
  module m <<'PY'
@register_macro()
def all_of_it():
    utils.info('info')
    assert utils.plash_map('k') is None
    utils.plash_map('k', '1')
    assert utils.plash_map('k') == '1'
    assert utils.nodepath_or_die('1') == utils.get_plash_data() + '/layer/0/1'
    assert utils.run_write_read(['cat', '-'], b'in', cwd='/') == b'in'
    assert utils.hashstr(b'x') == '11f6ad8ec52a2984abaafd7c3b516503785c2072'
    assert os.listdir(utils.mkdtemp()) == []
    with utils.catch_and_die([ValueError], debug='while trying'):
        raise ValueError('it hurt')
PY
  assert_refused 1 'plash error: while trying: it hurt' plash eval --import m --all-of-it
  assert_contains "$stderr" info
}
