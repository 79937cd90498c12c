"""Types at an interactive bash on a terminal: on_shell of terminal.bash tells of the arguments."""
import fcntl, os, pty, re, select, struct, subprocess, sys, termios, time

def resize(fd, columns):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

pid, terminal = pty.fork()
if pid == 0:
    resize(0, int(sys.argv[1]))
    os.environ.update(PS1="READY", TERM="xterm", HISTFILE="")
    os.execvp("bash", ["bash", "--norc", "--noprofile", "--noediting", "-i"])
seen, since = b"", 0

def read(seconds):
    """What appears within that time; nothing at the end."""
    global seen
    if select.select([terminal], [], [], seconds)[0]:
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            return False
    return True

def wait(what, done):
    end = time.monotonic() + 60
    while not done():
        if time.monotonic() > end or not read(0.05):
            sys.stderr.write("waited for %s, saw:\n%s\n" % (what, seen.decode(errors="replace")))
            os.kill(pid, 9)
            sys.exit(1)

def matched(regex):
    global since
    match = re.search(regex.encode(), seen[since:], re.DOTALL)
    if match:
        since += match.end()
    return match

wait("a prompt", lambda: matched("READY"))
for step in sys.argv[2:]:
    kind, text = step.split(":", 1)
    if kind == "type":
        os.write(terminal, text.encode() + b"\r")
        wait(text, lambda: matched(r"\r\n"))
    elif kind == "key":
        os.write(terminal, bytes([ord(text) & 31]))
    elif kind == "see":
        wait(step, lambda: matched(text))
    elif kind == "until":
        wait(step, lambda: subprocess.run(["bash", "-c", text], stderr=subprocess.DEVNULL).returncode == 0)
    else:
        resize(terminal, int(text))
os.write(terminal, b"exit\r")
while read(60):
    pass
os.waitpid(pid, 0)
sys.stdout.buffer.write(seen)
