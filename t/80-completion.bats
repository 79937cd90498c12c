# Completion asks the program what it knows, without a JVM. In the shells: 80-shells.bats.
# bats file_tags=once
load lib/helper

setup() {
  world_reset
}

teardown() {
  world_clean
}

# candidates WORD...: what plash offers for the last word, in one line. What it leaves to the shell of the user, files and
# the like, is in angle brackets.
candidates() {
  plash help --complete "$@" | sed 's/^\t\(.*\)/<\1>/; s/\t.*//' | tr '\n' ' ' | sed 's/ $//'
}

# described WORD...: the same, a line for each, with what describes it behind an equals sign.
described() {
  plash help --complete "$@" | sed 's/\t/ = /'
}

@test "the first word is a command, never an internal step" {
  local name names=
  for name in "$(dirname "$(command -v plash)")"/../libexec/plash/plash-[!-]*; do
    names="$names ${name##*/plash-}"
  done
  assert_equal "${names# }" "$(candidates '')"
  assert_equal 'rm run runopts' "$(candidates r)"
  assert_equal '' "$(candidates nosuch)"
  assert_equal '' "$(candidates /etc)"
}

@test "containers are offered where the usage line says CONTAINER, with their keys" {
  plash build --from-id 1 --run true 2>/dev/null
  rm "$PLASH_DATA"/map/busybox:*
  local name
  for name in add-layer create nodepath parent rm run; do
    assert_equal '1 2' "$(candidates "$name" '')"
  done
  assert_equal '1 2' "$(candidates map key '')"
  assert_equal '1 2' "$(candidates runopts -c '')"
  assert_equal '2' "$(candidates run 2)"
  assert_equal '1 2' "$(candidates run --from-busybox --from-id '')"
  assert_equal '' "$(candidates run 1 '')"
  assert_equal '' "$(candidates runopts '')"
  assert_equal '' "$(candidates run 1x)"
  assert_equal '1 2' "$(candidates rm 1 '')"
  for name in rm 'rm 1' run '' parent map\ key; do
    # shellcheck disable=SC2086 # words
    assert_equal '1 2' "$(candidates $name -- '')"
  done
  assert_equal '' "$(candidates rm -- --)"
  plash map base 1
  plash map 12 2
  assert_equal '@12 base 1 2' "$(candidates run '')"
  assert_equal 1 "$(candidates runopts -c 1)"
  assert_equal '@12 @base' "$(candidates map key @)"
  assert_equal base "$(candidates rm b)"
  assert_equal '@12 @base' "$(candidates run --from @)"
  assert_equal '' "$(candidates run --from-id @)"
}

@test "candidates are described: ids by their keys and by what made them" {
  plash build --from-id 1 --run 'export A=1' 'touch /here' 2>/dev/null
  plash map mine 2
  forbid_java
  assert_equal '1 = from-busybox /bin/busybox' "$(described run 1 | sed 's|=.*/|= from-busybox /bin/|')"
  assert_equal '2 = mine: touch /here' "$(described run 2)"
  assert_equal 'mine = container 2' "$(described map m)"
  assert_equal 'rm = delete containers and all built upon them' "$(described rm)"
  assert_equal '--apk = install packages with apk' "$(described build --apk)"
  assert_contains "$(described purge -)" '--help = print help'
}

@test "images that were fetched before are offered by the names that macros and commands take" {
  local key
  for key in lxc:alpine docker:debian:bookworm bootstrap:ubuntu:noble url:http:%%example.com%a.tar github:USER%repo; do
    plash map "$key" 1
  done
  forbid_java
  assert_equal '1 alpine' "$(candidates --from '')"
  assert_equal 'alpine' "$(candidates -f a)"
  assert_equal 'alpine' "$(candidates -xf a)"
  assert_equal '<files>' "$(candidates --from ./)"
  assert_equal 'alpine' "$(candidates build --from-lxc '')"
  assert_equal 'debian:bookworm' "$(candidates build --from-docker '')"
  assert_equal 'debian:bookworm' "$(candidates import-docker '')"
  assert_equal 'alpine' "$(candidates import-lxc '')"
  assert_equal 'oci:' "$(candidates build --from-oci '')"
  assert_equal 'ubuntu:noble' "$(candidates import-bootstrap '')"
  assert_equal 'http://example.com/a.tar' "$(candidates run --from-url '')"
  assert_equal 'USER/repo' "$(candidates --from-github '')"
}

@test "files, directories and programs of the host are offered where they fit, and nothing where nothing fits" {
  local line words
  while IFS='=' read -r line words; do
    set -f
    # shellcheck disable=SC2086 # words
    assert_equal "$line$words" "$line$(candidates $line '')"
    set +f
  done <<'END'
import-tar=<files>
export-tar 1=<files>
export-tar -f 1 --=<files>
add-layer 1=<directories>
mount 1=<directories>
runopts -d=<directories>
runopts -m=<files>
runopts -c 1=
runopts -c 1 ls=<files>
run 1=
run 1 ls=<files>
run 1 -- ls=<files>
run -f 1 -- ls=<files>
run -f 1 --=
sudo=<programs>
with-mount 1=<programs>
data=<programs>
data ls=<files>
help-macros=<files>
run --eval-file=<files>
build --hash-path a=<files>
eval --import=<files>
run --write-file=
run --run=
run --apt=
run --hint=exec image layer use-env
help-macros x=
purge=
version=
ls=
init=
export-docker 1=
nosuch=
END
  assert_equal '<files>' "$(candidates run 1 ./)"
  assert_contains "$(candidates test macros/ev)" 'macros/eval-file'
  assert_equal 'run' "$(candidates build --layer ru | cut -d ' ' -f 1)"
}

