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

# program NAME LINE...: writes a macro.
program() {
  local name=$1
  shift
  printf '%s\n' '#!/bin/sh' "$@" >"$macros/$name"
  chmod +x "$macros/$name"
}

@test "an executable is the macro of its name: arguments in, script out" {
  program greet 'printf "echo %s\n" "$@"'
  run -0 --separate-stderr plash eval --run a --greet 'b c' '--\' d --run e
  assert_equal $'a\necho b c\necho \necho d\ne' "$output"
  assert_equal '' "$stderr"
  run -0 plash run --from-id 1 --greet hi -- true
}

@test "one newline is taken from its output; no output is no text, and hints are hints" {
  program two 'printf "a\n\n"'
  program none ':'
  program image 'echo "### plash hint: image=1"'
  assert_equal $'x\na\n\ny' "$(plash eval --run x --two --none --run y)"
  assert_equal 1 "$(plash build --image)"
}

@test "it has the caller's directory and environment, and an empty standard input" {
  program show 'pwd; cat; echo "$MINE ${LC_ALL-unset}"'
  unset LC_ALL
  assert_equal "$HOME"$'\nx unset' "$(MINE=x plash eval --show <<<no)"
  assert_equal "$HOME"$'\nx C' "$(LC_ALL=C MINE=x plash eval --show <<<no)"
}

@test "a failure is told by its last words on standard error, which otherwise pass through" {
  program fails 'echo working >&2; echo no such animal >&2; exit 3'
  program wordless 'exit 4'
  program shot 'kill -9 $$'
  program warns 'printf "working\nnearly" >&2; echo ok'
  assert_refused 1 "plash error: $macros: fails: no such animal (exit status 3)" plash eval --fails
  assert_equal working "$(head -n 1 <<<"$stderr")"
  assert_equal 1 "$(grep -c animal <<<"$stderr")"
  assert_refused 1 "plash error: $macros: wordless: it gave no reason (exit status 4)" plash eval --wordless
  assert_refused 1 '(signal 9)' plash eval --shot
  run -0 --separate-stderr plash eval --warns
  assert_equal ok "$output"
  assert_equal $'working\nnearly' "$stderr"
}

@test "predefined macros win over programs of the default folders, not over those of PLASH_MACRO_PATH" {
  program apt 'echo mine'
  assert_equal $'apt-get update\napt-get install -y x' "$(plash eval --apt x)"
  export PLASH_MACRO_PATH=/nosuch::$macros
  assert_equal mine "$(plash eval --apt x)"
  assert_equal 'theirs x' "$(plash eval --defpm apt 'theirs {}' --apt x)"
  PLASH_MACRO_PATH='' run -0 plash eval --apt x
  assert_contains "$output" 'apt-get install'
}

@test "an imported macro wins over a program" {
  gate 'python3 is not installed' command -v python3
  program greet 'echo program'
  printf 'from plash.eval import *\nregister_macro("greet")(lambda: "python")\n' >m.py
  PLASH_MACRO_PATH=$macros run -0 plash eval --import ./m.py --greet
  assert_equal python "$output"
}

@test "python3 macros call programs" {
  gate 'python3 is not installed' command -v python3
  program greet 'echo "hi $1"'
  printf 'from plash.eval import *\nfrom plash.eval import eval\n' >m.py
  echo 'register_macro("outer")(lambda: eval([["greet", "you"]]) + get_macros()["greet"]("me"))' >>m.py
  assert_equal 'hi youhi me' "$(plash eval --import ./m.py --outer)"
}

@test "XDG_CONFIG_HOME moves the folder, and the first folder of a path wins" {
  program greet 'echo home'
  mkdir -p xdg/plash/macros
  cp "$macros/greet" xdg/plash/macros/other
  XDG_CONFIG_HOME=$HOME/xdg run -0 plash eval --other
  XDG_CONFIG_HOME=$HOME/xdg assert_refused 1 "macro 'greet' not found" plash eval --greet
  mkdir first
  printf '#!/bin/sh\necho first\n' >first/greet
  chmod +x first/greet
  PLASH_MACRO_PATH=first:$macros run -0 plash eval --greet
  assert_equal first "$output"
}

