"""The conversation with plash (PythonProcess.java), in turns: who asks reads until the answer comes,
and may be asked meanwhile.

A message is b"PLSH", the number of its words, and each word as its length and its UTF-8 bytes;
numbers have four bytes, the highest first."""

import _thread
import importlib
import os
import struct
import sys

MARK = b"PLSH"
LONGEST = 16 << 20  # bytes of a text, as in ScriptText.java
DEEPEST = 50  # macros in one another
HEADROOM = 40  # calls that an exchange needs at most

current = None  # the channel, in a process that plash started


class Channel:
    def __init__(self, source, sink):
        self.source = source
        self.sink = sink
        self.process = os.getpid()
        self.turn = _thread.allocate_lock()
        self.depth = 0
        self.macros = []  # number -> (callable, name, module, description)
        self.imported = {}  # module -> numbers of its macros

    def register(self, macro, name):
        entry = (macro, name, str(getattr(macro, "__module__", None)), description(macro))
        self.macros.append(entry)
        self.announce(len(self.macros) - 1)

    def announce(self, number):
        self.check_process()
        with self.turn:
            self.send("register", str(number), *self.macros[number][1:])

    def registered(self, name, module):
        """The callable last registered under a name, if it is of that module; else None."""
        for macro, known, of_module, _ in reversed(self.macros):
            if known == name:
                return macro if of_module == module else None
        return None

    def ask(self, *words):
        """Sends a question and returns the words of the answer."""
        self.check_process()
        if any(len(word.encode()) > LONGEST for word in words):
            raise ValueError("an argument is longer than {} MiB".format(LONGEST >> 20))
        # Out of stack between two halves of an exchange, nothing would make sense any more.
        headroom(HEADROOM)
        with self.turn:
            self.send(*words)
            while True:
                words = self.receive()
                if words[0] not in ("call", "import"):
                    return words
                self.answer(words)

    def answer(self, words):
        self.turn.release()
        try:
            answer = self.outcome(words)
        finally:
            self.turn.acquire()
        if os.getpid() != self.process:
            os._exit(1)  # a fork of a macro, which came back here
        self.send(*answer)

    def outcome(self, words):
        self.depth += 1
        try:
            if self.depth > DEEPEST:
                raise RecursionError("macros call one another without end")
            if words[0] == "import":
                self.load(words[1])
                return ("none",)
            return outcome_of(self.macros[int(words[1])], words[2:])
        except KeyboardInterrupt:
            return ("interrupted",)
        except BaseException as exc:
            return failure(exc)
        finally:
            self.depth -= 1
            flush()

    def load(self, name):
        """Imports a module, or a file; one that is imported again has its macros back."""
        if sys.version_info < (3, 6):
            raise ImportError("python3 is {}, plash needs 3.6 or later".format(sys.version.split()[0]))
        first = len(self.macros)
        if "/" in name or name.endswith(".py"):
            name = load_file(name)
        elif all(part.isidentifier() for part in name.split(".")):
            importlib.import_module(name)
        else:
            raise ModuleNotFoundError("No module named {!r}".format(name))
        if first < len(self.macros):
            self.imported[name] = range(first, len(self.macros))
        else:
            for number in self.imported.get(name, ()):
                self.announce(number)

    def check_process(self):
        if os.getpid() != self.process:
            raise RuntimeError("plash answers only the process that it started, not its forks")

    def send(self, *words):
        parts = [MARK, struct.pack(">I", len(words))]
        for word in words:
            data = word.encode()
            parts.append(struct.pack(">I", len(data)))
            parts.append(data)
        self.sink.write(b"".join(parts))
        self.sink.flush()

    def receive(self):
        if self.source.read(len(MARK)) != MARK:
            end()
        words = []
        for _ in range(self.number()):
            words.append(self.source.read(self.number()).decode())
        return words

    def number(self):
        return struct.unpack(">I", self.source.read(4))[0]


def headroom(calls):
    if calls:
        headroom(calls - 1)


def load_file(name):
    """Imports a file as a module that is called by its path, so that it hides no other."""
    import importlib.util

    if not name.endswith(".py"):
        raise ModuleNotFoundError("a file with macros must have a name that ends in .py: {!r}".format(name))
    path = os.path.realpath(os.path.expanduser(name))
    if path not in sys.modules:
        with open(path, "rb"):
            pass  # else the loader says it in words of its own
        spec = importlib.util.spec_from_file_location(path, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[path] = module
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del sys.modules[path]
            raise
    return path


def outcome_of(entry, arguments):
    from plash.eval import EvalError

    macro, name, _, _ = entry
    text = macro(*arguments)
    if text is None:
        return ("none",)
    if not isinstance(text, str):
        raise EvalError("eval macro must return string or None ({} returned {})".format(name, type(text)))
    if len(text.encode()) > LONGEST:
        raise ValueError("its text is longer than {} MiB".format(LONGEST >> 20))
    return ("text", text)


def failure(exc):
    """The words that tell of an exception; with PLASH_DEBUG, where it was raised goes to stderr."""
    if os.environ.get("PLASH_DEBUG", "").lower() in ("1", "yes", "true"):
        import traceback

        traceback.print_exc()
    nested = getattr(exc, "plash_failure", None)
    if nested is not None:
        return ("nested", nested)
    if isinstance(exc, SystemExit) and exc.code not in (None, 0):
        if not isinstance(exc.code, int):
            print(exc.code, file=sys.stderr)
        return ("silent",)
    return ("failed", type(exc).__name__, reason(exc))


def reason(exc):
    """The exception's text on one line, without anything that moves a terminal's cursor."""
    if isinstance(exc, SystemExit):
        return "it ended with exit status 0"
    try:
        text = " ".join(str(exc).split())
    except Exception:
        text = ""
    if len(text) > 2000:
        text = text[:2000] + "..."
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return shown or "it gave no reason"


def description(macro):
    """The first line of a docstring of its own."""
    text = getattr(macro, "__doc__", None)
    if not isinstance(text, str) or text == type(macro).__doc__:
        return ""
    lines = text.strip().splitlines()
    line = " ".join(lines[0].split()) if lines else ""
    return line.encode("utf-8", "backslashreplace").decode()


def flush():
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        pass  # closed by a macro, or by who reads it


def end():
    """Ends this process as python3 does, which runs what modules registered with atexit."""
    sys.exit()


def serve():
    """Answers until plash has no more questions. What macros print goes to stderr, and there is
    nothing on their stdin: neither end of the conversation may be theirs."""
    global current
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    current = Channel(source, sink)
    try:
        with current.turn:
            while True:
                current.answer(current.receive())
    except (OSError, ValueError, struct.error, KeyboardInterrupt):
        os._exit(1)  # plash has gone, or a macro closed what is not its own; plash says so
