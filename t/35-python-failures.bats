# bats file_tags=once
load lib/helper

setup() {
  gate 'python3 is not installed' command -v python3
  world_reset
  export PYTHONPATH=$BATS_TEST_TMPDIR/modules PYTHONDONTWRITEBYTECODE=1
  mkdir "$PYTHONPATH"
  printf 'import os, sys\nfrom plash.utils import die\nfrom plash.eval import *\n' >"$PYTHONPATH/m.py"
  printf 'from plash.eval import eval, register_macro\n' >>"$PYTHONPATH/m.py"
}

teardown() {
  world_clean
}

# macro NAME BODY: a macro more in the module `m`.
macro() {
  printf '@register_macro()\ndef %s(*args):\n    %s\n' "$1" "$2" >>"$PYTHONPATH/m.py"
}

# assert_failure MESSAGE NAME: the macro fails with this message alone, and soon.
assert_failure() {
  assert_refused 1 "plash error: $1" timeout 60 plash eval --import m --"$2"
  assert_equal "plash error: $1" "$(grep 'plash error' <<<"$stderr")"
  [[ $stderr != *Traceback* ]]
}

@test "an exception is told with module, macro, text and class" {
  macro boom 'raise ValueError("no good")'
  macro wrong_count 'return (lambda x: x)()'
  macro several $'raise ValueError("one\\n  two \\x1b[31m\\udcff")'
  macro wordless 'raise KeyError'
  assert_failure 'm: boom: no good (ValueError)' boom
  assert_contains "$stderr" 'plash: PLASH_DEBUG=1 shows where'
  assert_failure 'm: several: one two \x1b[31m\udcff (ValueError)' several
  assert_failure 'm: wordless: it gave no reason (KeyError)' wordless
  assert_refused 1 '(TypeError)' plash eval --import m --wrong-count
}

@test "PLASH_DEBUG shows where it was raised" {
  macro boom 'raise ValueError("no good")'
  PLASH_DEBUG=yes run -1 --separate-stderr plash eval --import m --boom
  assert_contains "$stderr" 'm.py", line 7, in boom'
  assert_contains "$stderr" 'plash error: m: boom: no good (ValueError)'
}

@test "of macros in one another the innermost that failed is told, once" {
  macro boom 'raise ValueError("no good")'
  macro outer 'return eval([["layer", "boom", "x"]])'
  macro looks_up 'return eval([["from-map", "nope"]])'
  macro typo 'return eval([["aptt", "x"]])'
  assert_failure 'm: boom: no good (ValueError)' outer
  assert_failure "from-map: map 'nope' not found" looks-up
  assert_failure "m: typo: macro 'aptt' not found" typo
  assert_contains "$stderr" 'did you mean --apt?'
}

@test "a macro can catch the failure of another" {
  macro catches $'try:\n        eval([["from-map", "nope"]])\n    except MacroError as e:\n        return "# " + str(e)'
  macro misses $'try:\n        eval([["nope"]])\n    except MacroNotFoundError as e:\n        return "# " + str(e)'
  run -0 plash eval --import m --catches --misses
  assert_equal "# from-map: map 'nope' not found
# macro 'nope' not found" "$output"
}

@test "what cannot be evaluated, and results that are no text, are refused" {
  macro a 'return eval("x")'
  macro b 'return eval(["x"])'
  macro c 'return eval([["x", 1]])'
  macro five 'return 5'
  macro nul 'return "a\0b"'
  macro lone 'return "\udcff"'
  macro long 'return "x" * (17 << 20)'
  assert_failure 'm: a: eval root element must be a list (EvalError)' a
  assert_failure 'm: b: must evaluate list of list (EvalError)' b
  assert_failure \
    "m: c: must evaluate list of list of strings. not a list of strings: ['x', 1] (EvalError)" c
  assert_failure "m: five: eval macro must return string or None (five returned <class 'int'>) (EvalError)" five
  assert_failure 'm: nul: there is a NUL character in its text' nul
  assert_refused 1 'surrogates not allowed (UnicodeEncodeError)' plash eval --import m --lone
  assert_failure 'm: long: its text is longer than 16 MiB (ValueError)' long
}

