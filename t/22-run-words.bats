# The words behind plash run CONTAINER: assignments, program, arguments; the working directory; and
# the shell when there are none.
load lib/helper
load lib/image

setup() {
  world_reset
  shared_directory
}

teardown() {
  shared_clean
  world_clean
}

# in_container WORD...: what they print in container 1.
in_container() {
  run -0 --separate-stderr plash run 1 "$@"
  assert_equal '' "$stderr"
  printf '%s\n' "$output"
}

@test "words NAME=value in front of the program are its environment" {
  assert_equal '1 two' "$(in_container A=1 B=two sh -c 'echo "$A $B"')"
  assert_equal 2 "$(in_container A=1 A=2 sh -c 'echo "$A"')"
  assert_equal 'a=b=c' "$(in_container A=a=b=c sh -c 'echo "$A"')"
  assert_equal $'x\ny $HOME `z`' "$(in_container A=$'x\ny $HOME `z`' sh -c 'echo "$A"')"
  HOME=/outside run -0 plash run 1 HOME=/word sh -c 'echo $HOME'
  assert_equal /word "$output"
  assert_contains "$(in_container A= env)" $'A=\n'
}

@test "after the program an assignment is an argument" {
  assert_equal 'A=1' "$(in_container echo A=1)"
  run -0 plash run 1 env
  [[ $output != *'A=1'* ]]
}

@test "assignments alone print the environment, like env" {
  assert_contains "$(in_container A=1 B=2)" $'A=1\n'
}

@test "names that are none to a shell, or are special to one, are set all the same" {
  local word
  for word in A-B=1 A.B=1 1=2 IFS= IFS=x UID=9 EUID=9 PPID=9 OPTIND=abc LINENO=7 _=x SHLVL=x BASH_VERSINFO=1 \
    RANDOM=1 SECONDS=1 LANG=C LC_ALL=C PWD=/x OLDPWD=/y =x; do
    grep -qxF -- "$word" <(in_container A=1 "$word" B=2 env)
  done
  assert_contains "$(in_container A=1 A-B=2 C=3 env)" 'A=1'
}

@test "an assignment to PATH is for the program, also for finding it" {
  mkdir "$shared/bin"
  printf '#!/bin/sh\necho "found by $PATH"\n' >"$shared/bin/mine"
  chmod +x "$shared/bin/mine"
  assert_equal "found by /bin:$shared/bin" "$(in_container PATH=/bin:"$shared/bin" mine)"
  assert_contains "$(in_container PATH=/nowhere A-B=1 /bin/env)" 'A-B=1'
}

@test "a program's path may hold an equals sign" {
  printf '#!/bin/sh\necho "ran with $# $A"\n' >"$shared/a=b"
  chmod +x "$shared/a=b"
  assert_equal 'ran with 1 2' "$(in_container A=2 "$shared/a=b" x=y)"
  cd "$shared"
  assert_equal 'ran with 0 ' "$(in_container ./a=b)"
}

@test "a -- in front of the program is skipped by every command that starts one" {
  assert_equal 'a --' "$(in_container -- echo a --)"
  assert_refused 127 '--: command not found' plash run 1 -- --
  assert_equal a "$(plash runopts -c 1 -- echo a)"
  assert_equal a "$(plash with-mount 1 -- echo a)"
  assert_equal a "$(plash sudo -- echo a)"
  assert_equal a "$(plash data -- echo a)"
  assert_equal 2 "$(plash create 1 -- true)"
}

@test "a shell at a terminal tells the container in its prompt" {
  gate 'script is not installed' command -v script
  # typed WORD...: what appears when `echo $debian_chroot` is typed to it at a terminal.
  typed() { script -qec "$*" /dev/null <<<'echo "[$debian_chroot]"; exit' | tr -d '\r'; }
  local shown
  cd /
  shown=$(typed plash run 1)
  assert_contains "$shown" '(plash 1) / # '
  assert_contains "$shown" '[plash:1]'
  assert_contains "$(typed plash run 1 /bin/sh -i)" '(plash 1) / # '
  [[ $(typed "plash run 1 sh -c 'echo \$PS1'") != *plash* ]]
  assert_equal '[]' "$(plash run 1 sh <<<'echo "[$debian_chroot]"')"
}