@test "only a plain name reaches the file system" {
  local name
  program greet 'echo no'
  program .hidden 'echo no'
  mkdir "$macros/folder"
  for name in ../macros/greet ./greet "$macros/greet" . .. .hidden folder folder/.. -greet $'a\tb'; do
    run -1 --separate-stderr plash eval "--$name"
    assert_contains "$stderr" 'not found'
    run -1 --separate-stderr plash eval --layer "--\\ $name" x
    assert_contains "$stderr" 'not found'
  done
}

@test "what cannot be run is told, with what helps" {
  echo 'echo x' >"$macros/plain"
  printf '#!/nosuch/sh\n' >"$macros/orphan"
  chmod +x "$macros/orphan"
  assert_refused 1 "macro 'plain' not found" plash eval --plain
  assert_contains "$stderr" "plash: $macros/plain is not executable: try chmod +x"
  assert_refused 1 "$macros: orphan: cannot start it: No such file or directory" plash eval --orphan
  assert_contains "$stderr" 'is its interpreter there?'
}

@test "output that is no script is refused" {
  program latin 'printf "a\344\n"'
  program nul 'printf "a\000b\n"'
  program endless 'exec cat /dev/zero'
  assert_refused 1 'what it prints is not valid UTF-8' plash eval --latin
  assert_refused 1 'there is a NUL character in its text' plash eval --nul
  assert_refused 1 'it prints more than 16 MiB' timeout 60 plash eval --endless
}

@test "a process that a program leaves running keeps nobody" {
  program leaves 'sleep 30 & echo done'
  assert_equal 'done' "$(timeout 20 plash eval --leaves 2>/dev/null)"
}

@test "a program can ask plash, and one that asks for itself is an error" {
  program wrapped 'plash eval --run "echo $1" --apt b'
  program endless 'plash eval --endless'
  program failing 'plash eval --from-map nope'
  assert_equal $'echo a\napt-get update\napt-get install -y b' "$(plash eval --wrapped a)"
  assert_refused 1 "from-map: map 'nope' not found" plash eval --failing
  assert_refused 1 'macros start plash, 16 deep in one another' timeout 100 plash eval --endless
}

@test "a build with programs is evaluated every time" {
  program counter 'echo x >>"$HOME/n"; echo true'
  plash build --from-id 1 --counter 2>/dev/null
  plash build --from-id 1 --counter 2>/dev/null
  assert_equal $'x\nx' "$(cat n)"
}

@test "with PLASH_MACRO_PATH, records hold until a program takes the place of one of their macros" {
  printf '%s\n' '--eval-string' ' --run true' >inner
  plash build --from-id 1 -x true --eval-file inner 2>/dev/null
  export PLASH_MACRO_PATH=/nosuch::$macros
  program other ':'
  : >"$macros/x" # not executable
  (forbid_java && plash build --from-id 1 -x true --eval-file inner)
  program run ':' # of the macros only x and eval-string call it
  (forbid_java && run ! plash build --from-id 1 -x true --eval-file inner && assert_contains "$output" java)
  rm "$macros/run"
  (forbid_java && plash build --from-id 1 -x true --eval-file inner)
  # Another directory may have another such folder.
  (export PLASH_MACRO_PATH=folder && forbid_java && run ! plash build --from-id 1 -x true --eval-file inner)
}

@test "a program in PLASH_MACRO_PATH counts for builds that were recorded before" {
  unset PLASH_MACRO_PATH
  plash build --from-id 1 -x true 2>/dev/null
  program x 'echo touch /mine'
  PLASH_MACRO_PATH=$macros run -0 plash run --from-id 1 -x true -- ls /mine
  printf '%s\n' '--from-id 1' '--x' '--entrypoint ls' >file
  PLASH_MACRO_PATH=$macros run -0 --separate-stderr plash-exec file /mine
  assert_equal /mine "$output"
  nothing_half_made
}

@test "completion and nearest names know programs" {
  program greet ':'
  program apt ':'
  assert_equal --greet "$(plash help --complete build --gre | cut -f 1)"
  assert_equal --apt "$(plash help --complete build --apt | cut -f 1)"
  assert_refused 1 "macro 'gret' not found" plash eval --gret
  assert_contains "$stderr" 'did you mean --greet?'
}
