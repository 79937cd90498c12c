# Completion asks the program what it knows, without a JVM.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
  completions=$(dirname "$(command -v plash)")/../share
}

teardown() {
  world_clean
}

# candidates WORD...: what plash offers for the last word, in one line.
candidates() {
  plash help --complete "$@" | tr '\n' ' ' | sed 's/ $//'
}

# bash_completes LINE: what bash offers at the end of the command line LINE, in one line.
bash_completes() {
  bash -c '
    . "$1"
    COMP_LINE=$2 COMP_POINT=${#2}
    read -ra COMP_WORDS <<<"$2"
    [[ $2 != *" " ]] || COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _plash "${COMP_WORDS[0]}" "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
    printf "%s\n" "${COMPREPLY[*]}"' bash "$completions/bash-completion/completions/plash" "$1"
}

@test "the first word is a command, never an internal step" {
  local name names=
  for name in "$(dirname "$(command -v plash)")"/../libexec/plash/plash-[!-]*; do
    names="$names ${name##*/plash-}"
  done
  assert_equal "${names# }" "$(candidates '')"
  assert_equal 'rm run runopts' "$(candidates r)"
  assert_equal '' "$(candidates nosuch)"
  assert_equal '' "$(candidates /etc)"
}

@test "containers are offered where the usage line says CONTAINER, with their keys" {
  plash build --from-id 1 --run true 2>/dev/null
  rm "$PLASH_DATA"/map/busybox:*
  local name
  for name in add-layer create nodepath parent rm run; do
    assert_equal '1 2' "$(candidates "$name" '')"
  done
  assert_equal '1 2' "$(candidates map key '')"
  assert_equal '1 2' "$(candidates runopts -c '')"
  assert_equal '2' "$(candidates run 2)"
  assert_equal '' "$(candidates run 1 '')"
  assert_equal '' "$(candidates runopts '')"
  plash map base 1
  plash map 12 2
  assert_equal '1 2 @12 base' "$(candidates run '')"
  assert_equal 1 "$(candidates runopts -c 1)"
  assert_equal '@12 @base' "$(candidates map key @)"
  assert_equal base "$(candidates rm b)"
  assert_equal '@12 @base' "$(candidates run --from @)"
  assert_equal '' "$(candidates run --from-id @)"
}

@test "a removed container is no longer offered" {
  plash build --from-id 1 --run true 2>/dev/null
  plash rm 2
  rm "$PLASH_DATA"/map/busybox:*
  assert_equal '1' "$(candidates run '')"
}

@test "keys of the map are offered, without the cache keys of layers" {
  plash build --from-id 1 --run true 2>/dev/null
  plash map mine 1
  run -0 candidates map ''
  [[ $output == 'busybox:'*' mine' ]]
  assert_equal 3 "$(find "$PLASH_DATA/map" -type l | wc -l)"
  assert_equal mine "$(candidates map m)"
  assert_equal mine "$(candidates run --from-map m)"
  assert_equal mine "$(candidates build --from-id 1 --from-map m)"
}

@test "options of the usage line are offered where a dash begins" {
  assert_equal '-c -d -m' "$(candidates runopts -)"
  assert_equal '' "$(candidates runopts -d '')"
  assert_equal '--allow-root-container' "$(candidates nodepath 0 -)"
  assert_equal '--tree --json' "$(candidates ls -)"
  assert_equal '--json' "$(candidates ls --tree --j)"
  assert_equal '--dry' "$(candidates import-lxc -)"
  assert_equal '--yes' "$(candidates purge --)"
  assert_equal '' "$(candidates purge '')"
}

@test "macros are offered in build arguments, up to the --" {
  assert_equal '--write-file --write-script' "$(candidates --wr)"
  assert_equal '--write-file --write-script' "$(candidates run --wr)"
  assert_equal '--write-file --write-script' "$(candidates rm -f 1 --wr)"
  assert_equal '--apk --apt' "$(candidates build --ap)"
  assert_equal '--layer' "$(candidates eval --la)"
  assert_contains " $(candidates -) " ' -x '
  assert_equal 1 "$(candidates -f '')"
  assert_equal '' "$(candidates run -f 1 -- --fr)"
  assert_equal '' "$(candidates run 1 --fr)"
  assert_equal '' "$(candidates parent --fr)"
}

@test "nothing is offered, and nothing said, without a data directory" {
  rm -rf "$PLASH_DATA"
  run -0 --separate-stderr plash help --complete run ''
  assert_equal '' "$output$stderr"
  [ ! -e "$PLASH_DATA" ]
}

@test "completing starts no JVM" {
  forbid_java
  assert_equal 1 "$(candidates run '')"
  assert_equal '--apk --apt' "$(candidates build --ap)"
}

@test "bash has the completion of plash, with files where plash knows nothing" {
  run -0 bash -c '. "$1" && complete -p plash' bash "$completions/bash-completion/completions/plash"
  assert_equal 'complete -o bashdefault -o default -F _plash plash' "$output"
  assert_equal 'rm run runopts' "$(bash_completes 'plash r')"
  assert_equal 1 "$(bash_completes 'plash run ')"
  assert_equal '' "$(bash_completes 'plash run 1 ')"
  assert_equal '' "$(bash_completes 'plash import-tar de')"
  assert_equal '--from-busybox' "$(bash_completes 'plash run --run "a b" --from-bu')"
}

@test "bash asks the program that was typed" {
  assert_equal 1 "$(bash_completes "$(command -v plash) run ")"
  assert_equal '' "$(bash_completes '/nosuch/plash run ')"
}

@test "bash completes keys with colons" {
  plash map a:b:c 1
  assert_equal 'a:b:c' "$(bash_completes 'plash map a')"
  assert_equal 'b:c' "$(bash_completes 'plash map a:')"
  assert_equal 'c' "$(bash_completes 'plash map a:b:')"
}

@test "bash asks a program that was typed with a tilde, variables, quotes or an alias" {
  gate 'python3 is not installed' command -v python3
  plash map key 1
  mkdir -p 'my dir/bin'
  ln -s "$(command -v plash)" 'my dir/bin/plash'
  # In a terminal, since only then bash says how it hands the words over.
  run -0 timeout 60 python3 - "$completions/bash-completion/completions/plash" <<'END'
import os, pty, sys

pid, terminal = pty.fork()
if pid == 0:
    os.environ["TERM"] = "dumb"
    os.execvp("bash", ["bash", "--noprofile", "--norc", "-i"])


def await_text(text):
    seen = b""
    while text.encode() not in seen:
        seen += os.read(terminal, 4096)


def types(line, result):
    os.write(terminal, line.encode() + b"\t")
    await_text(result)
    print(line)
    os.write(terminal, b"\x15")


os.write(terminal, b". " + sys.argv[1].encode() + b"; PS1=; P=\"$HOME/my dir/bin\"; X='$(touch ran)'; mkdir sub\n")
os.write(terminal, b"alias p=plash pr='plash run'; complete -F _plash p pr; echo rea''dy\n")
await_text("ready")
types("~/my\\ dir/bin/plash shr", "shrink ")
types("$HOME/'my dir'/bin/plash import-u", "import-url ")
types('"$P"/plash import-l', "import-lxc ")
types('"${P}"/plash map k', "map key ")
types("p export-d", "export-docker ")
types("pr --from-bu", "--from-busybox ")
types("$(touch ran)/plash run s", "sub/")
types("$X/plash run s", "sub/")
END
  assert_equal 8 "${#lines[@]}"
  [ ! -e ran ]
}

@test "zsh completes commands, containers, keys with colons and files" {
  gate 'zsh is not installed' command -v zsh
  plash map a:b 1
  touch debian.tar
  cat >types <<'ZSH'
zmodload zsh/zpty
zpty shell zsh -f -i
# types LINE RESULT: types the line and a tab, and waits until RESULT appears.
types() {
  local text
  zpty -w -n shell "$1"$'\t'
  zpty -r -m shell text "*$2*" && print "$1: yes"
  zpty -w -n shell $'\C-u'
}
zpty -w shell "PS1= fpath=($1 \$fpath); autoload -Uz compinit; compinit -D -u; print rea''dy"
zpty -r -m shell text '*ready*'
types 'plash import-t' 'plash import-tar '
types 'plash run ' 'plash run 1 '
types 'plash map a' 'plash map a:b '
types 'plash run 1 ls deb' 'debian.tar'
zpty -w shell 'P="$HOME/my dir/bin"; alias p=plash pr="plash run"'
types '~/"my dir"/bin/plash import-t' 'plash import-tar '
types '$HOME/my\ dir/bin/plash import-u' 'plash import-url '
types '"$P"/plash import-l' 'plash import-lxc '
types '"${P}"/plash shr' 'shrink '
types 'p export-d' 'p export-docker '
types 'pr --from-bu' 'pr --from-busybox '
ZSH
  mkdir -p 'my dir/bin'
  ln -s "$(command -v plash)" 'my dir/bin/plash'
  run -0 timeout 60 zsh -f types "$completions/zsh/site-functions"
  assert_equal 10 "$(grep -c ': yes' <<<"$output")"
}
