# Images that lock files name, on servers of this machine, and another machine that goes by the lock file. `load lib/locks`,
# after lib/helper, lib/web and lib/lxc_mirror.

# locks_begin: call from setup. Starts the server, and sets architecture to that of this machine.
locks_begin() {
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}"
  gate 'python3 is not installed' command -v python3
  web_start
  export PLASH_LXC_URL=$web_url PLASH_GITHUB_URL=$web_url
  architecture=$(lxc_architecture)
}

# alpine_and_hello: an image alpine, and a plashfile that is built upon it.
alpine_and_hello() {
  lxc_build alpine 3.20 20261123_13:00
  lxc_list
  printf '%s\n' '#!/usr/bin/env plash-exec' '--from alpine:3.20' '--entrypoint' 'cat' >hello
  chmod +x hello
}

# elsewhere WORD...: WORD... with the data directory of another machine.
elsewhere() {
  [ -d "$HOME/elsewhere" ] || cp -a "$PLASH_SUITE_DATA" "$HOME/elsewhere"
  PLASH_DATA=$HOME/elsewhere "$@"
}
