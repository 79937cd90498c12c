# Nothing piles up in tmp/, whoever made it.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# ended NUMBER: what a program that has ended left, as old as NUMBER says (larger is older). Its name is no other data
# directory's, in which the same test may run: mount tables tell no more than the name.
ended() {
  local name=$PLASH_DATA/tmp/plashtmp_$$_1_$1_00000000_1-0
  mkdir -p "$name/data" "$name/work"
  : >"$name.fstab"
  touch -d "@$((1577836800 - $1 * 60))" "$name" "$name.fstab"
}

# directories: how many scratch directories there are.
directories() {
  find "$PLASH_DATA/tmp" -mindepth 1 -maxdepth 1 -type d | wc -l
}

@test "a build, an import and create delete in passing what ended programs left" {
  local number
  for number in 1 2 3; do
    ended "$number"
  done
  plash run 1 touch /x
  plash build --from-id 1 --run 'touch /a'
  assert_equal 0 "$(directories)"
  plash run 1 touch /x
  plash import-tar <(tar -c -C "$PLASH_DATA/layer/0/1/_data/root" .)
  assert_equal 0 "$(directories)"
  plash run 1 touch /x
  plash create 1 true
  assert_equal '' "$(ls -A "$PLASH_DATA/tmp")"
}

@test "a build deletes some of many leftovers, more of hundreds, and nothing of what runs" {
  local number live
  mkfifo hold
  plash run 1 sh -c 'echo kept >/kept; read -r line; cat /kept' <hold >told &
  exec 9>hold
  for number in $(seq 600); do
    live=$(echo "$PLASH_DATA"/tmp/*/data/kept)
    [ ! -s "$live" ] || break
    sleep 0.1
  done
  for number in $(seq 40); do
    ended "$number"
  done
  plash build --from-id 1 --run 'touch /a'
  assert_equal 25 "$(directories)" # of 41
  for number in $(seq 250); do
    ended "$number"
  done
  plash build --from-id 1 --run 'touch /b'
  assert_equal 1 "$(directories)"
  exec 9>&-
  wait
  assert_equal kept "$(cat told)"
}

@test "where nothing is built, a start deletes in passing what hundreds of ended programs left, and says nothing" {
  local number
  plash run 1 true # its plan is there
  for number in $(seq 300); do
    ended "$number"
  done
  # One of 32 looks.
  for number in $(seq 1000); do
    plash run 1 touch /x >>said 2>&1
    [ "$(directories)" -gt 200 ] || break
  done
  assert_equal '' "$(cat said)"
  [ "$(directories)" -lt 33 ]
}

@test "a directory of plash.utils.mkdtemp is deleted once its process has ended, also one of earlier names" {
  cat >m.py <<'PY'
import subprocess
from plash import utils
from plash.eval import register_macro

@register_macro()
def kept():
    print(utils.mkdtemp(), file=open('made', 'w'))
    subprocess.run(['plash', 'clean'], stdout=open('cleaned', 'w'))
    return 'true'
PY
  plash eval --import ./m.py --kept
  assert_contains "$(cat cleaned)" 'removed_tmpdirs: 0'
  [ -d "$(cat made)" ]
  [[ $(cat made) =~ /tmp/plashtmp_[0-9]+_[0-9]+_[0-9]+_[0-9a-f]+_[0-9]+-0$ ]]
  mkdir "$PLASH_DATA/tmp/plashtmp_28850_999999999_256279-0"
  mkdir "$PLASH_DATA/tmp/plashtmp_1_$$_$(sed 's/.*) //' "/proc/$$/stat" | cut -d ' ' -f 20)-0"
  run -0 plash clean
  assert_contains "$output" 'removed_tmpdirs: 2'
  [ ! -e "$(cat made)" ]
  assert_equal 1 "$(find "$PLASH_DATA/tmp" -mindepth 1 | wc -l)"
}
