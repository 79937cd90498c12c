# What `typed` of terminal.bash says.
import fcntl, os, pty, re, select, struct, sys, termios, time

lines = sys.stdin.read().splitlines()
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
seen = b""


def plain():
    return re.sub(r"\x1b(\[[0-9;?<>=]*[a-zA-Z]|[\]P].*?(\x07|\x1b\\)|[()].|[=>])|\r|\x0f", "", seen.decode(errors="replace"))


def await_text(text, more=b"", most=15):
    global seen
    end = time.monotonic() + most
    while text not in plain():
        if not select.select([terminal], [], [], 1)[0]:
            if time.monotonic() > end:
                sys.exit("%r did not appear in %r" % (text, plain()[-2000:]))
            os.write(terminal, more)
            continue
        data = os.read(terminal, 65536)
        seen += data
        # A shell that asks where the cursor is, or what the terminal can do, gets an answer.
        if b"\x1b[6n" in data:
            os.write(terminal, b"\x1b[1;1R")
        if b"\x1b[c" in data or b"\x1b[0c" in data:
            os.write(terminal, b"\x1b[?62c")


for number, line in enumerate(lines):
    if line.startswith("! "):
        seen = b""
        os.write(terminal, (line[2:] + "; echo do''ne%d\n" % number).encode())
        await_text("done%d" % number)
        continue
    typed, text = (re.sub("_$", " ", part) for part in line.split(" -> "))
    seen = b""
    os.write(terminal, typed.encode() + b"\t")
    await_text(text, b"\t")
    print(typed + " -> " + text)
    os.write(terminal, b"\x15")
os.kill(pid, 9)