@test "words that begin with dashes are no options" {
  assert_refused 127 '--help: command not found' plash run 1 --help
  assert_refused 127 '-x: command not found' plash run 1 -x
  assert_refused 127 '-: command not found' plash run 1 -
  assert_refused 127 '-c: command not found' plash run 1 A=1 -c 'echo hi'
  assert_equal '-- -n --help' "$(in_container echo -- -n --help)"
  assert_equal hi "$(in_container sh -c 'echo hi')"
}

@test "an empty word is no program" {
  assert_refused 127 ': command not found' plash run 1 ''
  assert_refused 127 ': command not found' plash run 1 A=1 ''
}

@test "arguments arrive as they are" {
  local odd=('a b' '' '*' $'x\ny\n' "q'\"" $'\\' '$HOME' '`x`' é $'\t' '-' '!' '#' '%s' '~' $'\xff')
  plash run 1 sh -c 'printf "%s|" "$@"' x "${odd[@]}" >got
  printf '%s|' "${odd[@]}" | cmp - got
  assert_equal 5000 "$(in_container sh -c 'echo $#' x $(seq 5000))"
  assert_equal 100000 "$(in_container sh -c 'echo ${#1}' x "$(printf '%100000s' '')")"
}

@test "the working directory stays the same if the container has it" {
  local name
  for name in plain 'two  blanks ' $'new\nline' "quo'te\"" '$x`' -dash é; do
    mkdir "$shared/$name"
    cd "$shared/$name"
    plash run 1 pwd >"$shared/got"
    printf '%s\n' "$shared/$name" | cmp - "$shared/got"
  done
  cd "$shared"
  CDPATH=/ run -0 plash run 1 sh -c 'cd plain && pwd'
  assert_equal "$shared/plain" "$output"
}

@test "the working directory is /, if the container has it not" {
  cd /usr/lib
  assert_equal / "$(in_container pwd)"
}

@test "a working directory behind a link of the host is entered by its own name" {
  mkdir "$shared/real"
  ln -s "$shared/real" link
  cd link
  assert_equal "$PWD" "$HOME/link"
  assert_equal "$shared/real" "$(in_container pwd)"
}

@test "a deleted working directory is no error" {
  mkdir "$shared/gone"
  cd "$shared/gone"
  rmdir "$shared/gone"
  run -0 --separate-stderr plash run 1 pwd
  assert_equal / "$output"
}

@test "the umask passes through" {
  local mask
  for mask in 0022 0077 0027 0000 0777; do
    assert_equal "$mask" "$(umask "$mask" && plash run 1 sh -c umask)"
  done
  (umask 077 && plash run 1 touch "$shared/private")
  assert_equal 600 "$(stat -c %a "$shared/private")"
}

@test "without words the image's root shell reads stdin" {
  run -3 plash run 1 <<<'echo "shell of $(id -u)"; exit 3'
  assert_equal 'shell of 0' "$output"
}

@test "the root shell is the one of the first line of the image's etc/passwd, and no login shell" {
  image_begin
  mkdir "$image_tree/etc"
  printf '#!/bin/sh\necho "my shell: $0 $*"\n' >"$image_tree/bin/my-shell"
  chmod 755 "$image_tree/bin/my-shell"
  printf '%s\n' 'root:x:0:0:root:/root:/bin/my-shell' 'other:x:1:1:::/bin/false' >"$image_tree/etc/passwd"
  image_import
  run -0 plash run "$image" </dev/null
  assert_equal 'my shell: /bin/my-shell ' "$output"
}

@test "an etc/passwd that is missing, empty or malformed means /bin/sh" {
  local passwd
  for passwd in missing '' 'root' 'root:x:0:0:root:/root:' 'root:x:0:0:root:/root:relative' ':::::::::' $'\n' $'\xff\xfe:::::'; do
    image_begin
    mkdir "$image_tree/etc"
    [ "$passwd" = missing ] || printf '%s\n' "$passwd" >"$image_tree/etc/passwd"
    image_import
    run -4 plash run "$image" <<<'exit 4'
  done
}
