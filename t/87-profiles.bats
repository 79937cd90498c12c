# What the image's /etc/profile does is between it and its variables: the program's input, output, status,
# umask and limits are the caller's, and a layer's commands run whatever it says.
# bats file_tags=once
load lib/helper
load lib/image

setup() {
  world_reset
  image_begin
  mkdir "$image_tree/etc"
  touch "$image_tree/etc/profile"
}

teardown() {
  nothing_half_made
  world_clean
}

# shell_of_host NAME: that shell of the host, with its libraries, is the /bin/sh of the image.
shell_of_host() {
  local file
  gate "no $1" command -v "$1"
  rm "$image_tree/bin/sh"
  cp -L "$(command -v "$1")" "$image_tree/bin/sh"
  # Lines like `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x...)`, the loader without an arrow.
  ldd "$image_tree/bin/sh" | grep -o '/[^ ]*' | while read -r file; do
    mkdir -p "$image_tree${file%/*}"
    cp -L "$file" "$image_tree$file"
  done
}

# profile LINE...: the image has that profile from now on.
profile() {
  printf '%s\n' "$@" >"$PLASH_DATA/index/$image/_data/root/etc/profile"
}

# odd_profiles CALLBACK: calls CALLBACK once for each way a profile can get into the way of a program.
odd_profiles() {
  local text
  for text in 'echo welcome' 'exit 0' 'exit 3' 'exec </dev/null' 'read x' 'cat' 'exec >/dev/null' 'exec 2>&1' \
    'set -n' 'set -eu; false' 'exec sh' 'exec true' 'if' 'alias exec=false export=false cd=false' \
    'readonly PATH A; export A' 'trap "echo bye; exit 4" EXIT; exit 5' 'cd /bin; export PWD OLDPWD' 'IFS=/; set -f' \
    'set -- a b' 'exec() { echo no; }; export() { echo no; }; command() { echo no; }' 'plash_mark=x; set -a' \
    'return 1' 'set -o noclobber; shift 9' 'export UID EUID PPID SHELLOPTS BASHOPTS' 'unset PATH' 'ulimit -n 3' \
    'exec <&- >&-' 'sleep 1000.5 & echo $! >&2'; do
    profile 'export BEFORE=1' "$text"
    echo "profile: $text" >&2
    "$1"
  done
}

# program_is_untouched: it reads the caller's input, its output is all there is, its status counts.
program_is_untouched() {
  local background
  run -7 --separate-stderr timeout 60 plash run "$image" sh -c 'read y; echo "$y, hi"; exit 7' <<<in
  background=$(grep -xE '[0-9]{2,}' <<<"$stderr") && kill -9 "$background"
  assert_equal 'in, hi' "$output"
}

# layer_is_built: in a directory that the image lacks, too. What the profile leaves running ends with the layer.
layer_is_built() {
  built=$((${built-0} + 1))
  run -0 --separate-stderr timeout 60 plash build --from-id "$image" --run "echo $built >/made"
  assert_equal "$built" "$(cat "$PLASH_DATA/index/$output/_data/root/made")"
}

@test "nothing that a profile does stands in for the program, with busybox as the image's sh" {
  image_import
  odd_profiles program_is_untouched
}

@test "nothing that a profile does stands in for the program, with dash as the image's sh" {
  shell_of_host dash
  image_import
  odd_profiles program_is_untouched
}

@test "nothing that a profile does stands in for the program, with bash as the image's sh" {
  shell_of_host bash
  image_import
  odd_profiles program_is_untouched
}

@test "no profile fails a layer, from a directory that the image lacks" {
  local shell
  cd /var/lib
  image_import
  odd_profiles layer_is_built
}

@test "no profile fails a layer where bash is the image's sh" {
  shell_of_host bash
  image_import
  odd_profiles layer_is_built
}

@test "the umask and the limits of the caller are the program's" {
  image_import
  profile 'umask 022' 'ulimit -Sn 77' 'ulimit -Sc 0'
  assert_equal '0077 123' "$(umask 077 && ulimit -Sn 123 && plash run "$image" sh -c 'echo "$(umask) $(ulimit -Sn)"')"
  profile 'umask 077' 'ulimit -Hn 20'
  assert_equal '0002 123' "$(umask 002 && ulimit -Sn 123 && plash run "$image" sh -c 'echo "$(umask) $(ulimit -Sn)"')"
  printf '%s\n' "--from-id $image" '--entrypoint-script' 'umask' >plashfile
  assert_equal 0027 "$(umask 027 && plash-exec plashfile)"
  run -0 --separate-stderr bash -c 'umask 027; plash create "$1" sh -c "umask >/mask"' bash "$image"
  assert_equal 0027 "$(cat "$PLASH_DATA/index/$output/_data/root/mask")"
}

