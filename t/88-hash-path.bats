# --hash-path of what is neither a file nor a directory.
# bats file_tags=once
load lib/helper
load lib/traces

setup() {
  world_reset
  mkdir tree
}

teardown() {
  world_clean
}

# hash PATH...: what hash-path says, alone; nothing may block it.
hash() {
  timeout 60 plash eval --hash-path "$@" | sed 's/^: hash: //'
}

# differs WORD...: what hash-path says of the tree is another after WORD..., and a build knows it.
differs() {
  local before after id
  before=$(hash tree)
  id=$(timeout 60 plash build --from-id 1 --hash-path tree --run true 2>/dev/null)
  assert_equal "$id" "$(forbid_java && timeout 60 plash build --from-id 1 --hash-path tree --run true)"
  "$@"
  after=$(hash tree)
  [ "$before" != "$after" ]
  run ! bash -c "$(declare -f forbid_java); forbid_java; timeout 60 plash build --from-id 1 --hash-path tree --run true"
}

@test "a link counts by its text, wherever it leads" {
  mkdir other
  touch other/f other/g
  differs ln -s nowhere tree/dangling
  differs ln -sfn elsewhere tree/dangling
  differs ln -s ../other/f tree/file
  differs ln -sfn ../other/g tree/file
  differs ln -s ../other tree/directory
  differs ln -sfn .. tree/directory
  differs ln -s itself tree/itself
  differs ln -s /dev/zero tree/device
  differs ln -s 'a b
c' tree/odd
}

@test "a link to a file counts by the content of the file, too" {
  echo one >f
  ln -s ../f tree/link
  differs cp /etc/passwd f
}

@test "sockets, fifos and devices count by their kind, and are not opened" {
  differs mkfifo tree/p
  differs chmod 600 tree/p
  mv tree/p tree/x
  differs python3 -c 'import os, socket; os.remove("tree/x"); socket.socket(socket.AF_UNIX).bind("tree/x")'
  rm tree/x
  differs touch tree/x
}

# bats test_tags=as-root
@test "devices count by their kind" {
  only_root
  gate 'no device can be made here' mknod device c 1 3
  differs mknod tree/null c 1 3
  rm tree/null
  differs mknod tree/null b 1 3
}

@test "a path may itself be a dangling link, a fifo, a socket or a device" {
  ln -s nowhere dangling
  mkfifo p
  python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("s")'
  local path all=
  for path in dangling p s /dev/zero; do
    all="$all $(hash "$path")"
    plash build --from-id 1 --hash-path "$path" --run true >id 2>/dev/null
    assert_equal "$(cat id)" "$(forbid_java && timeout 60 plash build --from-id 1 --hash-path "$path" --run true)"
  done
  assert_equal 4 "$(tr " " "\n" <<<"$all" | sort -u | grep -c .)"
}

# readers: prints how often each program for digests was started in the trace. The result may stand in a later line.
readers() {
  sed -n '/ = -1 /!s/.* execve("[^"]*\/\(sha[0-9]*sum\)".*/\1/p' trace | sort | uniq -c | xargs
}

@test "a large file is read by one program, and by one again to see whether it is the same" {
  can_trace
  truncate -s 9M tree/large
  strace -f -qq -e trace=execve -o trace plash build --from-id 1 --hash-path tree --run true
  assert_equal '1 sha1sum' "$(readers)"
  strace -f -qq -e trace=execve -o trace plash build --from-id 1 --hash-path tree --run true
  assert_equal '1 sha1sum 1 sha256sum' "$(readers)" # of the listing
  run ! grep -q java trace
}