@test "help completes commands and macros" {
  assert_equal 'rm run runopts' "$(candidates help r)"
  assert_equal 'map mount macros' "$(candidates help m)"
  assert_equal 'plash-exec' "$(candidates help plash)"
  assert_equal '--apk --apt' "$(candidates help --ap)"
  assert_equal '' "$(candidates help run '')"
}

@test "options are offered at each place, --help at the first" {
  local name
  for name in ls parent version map import-tar create build run sudo; do
    assert_contains " $(candidates "$name" --h) " ' --help '
  done
  assert_equal '-h --help --help-macros --version' "$(candidates - | cut -d ' ' -f 1-4)"
  assert_equal '' "$(candidates run 1 --h)"
  assert_equal '' "$(candidates ls --tree --h)"
  assert_contains " $(candidates run --from-busybox --) " ' -- '
}

@test "many containers are completed by one process, which reads nothing of them and writes them in heaps" {
  gate 'strace is not installed' command -v strace
  # python3 starts once, ln would 500 times
  python3 -c 'import os, sys
for id in range(51000, 51500): os.symlink("../layer/0/1", sys.argv[1] + "/index/%d" % id)' "$PLASH_DATA"
  run -0 --separate-stderr strace -f -o calls plash help --complete run 51
  assert_equal 500 "${#lines[@]}"
  assert_equal '51000 51499' "${lines[0]} ${lines[-1]}"
  assert_equal 1 "$(awk '{ print $1 }' calls | sort -u | wc -l)"
  [ "$(grep -c ' write(' calls)" -lt 5 ]
  # Without them it is 1000; each is found and asked for once or twice.
  [ "$(wc -l <calls)" -lt 3500 ]
}

@test "of hundreds of containers, when nothing is typed yet, the keys and the newest are offered, at the cost of one process" {
  gate 'strace is not installed' command -v strace
  plash map base 1
  python3 -c 'import os, sys
for id in range(900, 1500): os.symlink("../layer/0/1", sys.argv[1] + "/index/%d" % id)
for id in range(3000): os.symlink("../layer/0/1", sys.argv[1] + "/map/%064x" % id)
open(sys.argv[1] + "/id_counter", "w").write("A" * 1502)' "$PLASH_DATA"
  run -0 --separate-stderr strace -f -o calls plash help --complete run ''
  assert_equal 'base 1499 1498' "$(cut -f 1 <<<"$output" | head -n 3 | tr '\n' ' ' | sed 's/ $//')"
  assert_equal '1438 999 1' "$(cut -f 1 <<<"$output" | tail -n 3 | tr '\n' ' ' | sed 's/ $//')" # so 1 is not completed to 14
  assert_equal 65 "${#lines[@]}"
  assert_equal 2 "$(awk '{ print $1 }' calls | sort -u | wc -l)"
  [ "$(grep -c 'map/0000' calls)" -eq 0 ] # keys of layers are read as names only
  # Another number of ids than the counter tells of.
  : >"$PLASH_DATA/id_counter"
  assert_equal 602 "$(plash help --complete run '' | wc -l)"
}

@test "a removed container is no longer offered" {
  plash build --from-id 1 --run true 2>/dev/null
  plash rm 2
  rm "$PLASH_DATA"/map/busybox:*
  assert_equal '1' "$(candidates run '')"
}

@test "keys of the map are offered, without the cache keys of layers" {
  plash build --from-id 1 --run true 2>/dev/null
  plash map mine 1
  run -0 candidates map ''
  [[ $output == 'busybox:'*' mine' ]]
  assert_equal 3 "$(find "$PLASH_DATA/map" -type l | wc -l)"
  assert_equal mine "$(candidates map m)"
  assert_equal mine "$(candidates run --from-map m)"
  assert_equal mine "$(candidates build --from-id 1 --from-map m)"
}

@test "options of the usage line are offered where a dash begins" {
  assert_equal '-c -d -m --help' "$(candidates runopts -)"
  assert_equal '--allow-root-container' "$(candidates nodepath 0 -)"
  assert_equal '--tree --json --help' "$(candidates ls -)"
  assert_equal '--json' "$(candidates ls --tree --j)"
  assert_equal '--dry --help' "$(candidates import-lxc -)"
  assert_equal '--yes --dry-run --help' "$(candidates purge --)"
  assert_equal '' "$(candidates purge '')"
}

@test "macros are offered in build arguments, up to the --" {
  assert_equal '--write-file --write-script' "$(candidates --wr)"
  assert_equal '--write-file --write-script' "$(candidates run --wr)"
  assert_equal '--write-file --write-script' "$(candidates rm -f 1 --wr)"
  assert_equal '--apk --apt' "$(candidates build --ap)"
  assert_equal '--layer' "$(candidates eval --la)"
  assert_contains " $(candidates -) " ' -x '
  assert_equal 1 "$(candidates -f '')"
  assert_equal '' "$(candidates run -f 1 -- --fr)"
  assert_equal '' "$(candidates run 1 --fr)"
  assert_equal '' "$(candidates parent --fr)"
}

@test "nothing is offered, and nothing said, without a data directory" {
  rm -rf "$PLASH_DATA"
  run -0 --separate-stderr plash help --complete run ''
  assert_equal '' "$output$stderr"
  [ ! -e "$PLASH_DATA" ]
}

@test "completing starts no JVM" {
  forbid_java
  assert_equal 1 "$(candidates run '')"
  assert_equal '--apk --apt' "$(candidates build --ap)"
}
