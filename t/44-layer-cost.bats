# What a layer costs: process starts and system calls of builds that differ by ten layers, which time follows from.
# Ordinary users cannot trace newuidmap, which is setuid; the programs of a layer are the same for them.
# bats file_tags=as-root
load lib/helper
load lib/stacks
load lib/traces

setup() {
  can_trace
  world_reset
  sleepers=
}

teardown() {
  # shellcheck disable=SC2086 # process ids
  [ -z "${sleepers-}" ] || kill $sleepers
  world_clean
}

# traced FILE OPTION BASE NUMBER: traces a build of NUMBER layers on container BASE; no cache has them.
traced() {
  local file=$1 option=$2 base=$3 number words=()
  for ((number = 1; number <= $4; number++)); do
    words+=(--layer --run ": $file $number")
  done
  strace -f -qq -s 200 "$option" -o "$file" plash build --from-id "$base" "${words[@]}" >"$file.id"
}

# calls FILE: the calls in FILE, each of which takes two lines where another process came between.
calls() {
  grep -vc -e ' resumed>' -e ' +++ ' -e ' --- ' "$1"
}

# calls_of_layer BASE: the calls about files that a layer takes, by all processes: a tenth of what ten layers take.
calls_of_layer() {
  traced few --trace=%file "$1" 2
  traced many --trace=%file "$1" 12
  echo $((($(calls many) - $(calls few)) / 10))
}

@test "a layer takes two processes, which are five programs one after the other" {
  local file
  for file in few many; do
    traced "$file" --trace=execve,clone,clone3,fork,vfork 1 "$([ "$file" = few ] && echo 2 || echo 12)"
    grep -c 'execve.* = 0$' "$file" >"$file.programs"
    # Threads of the JVM come and go.
    grep -v CLONE_THREAD "$file" | grep -c -E '(clone|clone3|fork|vfork)(\(| resumed).* = [0-9]+$' >"$file.processes"
  done
  assert_equal 5 $((($(cat many.programs) - $(cat few.programs)) / 10))
  assert_equal 2 $((($(cat many.processes) - $(cat few.processes)) / 10))
}

@test "the namespace of a layer is there before the layer is known, and none is left over" {
  traced layers --trace=execve 1 12
  assert_equal 12 "$(grep -c 'execve(.*"--mount".*plash--enter".* = 0' layers)"
}

@test "no file of the data directory is emptied to write it again, which ext4 does on disk at once" {
  local emptied
  traced layers --trace=open,openat,truncate,ftruncate 1 12
  emptied=$(grep -e "$PLASH_DATA/.*O_TRUNC.* = [0-9]" -e '"\.\./tmp/.*O_TRUNC.* = [0-9]' layers |
    sed 's/^[^"]*"\([^"]*\)".*/\1/' | grep -v '/said$' | sort | uniq -d)
  assert_equal '' "$emptied"
}

@test "a layer takes as many calls about files on five layers as on fifty" {
  local low high
  stack 50
  low=$(calls_of_layer 5)
  high=$(calls_of_layer 50)
  echo "$low calls, and $high" >&2
  [ "$high" -le $((low + 3)) ]
}

@test "a layer that changes what plash looks at takes as many calls on five layers as on fifty" {
  local low high
  stack 50
  traced() {
    local file=$1 number words=()
    for ((number = 1; number <= $4; number++)); do
      words+=(--layer --run "mkdir -p /bin /etc /home && touch /bin/new /etc/passwd /home && : $file $number")
    done
    strace -f -qq "$2" -o "$file" plash build --from-id "$3" "${words[@]}" >"$file.id"
  }
  low=$(calls_of_layer 5)
  high=$(calls_of_layer 50)
  echo "$low calls, and $high" >&2
  [ "$high" -le $((low + 3)) ]
}

@test "the layers of a high stack are mounted once, whatever number of layers is built upon it" {
  stack 100
  strace -f -qq -s 4096 --trace=mount -o mounts plash build --from-id 100 --run ': 1' --layer --run ': 2' --layer --run ': 3'
  assert_equal 1 "$(grep -c '^[^"]*mount("overlay".*:50:49:48:' mounts)"
  assert_equal 3 "$(grep -c '^[^"]*mount("overlay", "/\.\.".*/ground,upperdir=' mounts)"
}

@test "a layer takes as many calls beside 300 processes as beside few" {
  local low high number
  low=$(calls_of_layer 1)
  for ((number = 0; number < 300; number++)); do
    sleep 600 3>&- 4>&- &
    sleepers="$sleepers $!"
  done
  high=$(calls_of_layer 1)
  echo "$low calls, and $high" >&2
  [ "$high" -le $((low + 3)) ]
}
