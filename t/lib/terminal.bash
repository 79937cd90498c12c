# A terminal for programs under test. shellcheck shell=bash

# on_terminal COLUMNS WORD...: runs WORD... with a terminal of that width, 0 for one that does not know it, as
# stdin and stderr, stdout going to the file `result`; prints what appears.
on_terminal() {
  python3 - "$@" 3>result <<'END'
import fcntl, os, pty, struct, sys, termios

columns, words = int(sys.argv[1]), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    os.dup2(3, 1)
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

# on_shell COLUMNS STEP...: an interactive bash on a terminal of that width, whose prompt is READY; prints what
# appears. A step is `type:LINE`; `key:C`, a control character such as ^Z for Z; `see:REGEX`, which waits a minute until
# what has appeared since the last such step matches; `until:LINE`, which waits likewise until LINE succeeds as a
# command outside; or `size:COLUMNS`. The last one waits for the end of the shell.
on_shell() {
  python3 "$(dirname "${BASH_SOURCE[0]}")/typed.py" "$@"
}

# typed WORD...: starts the shell WORD... at a terminal of 200 columns, and does what the lines of stdin say. `! LINE` is
# typed, with the marks of an end, and awaited. `LINE -> TEXT` is typed with a tab behind it until TEXT appears, which is
# printed, and then deleted; a blank at the end of LINE or TEXT is written as an underscore.
typed() {
  timeout 120 python3 "$BATS_TEST_DIRNAME/lib/typist.py" "$@"
}
