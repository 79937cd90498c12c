# What of the caller's environment reaches the program.
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# names: the names of the variables that plash run gives a program, sorted, in one line.
names() {
  plash run 1 "$@" env | sed 's/=.*//' | sort | paste -sd ' '
}

# variable NAME [WORD...]: the value of NAME in a program's environment; WORD... go in front of it.
variable() {
  local name=$1
  shift
  plash run "${image:-1}" "$@" env | sed -n "s/^$name=//p"
}

# Without any variable from outside, a program gets what the image's shell sets by itself.
default_names() {
  env -i PATH="$PATH" PLASH_DATA="$PLASH_DATA" plash run 1 env | sed 's/=.*//' | sort | paste -sd ' '
}

@test "nothing leaks from outside" {
  export SECRET=1 _x=2 lower=3 IFS_=4 PS1=5 PS4=6 MAIL=/m MAILPATH=/m OPTIND=3 ENV=/e LD_DEBUG_OUTPUT=/l
  unset TERM HOME
  run -0 names
  assert_equal "$(default_names)" "$output"
  assert_equal 'PATH PWD SHLVL' "$output"
  PATH=/outside:$PATH run -0 plash run 1 env
  [[ $output != *outside* && $output != *libexec* && $output != *PLASH* && $output != *SECRET* ]]
}

@test "names and values that a shell finds odd do not leak and do no harm" {
  run -0 env 'A-B=1' 'BASH_FUNC_f%%=() { echo f; }' 'X=
export PWNED=1
export enter_cwd=/nowhere' $'Y=\001\xff' plash run 1 env
  [[ $output != *A-B* && $output != *BASH_FUNC* && $output != *PWNED* && $output != *nowhere* ]]
}

@test "TERM, HOME and what finds the screen cross, each only if it is set, also when it is empty" {
  local name
  unset TERM DISPLAY HOME
  for name in TERM DISPLAY XAUTHORITY WAYLAND_DISPLAY HOME; do
    run ! grep -q "^$name=" <(plash run 1 env)
    export "$name=a value"
    assert_equal 'a value' "$(variable "$name")"
    export "$name="
    grep -qxF "$name=" <(plash run 1 env)
    unset "$name"
  done
  TERM=vt100 DISPLAY=:7 HOME=/home/x run -0 plash run 1 sh -c 'echo "$TERM $DISPLAY $HOME"'
  assert_equal 'vt100 :7 /home/x' "$output"
}

@test "PLASH_EXPORT names more of them, separated by colons" {
  export A=1 B=two EMPTY='' PLASH_EXPORT=:B::UNSET:A:EMPTY:A:
  unset UNSET
  run -0 plash run 1 sh -c 'echo "$A $B ${EMPTY-unset} ${UNSET-unset}"'
  assert_equal '1 two  unset' "$output"
  assert_equal '' "$(PLASH_EXPORT=A variable B)"
  assert_equal '' "$(PLASH_EXPORT='' variable A)"
}

@test "PLASH_EXPORT passes every value as it is" {
  local value
  export PLASH_EXPORT=VALUE
  for value in "it's" 'say "hi"' '$HOME ${x} $(echo x) `echo x`' $'two\nlines\n\n' ' blanks  around ' '*' '-n' $'\\n\\\\' \
    '~' 'a=b=c' "'" '"' $'\t' ü '#x' '&;|<>' '%s'; do
    export VALUE=$value
    plash run 1 sh -c 'printf %s "$VALUE"' >got
    printf %s "$value" | cmp - got
  done
}

@test "PLASH_EXPORT passes every byte that a variable can hold" {
  local all='' octal
  for octal in {0..3}{0..7}{0..7}; do
    [ "$octal" = 000 ] || all=$all\\$octal
  done
  printf '%b' "${all//\\/\\0}" >bytes
  [ "$(wc -c <bytes)" -eq 255 ]
  VALUE=$(cat bytes && printf x) PLASH_EXPORT=VALUE plash run 1 sh -c 'printf %s "$VALUE"' >got
  printf x >>bytes
  cmp bytes got
}

@test "PLASH_EXPORT=PATH overrides the image's PATH with the caller's" {
  export PLASH_EXPORT=PATH PATH=$PATH:/bin:/of/mine
  assert_equal "$PATH" "$(variable PATH)"
  export PLASH_EXPORT=PATH:OTHER
  assert_equal "$PATH" "$(variable PATH)"
}

@test "PLASH_EXPORT=PWD is the caller's working directory" {
  assert_equal "$PWD" "$(PLASH_EXPORT=PWD variable PWD)"
}

@test "words in PLASH_EXPORT that are no names are left out, and never evaluated" {
  export A=1
  PLASH_EXPORT='1A:A-B:$(touch pwned):`touch pwned`:A}$(touch pwned):*:a b:A' run -0 variable A
  assert_equal 1 "$output"
  assert_equal '' "$(ls)"
}

@test "variables that are called like plash's own cross unharmed" {
  local each
  for each in name mode cwd line status count file key word words program directory path saved_path plan user; do
    assert_equal '' "$(env "$each=mine" plash run 1 env | sed -n "s/^$each=//p")"
    assert_equal mine "$(env "$each=mine" PLASH_EXPORT="$each" plash run 1 env | sed -n "s/^$each=//p")"
  done
}

@test "the image's profile sets the environment, and the variables of the caller come after it" {
  image=$(plash build --from-id 1 --run "printf '%s\\n' 'PATH=/bin:/from/profile' 'export A=profile B=profile' \
    'echo greeting >&2' 'set -eu' >/etc/profile")
  run -0 --separate-stderr plash run "$image" env
  assert_contains "$output" PATH=/bin:/from/profile
  assert_contains "$output" B=profile
  assert_equal greeting "$stderr"
  A=caller PLASH_EXPORT=A run -0 --separate-stderr plash run "$image" sh -c 'echo $A'
  assert_equal caller "$output"
  run -0 --separate-stderr plash run "$image" B=word sh -c 'echo $B'
  assert_equal word "$output"
  cd /usr/lib
  run -127 --separate-stderr plash run "$image" cmdnotfound
  assert_contains "$stderr" 'cmdnotfound: command not found'
}

@test "an image whose PATH is not exported by its profile exports it all the same" {
  image=$(plash build --from-id 1 --run "echo 'unset PATH; PATH=/bin:/unexported' >/etc/profile")
  assert_equal /bin:/unexported "$(variable PATH)"
}
