# Limits of the shell and odd mounts: plash works within them, or says in one line which one it is.
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# limited STATUS NAME WORD...: WORD... ends with STATUS and one error that names the limit NAME of ulimit.
limited() {
  local status=$1 name=$2
  shift 2
  run "-$status" --separate-stderr "$@"
  assert_equal '' "$output"
  assert_equal 1 "$(grep -c 'plash error: Java cannot start within the limits of this shell: ' <<<"$stderr")"
  assert_contains "$stderr" "(ulimit -$name)"
  assert_equal '' "$(grep -v '^plash' <<<"$stderr")"
  assert_equal '' "$(find . -name 'hs_err*' -o -name 'core*' -o -name 'replay*')"
}

@test "within 1 GB of address space everything works" {
  tar -cf root.tar -C "$PLASH_DATA/index/1/_data/root" .
  ulimit -v 1000000
  plash ls >/dev/null
  assert_equal 2 "$(plash build --from-id 1 --run 'touch /a' 2>/dev/null)"
  assert_equal 3 "$(gzip -c root.tar | plash import-tar 2>/dev/null)"
  assert_equal 4 "$(plash create 2 touch /b)"
  rm "$PLASH_DATA/index/4/_data/plan"*
  plash run 4 ls /a /b
  plash map key 2
  plash clean
  plash shrink
}

@test "a script of megabytes is evaluated within 1 GB of address space" {
  ulimit -v 1000000
  seq 1 100000 | sed 's/^/--run\necho /' >script
  assert_equal 100000 "$(plash eval <script | grep -c '^echo ')"
}

@test "too little address space is said in one line, and leaves no file" {
  local size
  for size in 50000 100000 200000 300000 400000; do
    (
      ulimit -v "$size"
      limited 1 v plash eval --run hi
      limited 1 v plash build --from-id 1 --run true
    )
  done
  rm "$PLASH_DATA/index/1/_data/plan"*
  (
    ulimit -v 300000
    limited 125 v plash run 1 true
  )
}

@test "too few open files are said in one line, and a few more will do" {
  local number
  for number in 19 20 21; do
    run -1 --separate-stderr bash -c 'ulimit -n "$1" && exec plash build --from-id 1 --run true' bash "$number"
    assert_equal "plash error: Java cannot work within the limits of this shell: $number open files (ulimit -n)
plash: raise it: ulimit -n 256" "$stderr"
  done
  run -0 bash -c 'ulimit -n 24 && exec plash build --from-id 1 --run "touch /a"'
}

@test "too little memory for data is said in one line, and leaves no file" {
  (
    ulimit -d 200000
    limited 1 d plash ls
  )
}

@test "limits hold for a java whose version has to be asked first, too" {
  mkdir -p jdk/bin
  printf '#!/bin/sh\nexec %s "$@"\n' "$(readlink -f "$(command -v java)")" >jdk/bin/java
  chmod +x jdk/bin/java
  export JAVA_HOME=$PWD/jdk
  touch .hotspotrc
  (
    ulimit -v 1000000
    run -0 --separate-stderr plash eval --run hi
    assert_equal hi "$output"
    assert_equal '' "$stderr"
  )
  (
    ulimit -v 300000
    limited 1 v plash eval --run hi
  )
}

@test "too few processes for Java are said in one line" {
  only_user
  # In a user namespace of its own nobody else's processes count.
  for number in 6 9 12 14; do
    run -1 --separate-stderr unshare --user --map-current-user bash -c "ulimit -u $number; exec plash eval --run hi"
    assert_equal 1 "$(grep -c '^plash error: ' <<<"$stderr")"
    assert_contains "$stderr" 'ulimit -u'
    assert_equal '' "$(grep -v '^plash' <<<"$stderr")"
  done
  assert_equal hi "$(unshare --user --map-current-user bash -c 'ulimit -u 60; exec plash eval --run hi')"
}

@test "words that are too long for the start of Java are told by plash" {
  # With a small stack all words and variables have 128 KiB; Java's own come on top of those of plash. Looks
  # for the longest words with which plash itself can be started.
  local fits=10000 fails=131072 size word
  ulimit -s 256
  while [ $((fails - fits)) -gt 100 ]; do
    size=$(((fits + fails) / 2))
    word=$(printf '%*s' $((size / 2)) '' | tr ' ' x)
    if (exec plash help --complete "$word" "$word") >/dev/null 2>&1; then
      fits=$size
    else
      fails=$size
    fi
  done
  # A little less: what bats puts into the environment differs from call to call.
  word=$(printf '%*s' $(((fits - 600) / 2)) '' | tr ' ' x)
  run -1 --separate-stderr plash eval --run "$word" "$word"
  assert_equal 1 "$(grep -c 'plash error: cannot start .*java' <<<"$stderr")"
}

@test "memory options of malloc reach macros as they are given, whatever the limits" {
  ulimit -v 1000000
  assert_equal 'export MALLOC_ARENA_MAX=7' "$(MALLOC_ARENA_MAX=7 plash eval --import-env MALLOC_ARENA_MAX)"
  unset MALLOC_ARENA_MAX
  assert_equal '' "$(plash eval --import-env MALLOC_ARENA_MAX)"
}

@test "the way to docker needs no writable or executable /tmp, and leaves nothing there" {
  local enter=(unshare --mount --propagation private)
  [ "$(id -u)" -eq 0 ] || enter+=(--user --map-root-user)
  run -1 --separate-stderr "${enter[@]}" sh -c '
    mount -t tmpfs -o noexec tmpfs /tmp && cd /usr && DOCKER_HOST=unix:///tmp/none plash import-docker a
    status=$?; ls /tmp; exit $status'
  assert_equal '' "$output"
  assert_contains "$stderr" 'plash error: cannot reach docker at /tmp/none'
}
