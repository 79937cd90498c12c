"""Other implementations of what the Java side does, for tests with random input.

reference.py tokenize|split|hash: reads one case a line, its strings in hexadecimal UTF-8 with a `.`
in front and blanks between; writes one line for each, in the same way, or `error`.
"""
import hashlib
import os
import shlex
import stat
import sys


class ParseError(Exception):
    pass


def tokenize(lines):
    """The line rules of the build language: macro calls, as lists of a name and arguments."""
    calls = []

    def argument(text):
        if not calls:
            raise ParseError(text)
        calls[-1].append(text)

    if lines and lines[0].startswith("#!/"):
        lines = lines[1:]
    for line in lines:
        if line.startswith("--#"):
            continue
        if line == "--\\":
            argument("")
            continue
        if line.startswith("--\\ "):
            argument(line[4:])
            continue
        token, *words = line.split() if line.startswith("-") else [line]
        if token.startswith("--"):
            calls.append([token[2:]])
        elif token.startswith("-") and token != "-":
            calls.extend([letter] for letter in token[1:])
        elif token:
            argument(token)
        for word in words:
            argument(word)
    return calls


def hash_paths(paths):
    """SHA-1 over name, mode and content's SHA-1 of all files, sorted by name; a link's text is one of them."""
    files = []
    for path in paths:
        if not os.path.isdir(path):
            files.append((path, False))
        for directory, folders, names in os.walk(path):
            for name in names + folders:
                name = directory + "/" + name
                if os.path.islink(name):
                    files.append((name, True))
                if os.path.isfile(name):
                    files.append((name, False))
    total = hashlib.sha1()
    for name, link in sorted(files, key=lambda file: file[0]):
        total.update(name.encode())
        if link:
            total.update(b"0o120777" + hashlib.sha1(os.readlink(name).encode()).hexdigest().encode())
            continue
        total.update(oct(stat.S_IMODE(os.lstat(name).st_mode)).encode())
        with open(name, "rb") as file:
            total.update(hashlib.sha1(file.read()).hexdigest().encode())
    return total.hexdigest()


def shown(strings):
    return " ".join("." + string.encode().hex() for string in strings)


def answer(mode, strings):
    if mode == "tokenize":
        return " / ".join(shown(call) for call in tokenize(strings))
    if mode == "split":
        return shown(shlex.split(strings[0]))
    return hash_paths(strings)


for line in sys.stdin:
    case = [bytes.fromhex(word[1:]).decode() for word in line.split()]
    try:
        print(answer(sys.argv[1], case))
    except (ParseError, ValueError):
        print("error")
