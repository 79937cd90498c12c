# What a JVM loads for a worker: start-up is our users' time, so classes come from the archive that `make` wrote.
# bats file_tags=as-root
load lib/helper
load lib/web

setup() {
  world_reset
  mkdir -p jdk/bin
  # The class path and the archive are those of the installed copy; the JVM writes down what it loads.
  cat >jdk/bin/java <<END
#!/bin/bash
words=()
for word; do
  case \$word in
    -Xlog:disable) words+=('-Xlog:class+load:file=$PWD/classes.%p') ;;
    *) words+=("\$word") ;;
  esac
done
exec $(command -v java) "\${words[@]}"
END
  chmod +x jdk/bin/java
  export JAVA_HOME=$PWD/jdk
}

teardown() {
  web_stop
  world_clean
}

# archived WORD...: runs them, and fails when their JVM has loaded a class of ours, of a library or of the JDK that is not
# in the archive. No archive takes the JDK's events, nor proxies and some classes that link a call, which it writes anew:
# a record's own equals and hashCode are twenty such classes, and so no such call may be made.
archived() {
  rm -f classes.*
  "$@"
  cat classes.* >classes
  grep -q 'io.plash.cmd.Main source: shared objects file' classes
  assert_equal '' "$(grep -v -e 'source: shared objects file' -e ' jdk.internal.event.' \
    -e 'java\.lang\.invoke\.' -e __dynamic_proxy__ classes || true)"
  run -1 grep -F ' java.lang.runtime.ObjectMethods ' classes
}

# linked WORD...: how many lambdas their JVM has linked.
linked() {
  rm -f classes.*
  "$@" >&2
  cat classes.* | grep -c 'io.plash.*\$\$Lambda' || true
}

@test "small workers load no class that is not in the class archive" {
  plash ls # measures
  archived plash eval --run hi
  archived plash map key 1
  archived plash ls
  archived plash ls --tree
  archived plash ls --json
  archived plash clean
  archived plash rm "$(plash build --from-id 1 --run 'touch /a')"
  archived plash create 1 true
}

@test "small workers link no lambda, of which the first takes milliseconds" {
  plash ls # measures
  assert_equal 0 "$(linked plash eval --run hi)"
  assert_equal 0 "$(linked plash map key 1)"
  assert_equal 0 "$(linked plash ls)"
  assert_equal 0 "$(linked plash ls --json)"
  assert_equal 0 "$(linked plash clean)"
}

@test "a worker takes the objects of the class archive as they lie, and needs no other archive" {
  sed -i "s,class+load:file=.*classes,cds:file=$PWD/mapped," jdk/bin/java
  plash eval --run hi
  grep -q 'Mapped static' mapped.*
  run ! grep -e 'Mapped dynamic' -e 'relocation delta = -*[1-9]' mapped.*
}

@test "builds, and what moves images, load no class that is not in the class archive" {
  tar -cf tree.tar --owner=0 --group=0 -C "$PLASH_DATA/index/1/_data/root" .
  archived plash build --from-id 1 --run 'touch /a'
  archived plash import-tar "$PWD/tree.tar"
  archived plash export-oci 1 oci:layout
  archived plash import-oci oci:layout
  archived plash import-url "file://$PWD/tree.tar"
  archived plash shrink --yes
  archived plash purge --yes
}

@test "a build of words has no need of the JDK's digests, which load their providers first" {
  archived plash build --from-id 1 --run 'touch /a' --layer --run 'touch /b'
  run -1 grep -F ' java.security.MessageDigest ' classes
}

@test "a fetch reads neither the tables of Unicode nor the jars, for their services" {
  gate 'python3 is not installed' command -v python3
  web_start
  tar -cf "$web_root/tree.tar" --owner=0 --group=0 -C "$PLASH_DATA/index/1/_data/root" .
  archived plash import-url "$web_url/tree.tar"
  run -1 grep -F -e ' java.net.IDN ' -e ' java.util.ServiceLoader ' classes
}

@test "every class of plash is in the class archive" {
  local jar
  jar=$(dirname "$(command -v plash)")/../libexec/plash/jar
  unzip -Z1 "$jar/plash.jar" '*.class' | sed 's/\.class$//' | sort >there
  [ -s there ]
  while read -r class; do
    grep -q -a -F -e "$class" "$jar/plash.jsa" || echo "$class"
  done <there >outside
  assert_equal '' "$(cat outside)"
}
