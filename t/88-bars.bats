# The width of bars on a terminal.
load lib/helper
load lib/web

setup() {
  world_reset
  unset "${!http_@}" "${!https_@}" "${!no_p@}" "${!all_p@}" COLUMNS
  gate 'python3 is not installed' command -v python3
}

teardown() {
  ! declare -p web_url >/dev/null 2>&1 || web_stop
  world_clean
}

# on_terminal COLUMNS WORD...: runs it with a terminal of that width for stdin and stderr; prints what appears.
on_terminal() {
  python3 - "$@" <<'END'
import fcntl, os, pty, struct, sys, termios

columns, words = int(sys.argv[1]), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    os.dup2(os.open("result", os.O_WRONLY | os.O_CREAT, 0o600), 1)
    os.execvp(words[0], words)
seen = b""
try:
    while data := os.read(terminal, 65536):
        seen += data
except OSError:
    pass
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
END
}

@test "a bar is as wide as the terminal, whatever COLUMNS says" {
  web_start
  web_image image.tar
  local columns
  for columns in 10 20 40 79 120; do
    TERM=xterm COLUMNS=100 on_terminal "$columns" plash import-url "$web_url/image.tar" >seen
    tr '\r' '\n' <seen | grep '^plash: f' >redrawn
    assert_equal "$((columns - 1))" "$(awk 'length > n { n = length } END { print n }' redrawn)"
  done
}

@test "a bar is as wide as COLUMNS where the terminal does not know its width" {
  web_start
  web_image image.tar
  TERM=xterm COLUMNS=50 on_terminal 0 plash import-url "$web_url/image.tar" >seen
  assert_equal 49 "$(tr '\r' '\n' <seen | grep '^plash: f' | awk 'length > n { n = length } END { print n }')"
}
