# Completion in bash, zsh and fish, typed at a real terminal. What there is to offer: 80-completion.bats.
# bats file_tags=as-root
load lib/helper
load lib/terminal

# As they are installed, else as they are in the checkout.
setup() {
  world_reset
  completions=$(dirname "$(command -v plash)")/../share
  bash_completion=$completions/bash-completion/completions/plash
  zsh_folder=$completions/zsh/site-functions
  fish_completion=$completions/fish/vendor_completions.d/plash.fish
  if [ ! -e "$bash_completion" ]; then
    completions=$PLASH_SOURCE/completions
    bash_completion=$completions/plash.bash
    zsh_folder=$completions
    fish_completion=$completions/plash.fish
  fi
}

# shell_world: what the tests at a terminal type about: a key, a program of another place, aliases, a folder.
shell_world() {
  gate 'python3 is not installed' command -v python3
  plash map a:b 1
  plash map lxc:alpine 1
  mkdir -p 'my dir/bin' sub
  ln -s "$(command -v plash)" 'my dir/bin/plash'
  export TERM=dumb bash_completion zsh_folder fish_completion
}

teardown() {
  world_clean
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
    printf "%s\n" "${COMPREPLY[*]}"' bash "$bash_completion" "$1"
}

@test "bash has the completion of plash" {
  run -0 bash -c '. "$1" && complete -p plash' bash "$bash_completion"
  assert_equal 'complete -F _plash plash' "$output"
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

@test "bash at a terminal completes commands, ids, keys, images and files, and asks the program that was typed" {
  shell_world
  typed bash --noprofile --norc -i >typed.out <<'END'
! . "$bash_completion"
! PS1=; P="$HOME/my dir/bin"; X='$(touch ran)'; alias p=plash pr='plash run'; complete -F _plash p pr
plash import-t -> import-tar_
plash map a -> map a:b_
plash import-lxc_ -> import-lxc alpine_
plash import-tar s -> import-tar sub/
plash run 1 ls s -> ls sub/
plash sudo mktem -> mktemp_
plash purge -- -> --yes
~/my\ dir/bin/plash shr -> shrink_
$HOME/'my dir'/bin/plash import-u -> import-url_
"$P"/plash import-l -> import-lxc_
"${P}"/plash map l -> map lxc:alpine_
p export-d -> export-docker_
pr --from-bu -> --from-busybox_
END
  assert_equal 13 "$(wc -l <typed.out)"
  [ ! -e ran ]
}

@test "bash offers no file where a word is none, and runs nothing of what was typed" {
  mkdir sub
  X='$(touch ran)'
  export X
  assert_equal '' "$(bash_completes 'plash version s')"
  assert_equal '' "$(bash_completes 'plash run 1 s')"
  assert_equal '' "$(bash_completes '$(touch ran)/plash run s')"
  assert_equal '' "$(bash_completes '$X/plash run s')"
  [ ! -e ran ]
}

@test "zsh at a terminal completes commands, ids, keys, images and files, with descriptions" {
  gate 'zsh is not installed' command -v zsh
  shell_world
  typed zsh -f -i >typed.out <<'END'
! PS1=; fpath=("$zsh_folder" $fpath); autoload -Uz compinit; compinit -D -u
! P="$HOME/my dir/bin"; alias p=plash pr="plash run"
plash import-t -> import-tar_
plash parent 1 -> parent 1_
plash run_ -> 1    a:b: from-busybox
plash map a -> map a:b
plash imp -> import an image of docker or podman
plash import-lxc_ -> import-lxc alpine
plash run 1 ls s -> ls sub/
plash add-layer 1 s -> add-layer 1 sub/
~/"my dir"/bin/plash import-t -> import-tar_
$HOME/my\ dir/bin/plash import-u -> import-url_
"$P"/plash import-l -> import-lxc_
"${P}"/plash shr -> shrink_
p export-d -> export-docker_
pr --from-bu -> --from-busybox_
sudo plash import-t -> import-tar_
END
  assert_equal 15 "$(wc -l <typed.out)"
}

@test "fish at a terminal completes commands, ids, keys, images and files, with descriptions" {
  gate 'fish is not installed' command -v fish
  shell_world
  typed fish --no-config -i >typed.out <<'END'
! function fish_prompt; end
! source "$fish_completion"
! source $__fish_data_dir/completions/sudo.fish
! set -g P "$HOME/my dir/bin"; alias p=plash; alias pr="plash run"
plash import-t -> import-tar_
plash map a -> map a:b
plash import-lxc_ -> import-lxc alpine
plash run 1 ls s -> ls sub/
plash add-layer 1 s -> add-layer 1 sub/
~/my\ dir/bin/plash shr -> shrink_
$P/plash import-u -> import-url_
p export-d -> export-docker_
pr --from-bu -> --from-busybox_
sudo plash import-t -> import-tar_
END
  assert_equal 10 "$(wc -l <typed.out)"
  assert_equal $'import-docker\timport an image of docker or podman' \
    "$(fish --no-config -c 'source "$fish_completion"; complete -C "plash import-d"')"
  assert_equal '' "$(fish --no-config -c 'source "$fish_completion"; source $__fish_data_dir/completions/sudo.fish
    complete -C "sudo plash map a:"')"
}

@test "behind sudo no container of this user is offered" {
  plash map mine-alone 1
  assert_equal mine-alone "$(bash_completes 'plash map mine-a')"
  # As bash-completion has it.
  run -0 bash -c '. "$1"
    _sudo() { _plash plash mine-a map; }
    COMP_LINE="plash map mine-a" COMP_POINT=16
    _sudo
    printf "%s." "${COMPREPLY[@]}"' bash "$bash_completion"
  assert_equal . "$output"
}