@test "a layer has the umask of layers, whatever the profile says" {
  image_import
  profile 'umask 077'
  run -0 --separate-stderr plash build --from-id "$image" --run 'echo x >/f'
  assert_equal 644 "$(stat -c %a "$PLASH_DATA/index/$output/_data/root/f")"
}

@test "what a profile prints goes to stderr, and what it leaves running holds nothing up" {
  image_import
  profile 'echo welcome' 'export A=1' 'sleep 1000.25 & echo $!'
  run -0 --separate-stderr timeout 60 plash run "$image" sh -c 'echo "$A"'
  kill -9 "$(tail -n 1 <<<"$stderr")"
  assert_equal 1 "$output"
  assert_equal welcome "$(head -n 1 <<<"$stderr")"
}

@test "what a profile exports reaches the program as it is, up to where it exits or fails" {
  local shell value=$'a "b" $c `d` \\ \n  é\t'\''e'\'' '
  for shell in busybox dash bash; do
    image_begin
    mkdir "$image_tree/etc"
    [ "$shell" = busybox ] || shell_of_host "$shell"
    image_import
    printf "export A='%s' B=\nexport C\nunexported=1\nexit 1\nexport D=1\n" "${value//\'/\'\\\'\'}" \
      >"$PLASH_DATA/index/$image/_data/root/etc/profile"
    run -0 --separate-stderr plash run "$image" sh -c 'printf "%s|" "$A" "${B-unset}" "${unexported-unset}" "${D-unset}"'
    assert_equal "$value||unset|unset|" "$output"
    assert_equal '' "$stderr"
    profile 'export A=1' 'set -e' 'false' 'export A=2'
    run -0 --separate-stderr plash run "$image" sh -c 'echo $A'
    assert_equal 1 "$output"
    profile 'export A=1 UID PPID' 'readonly A' 'export B=2'
    run -0 --separate-stderr env A=3 PLASH_EXPORT=A plash run "$image" sh -c 'echo $A $B'
    assert_equal '3 2' "$output"
    assert_equal '' "$stderr"
  done
}

@test "a profile is read by layers, too, and what it exports is there" {
  image_import
  profile 'export A=profile' 'echo greeting' 'set -x' 'exit 2'
  run -0 --separate-stderr plash build --from-id "$image" --run 'echo "$A" >/f'
  assert_equal profile "$(cat "$PLASH_DATA/index/$output/_data/root/f")"
  assert_contains "$stderr" greeting
}

@test "a trace in the profile ends with it" {
  image_import
  profile 'set -xv' 'export A=1'
  run -0 --separate-stderr plash run "$image" true
  assert_equal '' "$(grep -vE "export '?A=1" <<<"$stderr" || :)"
}

@test "a profile that is no file, or cannot be read, is none" {
  image_begin
  mkdir "$image_tree/etc"
  mkfifo "$image_tree/etc/profile"
  image_import
  run -0 --separate-stderr timeout 60 plash run "$image" echo hi
  assert_equal hi "$output"
  assert_equal '' "$stderr"
  rm "$image_tree/etc/profile"
  mkdir "$image_tree/etc/profile"
  image_import
  run -0 --separate-stderr plash run "$image" echo hi
  assert_equal hi "$output"
  assert_equal '' "$stderr"
}

@test "closed descriptors stay closed, and the profile is read all the same" {
  image_import
  profile 'echo welcome' 'export A=1'
  plash run "$image" sh -c 'echo "$A"' >out 2>&-
  assert_equal 1 "$(cat out)"
  plash run "$image" sh -c '[ -e /proc/$$/fd/0 ] || echo "$A"' >out 2>/dev/null <&-
  assert_equal 1 "$(cat out)"
  plash run "$image" sh -c '[ -e /proc/$$/fd/1 ] || echo "$A" >&2' 2>out >&-
  assert_equal $'welcome\n1' "$(cat out)"
}

# bats test_tags=as-root
@test "root's own profile on the host is not read, whatever the image's shell" {
  only_root
  shell_of_host bash
  image_import
  run -0 --separate-stderr unshare -m --propagation private sh -ec 'mount -t tmpfs none /root
    echo "export LEAK=1; echo banner; echo banner >&2" | tee /root/.profile /root/.bash_profile >/root/.bash_login
    plash run "$1" sh -c "echo \${LEAK-none}"
    plash build --from-id "$1" --run "echo \${LEAK-none} >/f"' sh "$image"
  assert_equal none "$(head -n 1 <<<"$output")"
  assert_equal none "$(cat "$PLASH_DATA/index/${lines[1]}/_data/root/f")"
  [[ $stderr != *banner* ]]
}