@test "a module that fails while it is imported is told as import's failure" {
  echo 'raise ValueError("early")' >"$PYTHONPATH/early.py"
  echo 'def (' >"$PYTHONPATH/syntax.py"
  echo 'import nosuch' >"$PYTHONPATH/needs.py"
  assert_refused 1 'plash error: import: early (ValueError)' plash eval --import early
  assert_refused 1 'plash error: import: invalid syntax (syntax.py, line 1) (SyntaxError)' \
    plash eval --import syntax
  assert_refused 1 "import: No module named 'nosuch' (ModuleNotFoundError)" plash eval --import needs
}

@test "a macro that dies has said why, and plash says no more" {
  macro dies 'die("I give up", exit=7)'
  macro outer 'return eval([["dies"]])'
  macro leaves 'print("bye", file=sys.stderr); sys.exit(3)'
  run -1 --separate-stderr plash eval --import m --outer
  assert_equal 'plash error: I give up' "$stderr"
  run -1 --separate-stderr plash eval --import m --leaves
  assert_equal bye "$stderr"
  macro succeeds 'sys.exit()'
  assert_failure 'm: succeeds: it ended with exit status 0 (SystemExit)' succeeds
}

@test "recursion without end is an error, in python3, across the languages and across processes" {
  macro here 'return here()'
  macro across 'return eval([["layer", "across", "x"]])'
  macro processes 'import subprocess; return subprocess.check_output(["plash", "eval", "--import", "m", "--processes"]).decode()'
  assert_failure 'm: here: maximum recursion depth exceeded (RecursionError)' here
  assert_failure 'm: across: macros call one another without end (RecursionError)' across
  run -1 --separate-stderr timeout 100 plash eval --import m --processes
  assert_contains "$stderr" 'macros start plash, 16 deep in one another'
}

@test "a python3 that ends, or loses its connection, is told" {
  macro ends 'os._exit(5)'
  macro is_killed 'os.kill(os.getpid(), 9)'
  macro closes 'os.closerange(3, 99)'
  macro leaves_fork $'if os.fork() == 0:\n        import time; time.sleep(20); os._exit(0)\n    os._exit(6)'
  macro scribbles $'for n in range(3, 20):\n        try: os.write(n, b"garbage" * 9)\n        except OSError: pass'
  assert_failure 'm: ends: python3 ended with exit status 5' ends
  assert_failure 'm: is-killed: python3 ended with signal 9' is-killed
  assert_refused 1 'python3 ended with exit status 1' plash eval --import m --closes
  # Its fork keeps stdout of the test open.
  assert_failure 'm: scribbles: python3 sent what is no message of plash' scribbles
  timeout 15 plash eval --import m --leaves-fork >out 2>err || true
  assert_contains "$(cat err)" 'm: leaves-fork: python3 ended with exit status 6'
}

@test "a fork of a macro that comes back changes nothing" {
  macro forks 'os.fork(); return "once"'
  assert_equal once "$(timeout 20 plash eval --import m --forks)"
}

@test "a signal during a macro leaves no process behind" {
  local signal ended
  macro sleeps 'import subprocess; open("pids", "w").write("%d" % os.getpid()); subprocess.call(["sleep", "987654"])'
  for signal in INT TERM; do
    rm -f pids
    # A shell without job control has its background ignore SIGINT, and so would everything below it.
    python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])' \
      plash eval --import m --sleeps 2>err 3>&- &
    until [ -s pids ] && [ -n "$(ps -o pid= --ppid "$(cat pids)")" ]; do sleep 0.1; done
    kill -"$signal" $!
    ended=0
    wait $! || ended=$?
    assert_equal "$((128 + $(kill -l "$signal")))" "$ended"
    assert_equal '' "$(cat err)"
    run -1 ps -p "$(cat pids)"
    run -1 pgrep -f 'sleep 987654'
  done
}
