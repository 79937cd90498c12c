"""The conversation with plash (PythonProcess.java). The two sides take turns: the side that asks reads
until the answer comes, and may be asked something itself meanwhile.

A message is b"PLSH", the number of its words, and each word as its length and its UTF-8 bytes. A number
has four bytes, the highest first."""

import _thread
import importlib
import os
import struct
import sys

from plash.errors import EvalError

MARK = b"PLSH"
LONGEST = 16 << 20  # bytes of a text, as in ScriptText.java
DEEPEST = 50  # calls of macros by macros
HEADROOM = 40  # frames of the stack that an exchange needs at most

current = None  # the channel; only a process that plash started has one


class Channel:
    """One end of the conversation, and the macros that this process has registered."""

    def __init__(self, source, sink):
        self.source = source
        self.sink = sink
        self.process = os.getpid()
        self.turn = _thread.allocate_lock()
        self.depth = 0
        self.macros = []  # number -> (callable, name, module, description)
        self.imported = {}  # module -> numbers of its macros

    def register(self, macro, name):
        """Tells plash that the callable macro has that name."""
        entry = (macro, name, str(getattr(macro, "__module__", None)), description(macro))
        self.macros.append(entry)
        self.announce(len(self.macros) - 1)

    def announce(self, number):
        """Tells plash of the macro with that number."""
        self.check_process()
        with self.turn:
            self.send("register", str(number), *self.macros[number][1:])

    def registered(self, name, module):
        """Returns the callable that was registered last under a name if it is of that module, else None."""
        for macro, known, of_module, _ in reversed(self.macros):
            if known == name:
                return macro if of_module == module else None
        return None

    def ask(self, *words):
        """Sends a question and returns the words of the answer."""
        self.check_process()
        if any(len(word.encode()) > LONGEST for word in words):
            raise ValueError("an argument is longer than {} MiB".format(LONGEST >> 20))
        # A macro that ran out of stack between two halves of an exchange would leave the sides out of step.
        headroom(HEADROOM)
        with self.turn:
            self.send(*words)
            while True:
                words = self.receive()
                if words[0] not in ("call", "import"):
                    return words
                self.answer(words)

    def answer(self, words):
        """Does what plash asks and sends the outcome. Other threads may ask meanwhile."""
        self.turn.release()
        try:
            answer = self.outcome(words)
        finally:
            self.turn.acquire()
        if os.getpid() != self.process:
            os._exit(1)  # a macro forked, and its child came back here
        self.send(*answer)

    def outcome(self, words):
        """Does what plash asks and returns the words of the answer."""
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
        """Imports a module or a file. When it was imported before, its macros are registered again."""
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
        """Raises RuntimeError in a fork of this process, which shares the descriptors."""
        if os.getpid() != self.process:
            raise RuntimeError("plash answers only the process that it started, not its forks")

    def send(self, *words):
        """Writes one message."""
        parts = [MARK, struct.pack(">I", len(words))]
        for word in words:
            data = word.encode()
            parts.append(struct.pack(">I", len(data)))
            parts.append(data)
        self.sink.write(b"".join(parts))
        self.sink.flush()

    def receive(self):
        """Reads one message and returns its words. Ends the process when plash has ended."""
        if self.source.read(len(MARK)) != MARK:
            end()
        words = []
        for _ in range(self.number()):
            words.append(self.source.read(self.number()).decode())
        return words

    def number(self):
        return struct.unpack(">I", self.source.read(4))[0]


def headroom(calls):
    """Raises RecursionError when the stack has no room for so many calls."""
    if calls:
        headroom(calls - 1)


def load_file(name):
    """Imports a file and returns its absolute path. That is the name of the module, so it hides no other."""
    import importlib.util

    if not name.endswith(".py"):
        raise ModuleNotFoundError("a file with macros must have a name that ends in .py: {!r}".format(name))
    path = os.path.realpath(os.path.expanduser(name))
    if path not in sys.modules:
        with open(path, "rb"):
            pass  # raises OSError, which says more than the loader would
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
    """Calls a macro and returns the words of the answer."""
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
    """Returns the words that tell of an exception. With PLASH_DEBUG it also prints the traceback on stderr."""
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
    """Returns the text of an exception on one line, without characters that would steer a terminal."""
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
    """Returns the first line of the docstring, or an empty text when the macro has none of its own."""
    text = getattr(macro, "__doc__", None)
    if not isinstance(text, str) or text == type(macro).__doc__:
        return ""
    lines = text.strip().splitlines()
    line = " ".join(lines[0].split()) if lines else ""
    return line.encode("utf-8", "backslashreplace").decode()


def flush():
    """Writes out what macros have printed."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        pass  # a macro has closed the file, or nobody reads it any more


def end():
    """Ends this process in the way that runs the functions which modules registered with atexit."""
    sys.exit()


def serve():
    """Answers until plash has no more questions. Macros must not use the two ends of the conversation, so
    their stdin is empty and what they print goes to stderr."""
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
        os._exit(1)  # plash has ended, or a macro closed the conversation, which plash reports
