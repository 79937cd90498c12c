# bats file_tags=as-root
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# fake_java SCRIPT: makes jdk/bin/java of it, and puts that first on PATH.
fake_java() {
  mkdir -p jdk/bin
  printf '#!/bin/sh\n%s\n' "$1" >jdk/bin/java
  chmod +x jdk/bin/java
}

@test "without java, what needs none works, and the rest says what to install" {
  plash run 1 true
  mkdir bin
  ln -sf /usr/bin/* /bin/* "$(command -v plash)" bin/
  rm bin/java
  PATH=$PWD/bin
  unset JAVA_HOME
  plash run 1 true
  plash nodepath 1
  assert_refused 1 'no java in PATH' plash map key 1
  assert_contains "$stderr" 'plash: install a Java 17 runtime'
}

@test "JAVA_HOME without java is said" {
  JAVA_HOME=/nonexistent assert_refused 1 'no java in /nonexistent' plash map key 1
}

@test "a java that is too old is refused, by PATH and by JAVA_HOME" {
  fake_java 'echo "openjdk version \"11.0.21\" 2023-10-17" >&2'
  JAVA_HOME=$PWD/jdk assert_refused 1 "$PWD/jdk/bin/java is Java 11, plash needs 17 or later" plash map key 1
  PATH=$PWD/jdk/bin:$PATH assert_refused 1 "$PWD/jdk/bin/java is Java 11, plash needs 17 or later" plash map key 1
  fake_java 'echo "java version \"1.8.0_292\"" >&2'
  JAVA_HOME=$PWD/jdk assert_refused 1 'is Java 8, plash needs 17' plash map key 1
}

@test "a java that does not start is quoted in one line" {
  fake_java 'echo "Error: java.lang.UnsupportedClassVersionError: Main" >&2; echo "	at x.y(Z.java)" >&2; exit 1'
  JAVA_HOME=$PWD/jdk assert_refused 1 'which says: Error: java.lang.Unsupported' \
    sh -c 'plash map key 1 2>err; status=$?; sed "s/Exception/E/" err >&2; exit $status'
}

@test "another java that is new enough is used" {
  fake_java "exec $(readlink -f "$(command -v java)") \"\$@\""
  JAVA_HOME=$PWD/jdk plash map key 1
  assert_equal 1 "$(plash map key)"
}

# told VERSION WORD...: the arguments that plash WORD... gives to a java of that VERSION, which does nothing.
told() {
  fake_java "case \$* in
  *-version) echo 'openjdk version \"$1\" 2021-10-19' >&2 ;;
  *) echo \"\$*\" >arguments ;;
esac"
  shift
  JAVA_HOME=$PWD/jdk "$@"
  cat arguments
}

@test "workers that move images have the compiler that makes digests quick, others start without it" {
  assert_equal 0 "$(told 17.0.1 plash import-oci oci:nowhere | grep -c TieredStopAtLevel)"
  assert_equal 1 "$(told 17.0.1 plash map key 1 | grep -c TieredStopAtLevel)"
}

@test "workers have the collector that takes the objects of the class archive, but the one for little memory within limits" {
  assert_contains "$(told 17.0.1 plash map key 1)" '-XX:+UseG1GC '
  assert_contains "$(ulimit -v 2000000 && told 17.0.1 plash map key 1)" '-XX:+UseSerialGC '
}

@test "only a java that does not warn of it starts programs without a helper of the JDK" {
  assert_equal 1 "$(told 17.0.1 plash map key 1 | grep -c launchMechanism=VFORK)"
  assert_equal 0 "$(told 25 plash map key 1 | grep -c launchMechanism)"
}

@test "only a java that warns of native libraries is told not to, and only in workers that may use one" {
  assert_equal 0 "$(told 17.0.1 plash import-docker image | grep -c native-access)"
  assert_equal 0 "$(told 24 plash map key 1 | grep -c native-access)"
  assert_equal 1 "$(told 24 plash import-docker image | grep -c native-access)"
  assert_equal 1 "$(told 24 plash eval --from-docker image | grep -c native-access)"
}

@test "a class archive that does not fit, or is missing, costs time only" {
  cp -r "$(dirname "$(command -v plash)")/../libexec/plash" libexec
  rm libexec/jar/plash.jsa
  echo junk >libexec/jar/plash.jsa
  PLASH_LIBEXEC=$PWD/libexec run -0 --separate-stderr plash eval --run hi
  assert_equal hi "$output"
  assert_equal '' "$stderr"
  rm libexec/jar/plash.jsa
  PLASH_LIBEXEC=$PWD/libexec run -0 --separate-stderr plash eval --run hi
  assert_equal '' "$stderr"
}

@test "a user who makes the class archive leaves nothing behind" {
  mkdir temporary
  cp -r "$(dirname "$(command -v plash)")/../libexec/plash" libexec
  TMPDIR=$PWD/temporary run -0 --separate-stderr libexec/plash--archive
  assert_equal '' "$stderr"
  [ -s libexec/jar/plash.jsa ]
  assert_equal '' "$(ls temporary)"
}

@test "without the jar, make is recommended" {
  cp -r "$(dirname "$(command -v plash)")/../libexec/plash" libexec
  rm libexec/jar/plash.jar
  PLASH_LIBEXEC=$PWD/libexec assert_refused 1 "cannot find $PWD/libexec/jar/plash.jar" plash map key 1
  assert_contains "$stderr" 'run `make` first'
}

@test "without the text for the image's shell, as before a make, make is recommended" {
  cp -r "$(dirname "$(command -v plash)")/../libexec/plash" libexec
  rm libexec/jar/inside.sh
  export PLASH_LIBEXEC=$PWD/libexec
  run -125 --separate-stderr plash run 1 true
  assert_equal "plash error: cannot find $PWD/libexec/jar/inside.sh"$'\n''plash: run `make` first' "$stderr"
}

@test "without the libraries there is one line, and the trace only with PLASH_DEBUG=1" {
  cp -r "$(dirname "$(command -v plash)")/../libexec/plash" libexec
  rm libexec/jar/commons-exec.jar
  export PLASH_LIBEXEC=$PWD/libexec
  run -1 --separate-stderr plash create 1 true
  assert_equal 1 "$(grep -c 'plash error:' <<<"$stderr")"
  [[ $stderr != *'at io.plash'* ]]
  PLASH_DEBUG=1 run -1 --separate-stderr plash create 1 true
  assert_contains "$stderr" 'at io.plash'
}

@test "PLASH_DEBUG=1 shows where an ordinary failure came from" {
  PLASH_DEBUG=1 run -1 --separate-stderr plash map key 99
  assert_contains "$stderr" 'at io.plash'
  assert_contains "$stderr" "plash error: no container '99'"
}

@test "words beyond ASCII reach java whatever the locale says" {
  local locale
  for locale in C POSIX de_DE.UTF-8 ''; do
    LC_ALL=$locale plash map 'ключ é 木' 1
    assert_equal 1 "$(plash map 'ключ é 木')"
    LC_ALL=$locale plash map 'ключ é 木' ''
    assert_equal '' "$(plash map 'ключ é 木')"
  done
  assert_refused 1 'not valid UTF-8' plash map $'\377' 1
}

@test "HOME and PWD need not be set" {
  unset HOME
  env -u PWD plash map key 1
  assert_equal 1 "$(plash map key)"
}

@test "a working directory that is gone is said" {
  mkdir gone
  cd gone
  rmdir ../gone
  run -1 --separate-stderr plash map key 1
  assert_contains "$stderr" 'plash error: the working directory is gone'
}

@test "a result that cannot be written is an error" {
  local word
  plash map key 1
  for word in data 'map key' 'nodepath 1' 'parent 1' 'build --from-id 1 --run true'; do
    run -1 bash -c "plash $word 2>&1 >/dev/full"
    assert_contains "$output" 'plash error: cannot write the result to stdout'
    run -1 bash -c "plash $word 2>&1 >&-"
    assert_contains "$output" 'plash error: cannot write the result to stdout'
  done
}
