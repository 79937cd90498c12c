# Nothing of the caller's steers the virtual machine of a worker, or makes it talk.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# What HotSpot, its launcher, and OpenJ9 read.
VARIABLES='JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS JDK_AOT_VM_OPTIONS OPENJ9_JAVA_OPTIONS IBM_JAVA_OPTIONS
JAVA_OPTIONS JAVA_OPTS CLASSPATH _JAVA_LAUNCHER_DEBUG'

# assert_silent EXPECTED WORD...: WORD... succeeds, prints EXPECTED and says nothing.
assert_silent() {
  local expected=$1
  shift
  run -0 --separate-stderr "$@"
  assert_equal "$expected" "$output"
  assert_equal '' "$stderr"
}

@test "options for Java in the environment neither show nor stop a worker" {
  local variable
  for variable in $VARIABLES; do
    assert_silent hi env "$variable=-Dx=1" plash eval --run hi
    assert_silent hi env "$variable=keep" plash eval --run hi
  done
}

@test "options for Java that would break it, or change what it reads and prints, do nothing" {
  local value
  for value in -javaagent:/no.jar -XX:+UseG1GC '--module x' '-Dfile.encoding=UTF-16 -Dsun.jnu.encoding=UTF-16' \
    '-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0' '-cp /none' -Xmx1k -verbose -version; do
    assert_silent 'ü' env JAVA_TOOL_OPTIONS="$value" JDK_JAVA_OPTIONS="$value" _JAVA_OPTIONS="$value" \
      plash eval --run 'ü'
  done
}

@test "a start that needs a new launch plan minds no option for Java" {
  rm "$PLASH_DATA/index/1/_data/plan"*
  assert_silent hi env JAVA_TOOL_OPTIONS=-javaagent:/no.jar plash run 1 echo hi
}

@test "--import-env gets the variables that are options for Java as they were given" {
  local variable
  for variable in $VARIABLES NLSPATH LC_ALL; do
    assert_equal "export $variable=keep" "$(env "$variable=keep" plash eval --import-env "$variable")"
  done
  assert_equal "export Q=''" "$(CLASSPATH='' plash eval --import-env CLASSPATH:Q)"
  unset CLASSPATH
  assert_silent '' plash eval --import-env CLASSPATH
}

@test "programs of macros, and those in the container, get options for Java as the caller has them" {
  mkdir macros
  printf '#!/bin/sh\necho "$JAVA_TOOL_OPTIONS ${PLASH_GIVEN-none} ${PLASH_GIVEN_JAVA_TOOL_OPTIONS-none}"\n' >macros/opts
  chmod +x macros/opts
  assert_silent '-javaagent:/no.jar none none' \
    env PLASH_MACRO_PATH="$PWD/macros" JAVA_TOOL_OPTIONS=-javaagent:/no.jar plash eval --opts
  export JAVA_TOOL_OPTIONS=-javaagent:/no.jar PLASH_EXPORT=JAVA_TOOL_OPTIONS:CLASSPATH
  assert_silent '-javaagent:/no.jar' plash run 1 sh -c 'echo "$JAVA_TOOL_OPTIONS"'
  id=$(plash create 1 sh -c 'echo "$JAVA_TOOL_OPTIONS" >/got')
  assert_silent '-javaagent:/no.jar' plash run "$id" cat /got
}

@test "a record of a build notices that a variable with options for Java has changed" {
  first=$(JAVA_TOOL_OPTIONS=one plash build --from-id 1 --import-env JAVA_TOOL_OPTIONS:Q --run 'echo $Q >/q')
  second=$(JAVA_TOOL_OPTIONS=two plash build --from-id 1 --import-env JAVA_TOOL_OPTIONS:Q --run 'echo $Q >/q')
  assert_equal one "$(plash run "$first" cat /q)"
  assert_equal two "$(plash run "$second" cat /q)"
  forbid_java
  assert_silent "$second" env JAVA_TOOL_OPTIONS=two plash build --from-id 1 --import-env JAVA_TOOL_OPTIONS:Q --run 'echo $Q >/q'
}

@test "files of the virtual machine in the working directory are not spoken of" {
  touch .hotspotrc .hotspot_compiler
  assert_silent hi plash eval --run hi
}
