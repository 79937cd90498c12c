# How many processes a warm start costs, counted by strace: programs executed, and forks that
# execute nothing, from plash itself up to but excluding the user's program.
load lib/helper

setup() {
  world_reset
  gate 'no strace, or it may not trace' strace -o /dev/null true
}

teardown() {
  [ -z "${budget_user-}" ] || userdel -r "$budget_user" 2>/dev/null || true
  world_clean
}

# starts_count OPTION... -- WORD...: traces WORD..., whose program must be /bin/busybox of the
# container; sets starts. OPTIONs are strace's.
starts_count() {
  local trace=$BATS_TEST_TMPDIR/trace
  strace -f -qq -e trace=execve,fork,vfork,clone,clone3 -e signal=none -o "$trace" "$@"
  starts=$(awk '
    /execve\("\/bin\/busybox"/ { reached = 1; exit }
    /execve(\(| resumed>).* = 0$/ { starts++; executed[$1] = 1 }
    /(clone3?|v?fork)(\(| resumed>).* = [0-9]+$/ && !/CLONE_THREAD/ { forked[$NF] = 1 }
    END {
      for (process in forked) {
        if (!(process in executed)) starts++
      }
      print reached ? starts : "the program was not reached"
    }' "$trace")
  echo "$* costs $starts" >&2
  [ "$starts" -ge 4 ] || {
    cat "$trace" >&2
    return 1
  }
}

# user_make: makes a throw-away user with a range of ids, a home and in it a data directory like
# this test's; sets budget_user and user_home.
user_make() {
  budget_user=plash-budget-$$
  gate 'no user can be made' useradd --create-home --base-dir /var/tmp "$budget_user"
  user_home=/var/tmp/$budget_user
  grep -q "^$budget_user:" /etc/subuid || usermod --add-subuids 2000000-2065535 --add-subgids 2000000-2065535 "$budget_user"
  HOME=$user_home
  unset PLASH_DATA
  cd "$user_home"
  setpriv --reuid "$budget_user" --regid "$budget_user" --init-groups sh -ec '
    plash build --from-busybox
    plash --from-id 1 --run "touch /a" -- true
    plash run 1 true'
  grep -q "^# plash-namespaces .* ranges$" .plashdata/plan/namespaces
}

@test "as root a warm run, and a cached build with its run, start at most 7 processes" {
  only_root
  plash --from-id 1 --run 'touch /a' -- true
  plash run 1 true
  starts_count plash run 1 /bin/busybox true
  [ "$starts" -le 7 ]
  starts_count plash --from-id 1 --run 'touch /a' -- /bin/busybox true
  [ "$starts" -le 7 ]
}

@test "as an ordinary user they start at most 9" {
  # A program that a user traces gains nothing by its setuid bit, newuidmap neither; root traces it.
  only_root
  user_make
  starts_count -u "$budget_user" plash run 1 /bin/busybox true
  [ "$starts" -le 9 ]
  starts_count -u "$budget_user" plash --from-id 1 --run 'touch /a' -- /bin/busybox true
  [ "$starts" -le 9 ]
}

@test "what is only read costs no process but plash itself" {
  local words
  plash map key 1
  plash build --from-id 1 --run 'touch /a'
  for words in 'data' 'nodepath 2' 'parent 2' 'map key' 'build --from-id 1 --run'; do
    # shellcheck disable=SC2086 # words
    set -- $words
    [ "$1" != build ] || set -- "$@" 'touch /a'
    run -0 strace -f -qq -e trace=execve,fork,vfork,clone,clone3 -e signal=none -o "$BATS_TEST_TMPDIR/trace" plash "$@"
    assert_equal 1 "$(grep -cE 'execve.* = 0$|(clone3?|v?fork)\(' "$BATS_TEST_TMPDIR/trace")"
  done
}
