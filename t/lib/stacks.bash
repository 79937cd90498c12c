# Stacks of layers that nobody had to build.

# stack TOP: makes the containers 2 to TOP, each a child of the one before with a file of its own,
# as directories and links alone, the way the tool of 2018 left them.
stack() {
  local id node=layer/0/1 roots=() links=()
  for ((id = 2; id <= $1; id++)); do
    node=$node/$id
    roots+=("$node/_data/root")
    links+=("../$node" "$id")
  done
  cd "$PLASH_DATA"
  mkdir -p "${roots[@]}"
  for ((id = 2; id <= $1; id++)); do
    echo "$id" >"${roots[id - 2]}/f$id"
  done
  cd index
  printf '%s\n' "${links[@]}" | xargs -n 2 ln -s
  cd "$HOME"
  head -c "$1" /dev/zero | tr '\0' A >"$PLASH_DATA/id_counter"
}
