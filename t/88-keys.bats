# Keys that steer programs, typed at a terminal: ^C, ^\ and ^Z reach what runs in the foreground, and all of it.
# bats file_tags=once
load lib/helper
load lib/terminal
load lib/nap
load lib/web

setup() {
  world_reset
  nap_begin
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}" COLUMNS
  gate 'python3 is not installed' command -v python3
}

# in_front: a command that succeeds while the nap runs in the foreground of a terminal.
in_front() {
  echo "ps -o stat= -p \$(pgrep -fx '$nap') | grep -q '^S.*+'"
}

# going_on: the same while the nap is not stopped. A shell gives its job the terminal first, and then has it go on.
going_on() {
  echo "ps -o stat= -p \$(pgrep -fx '$nap') | grep -q '^S'"
}

teardown() {
  ! declare -p web_url >/dev/null 2>&1 || web_stop
  nap_clean
  world_clean
}

@test "a program in a container is stopped, goes on and is ended by the keys" {
  local key
  for key in C:130 '\:131'; do
    on_shell 80 "type:plash run 1 $nap" "until:pgrep -fx '$nap'" key:Z 'see:Stopped' see:READY \
      type:fg "until:$(in_front)" "key:${key%:*}" see:READY 'type:echo status $?' "see:status ${key#*:}" >seen
    run -1 pgrep -fx "$nap"
  done
}

@test "a build is stopped with its shell, goes on to its end, and is ended by the keys" {
  local key
  on_shell 80 "type:plash build --from-id 1 --run 'touch $shared/begun; until [ -e $shared/go ]; do sleep 0.1; done'" \
    "until:[ -e $shared/begun ]" key:Z see:Stopped see:READY "type:touch $shared/go" see:READY type:fg \
    'see:--:' 'see:\n2\r\n' see:READY 'type:echo status $?' 'see:status 0' >seen
  for key in C:130 '\:131'; do
    rm "$shared/begun"
    on_shell 80 "type:plash build --from-id 1 --run 'touch $shared/begun; $nap'" "until:[ -e $shared/begun ]" key:Z \
      see:Stopped see:READY type:fg "until:$(going_on)" "key:${key%:*}" see:READY 'type:echo status $?' \
      "see:status ${key#*:}" >seen
    run -1 pgrep -fx "$nap"
    nothing_half_made
  done
}

@test "an import with a bar is stopped, goes on, and is ended by ^C on a line of its own" {
  web_start
  web_image image.tar
  web_fault /image.tar slow 2000000
  on_shell 60 "type:plash import-url $web_url/image.tar" 'see:[1-9]%' key:Z see:Stopped see:READY type:fg \
    'see:[1-9]%.*[1-9]%' key:C see:READY 'type:echo status $?' 'see:status 130' >seen
  nothing_kept
}

@test "in create the keys are for its program, and for the jobs of its shell" {
  on_shell 80 "type:plash create 1 $nap" "until:pgrep -fx '$nap'" key:Z see:Stopped see:READY type:fg \
    "until:$(in_front)" key:C see:READY 'type:echo status $?' 'see:status 130' >seen
  run -1 pgrep -fx "$nap"
  nothing_half_made
  on_shell 80 "type:plash create 1 env PS1=INSIDE sh -i" see:INSIDE "type:$nap" "until:pgrep -fx '$nap'" key:C \
    see:INSIDE "type:$nap" "until:pgrep -fx '$nap'" key:Z see:Stopped see:INSIDE type:fg "until:$(in_front)" key:\\ \
    see:INSIDE 'type:touch /after; exit' 'see:2\r\n' see:READY 'type:echo status $?' 'see:status 0' >seen
  run -1 pgrep -fx "$nap"
  [ -f "$PLASH_DATA/layer/0/1/2/_data/root/after" ]
}

@test "with NO_COLOR nothing steers the terminal" {
  NO_COLOR=1 on_shell 80 'type:plash build --from-id 1 --run true' see:READY 'type:plash run 99' see:READY \
    'type:plash build --from-id 99' see:READY 'type:plash ls' see:READY >seen
  run -1 grep -a $'\033' seen
  on_shell 80 'type:plash run 99' see:READY 'type:plash build --from-id 99' see:READY >seen
  assert_equal 2 "$(grep -ac $'\033\[38;05;1m' seen)"
}
