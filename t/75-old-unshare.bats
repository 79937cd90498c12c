load lib/helper

# util-linux before 2.38 has no --map-users: the same work by newuidmap from a process beside.

setup() {
  world_reset
  only_user
  rm -f "$PLASH_DATA"/plan/namespaces.*
  mkdir bin
  {
    printf '#!/bin/sh\nreal=%s\n' "$(command -v unshare)"
    cat
  } >bin/unshare <<'END'
for word; do
  case $word in
    --map-users* | --map-groups* | --map-auto)
      echo "unshare: unrecognized option '$word'" >&2
      exit 1
      ;;
    --) break ;;
  esac
done
exec "$real" "$@"
END
  chmod +x bin/unshare
}

teardown() {
  world_clean
}

# old WORD...: with the older unshare.
old() {
  PATH=$HOME/bin:$PATH "$@"
}

@test "an older unshare still gives the whole range of ids, by the first use alone" {
  run -0 --separate-stderr old plash run 1 cat /proc/self/uid_map
  assert_equal '' "$stderr"
  assert_equal 2 "${#lines[@]}"
  read -r _ _ count <<<"${lines[1]}"
  [ "$count" -gt 60000 ]
  namespaces_entry
  grep -qx "namespaces_kind='ranges'" "$entry"
  forbid_java
  old plash run 1 true
}

@test "with an older unshare foreign owners are imported, built upon and run" {
  local owner
  mkdir t
  cp -a "$PLASH_DATA/layer/0/1/_data/root/." t
  echo text >t/mark
  tar -cf t.tar --owner 33 --group 42 -C t .
  assert_equal 2 "$(old plash import-tar t.tar)"
  assert_equal 33:42 "$(old plash run 2 stat -c %u:%g /mark)"
  assert_equal 3 "$(old plash build --from-id 2 --run 'chown 65534:1 /mark')"
  assert_equal 65534:1 "$(old plash run 3 stat -c %u:%g /mark)"
  old plash rm 2
  [ ! -e "$PLASH_DATA/layer/0/2" ]
  assert_equal '' "$(find "$PLASH_DATA/tmp" -path '*/removed*')"
}

@test "with an older unshare a program keeps its pid, its status, and is alone" {
  mkdir tmp
  export TMPDIR=$PWD/tmp
  run -0 old sh -c 'echo $$; exec plash run 1 sh -c "echo \$\$"'
  assert_equal "${lines[0]}" "${lines[1]}"
  run -42 old plash run 1 sh -c 'exit 42'
  PATH=$HOME/bin:$PATH plash run 1 sleep 60 3>&- &
  for _ in {1..100}; do
    ! grep -qsa '^sleep' "/proc/$!/cmdline" || break
    sleep 0.1
  done
  grep -qa '^sleep' "/proc/$!/cmdline"
  assert_equal '' "$(cat /proc/$!/task/$!/children)"
  # The one that wrote the map may just be tidying up.
  for _ in {1..300}; do
    # shellcheck disable=SC2143 # grep would find itself
    [ -n "$(grep -lsa plash--idmap /proc/[0-9]*/cmdline)" ] || break
    sleep 0.2
  done
  assert_equal '' "$(grep -lsa plash--idmap /proc/[0-9]*/cmdline)"
  kill $!
  run ! wait $!
  assert_equal '' "$(ls -A tmp)"
}

@test "an older unshare needs no TMPDIR that can be written" {
  run -0 --separate-stderr old env TMPDIR=/proc plash run 1 echo ran
  assert_equal 'ran ' "$output $stderr"
}

@test "with an older unshare variables keep their values inside" {
  meeting=a answer=b PLASH_EXPORT=meeting:answer \
    run -0 old plash run 1 sh -c 'echo $meeting $answer'
  assert_equal 'a b' "$output"
}

@test "an unshare that is refused leaves nobody waiting" {
  local began=$SECONDS
  mkdir refused
  printf '#!/bin/sh\necho "unshare: unshare failed: Operation not permitted" >&2\nexit 1\n' >refused/unshare
  chmod +x refused/unshare
  old plash run 1 true
  run -1 env PATH="$HOME/refused:$PATH" plash run 1 true
  assert_contains "$output" 'Operation not permitted'
  [ $((SECONDS - began)) -lt 60 ]
}

@test "an older unshare starts programs of the host as root of the ids, too" {
  run -0 --separate-stderr old plash sudo sh -c 'id -u; wc -l </proc/self/uid_map'
  assert_equal $'0\n2' "$output"
  run -0 --separate-stderr old plash with-mount 1 ls bin/busybox
  assert_equal bin/busybox "$output"
  run -0 --separate-stderr old plash export-tar 1 out.tar
  tar -tf out.tar ./bin/busybox
}
