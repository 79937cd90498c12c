# Variables of the caller's that have names which plash's shell uses for itself.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
  names=$(sed -n "s/^plash_names='\(.*\)'$/\1/p" "$(dirname "$(command -v plash)")/../libexec/plash/jar/names.sh")
  for name in $names; do
    printf '%s=of the caller: %s\n' "$name" "$name"
  done | sort >expected
}

teardown() {
  world_clean
}

# with_own_names WORD...: runs it with all of them set.
with_own_names() (
  for name in $names; do
    export "$name=of the caller: $name"
  done
  exec "$@"
)

# assert_passed WORD...: WORD... prints all of them as they were set, and nothing that plash put away.
assert_passed() {
  with_own_names "$@" >printed
  grep '=of the caller' printed | sort >passed
  diff expected passed
  run ! grep PLASH_GIVEN printed
}

@test "the list holds the names that plash's shell uses" {
  for name in namespaces_key record_name out_path container_node root_place plan_shell scratch worker_java launch_cwd; do
    assert_contains "$names" " $name "
  done
  [[ $names != *' http_proxy '* && $names != *' plash_'* ]]
}

@test "they reach programs in containers by PLASH_EXPORT" {
  export PLASH_EXPORT
  PLASH_EXPORT=$(tr ' ' : <<<"${names# }")
  assert_passed plash run 1 env
  id=$(with_own_names plash create 1 sh -c 'env >/env')
  plash run "$id" cat /env | grep '=of the caller' | sort >passed
  diff expected passed
}

@test "those that the shell in the container uses for itself reach programs, too" {
  assert_equal '5 m' "$(plash run 1 plash_status=5 plash_mark=m sh -c 'echo "$plash_status $plash_mark"')"
  assert_equal '7 w' "$(plash_status=7 plash_word=w PLASH_EXPORT=plash_status:plash_word \
    plash run 1 sh -c 'echo "$plash_status $plash_word"')"
}

@test "they reach programs of the host by sudo and with-mount, and programs that are macros" {
  assert_passed plash sudo env
  assert_passed plash with-mount 1 env
  mkdir macros
  printf '#!/bin/sh\nenv\n' >macros/show
  chmod +x macros/show
  export PLASH_MACRO_PATH=$PWD/macros
  assert_passed plash eval --show
}

@test "import-env and use-env have their values, and records notice a change" {
  local value
  for name in namespaces_key record_name record_line resolve_word scratch; do
    for value in 5 6 5; do
      id=$(env "$name=$value" plash build --from-id 1 --import-env "$name:Q" --run 'echo "$Q" >/q' 2>/dev/null)
      assert_equal "$value" "$(plash run "$id" cat /q)"
    done
    assert_equal "$id" "$(forbid_java && env "$name=5" plash build --from-id 1 --import-env "$name:Q" --run 'echo "$Q" >/q')"
  done
  printf '%s\n' --from-id 1 --hint use-env record_name --hint use-env exec_name --entrypoint /bin/env >pf
  run -0 --separate-stderr env record_name=mine plash-exec ./pf
  assert_contains "$output" record_name=mine
  [[ $output != *exec_name* ]]
}

@test "no command minds them" {
  local word
  for word in data 'nodepath 1' 'parent 1' 'map key' 'build --from-id 1' 'run 1 echo hi' '--from-id 1 -- echo hi' help; do
    assert_equal "$(sh -c "plash $word")" "$(with_own_names sh -c "plash $word")"
  done
}
