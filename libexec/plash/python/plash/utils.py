"""Functions for authors of macros. See plash-macros(7)."""

import os
import sys
from contextlib import contextmanager


def die(msg, exit=1):
    """Prints msg as an error on stderr and ends the evaluation."""
    mark = "plash error:"
    if os.isatty(2) and os.environ.get("TERM", "dumb") != "dumb" and not os.environ.get("NO_COLOR"):
        mark = "\033[38;05;1m" + mark + "\033[0;0m"
    print(mark, msg, file=sys.stderr)
    sys.exit(exit)


def info(msg):
    """Prints msg on stderr."""
    print(msg, file=sys.stderr)


@contextmanager
def catch_and_die(exceptions, debug=None, debug_class=False, ignore=None, silent=False, exit=1):
    """Dies when one of these exceptions is raised, and prints its text. With debug that word stands in
    front of the text, with debug_class the name of the exception's class. With silent nothing is
    printed. Exceptions of the class ignore are passed on."""
    try:
        yield
    except tuple(exceptions) as exc:
        if ignore is not None and isinstance(exc, ignore):
            raise
        if silent:
            sys.exit(exit)
        label = type(exc).__name__ if debug_class else debug
        die("{}: {}".format(label, exc) if label else str(exc), exit=exit)


def run_write_read(cmd, input, cwd=None):
    """Runs a program on these bytes of input and returns the bytes that it prints. Raises
    CalledProcessError when it fails."""
    import subprocess

    return subprocess.run(cmd, input=input, cwd=cwd, stdout=subprocess.PIPE, check=True).stdout


def hashstr(data):
    """Returns the SHA-1 of bytes in hexadecimal digits."""
    import hashlib

    return hashlib.sha1(data).hexdigest()


def get_plash_data():
    """Returns the path of the data directory."""
    return os.environ["PLASH_DATA"]


def plash_map(key, container=None):
    """Returns the container that a key of the map stands for, or None. With container it sets the key to
    that one; an empty container deletes the key."""
    if container is None:
        return _plash("map", "--", key, missing=3)
    return _plash("map", "--", key, str(container))


def nodepath_or_die(container, allow_root_container=False):
    """Returns the path of a container's node, and dies when there is no such container."""
    return _plash("nodepath", str(container), *["--allow-root-container"][: int(allow_root_container)])


def mkdtemp():
    """Makes a directory in the data directory, which plash deletes once this process has ended. Returns
    its path."""
    temp = os.path.join(get_plash_data(), "tmp")
    if not os.path.isdir(temp):
        _plash("init")
    # The name tells who owns it, in the form of io.plash.store.ScratchOwner.
    owner = [os.getsid(0), os.readlink("/proc/self"), _start_of("self"), _boot(), _start_of("1")]
    number = 0
    while True:
        name = "plashtmp_{}-{}".format("_".join(map(str, owner)), number)
        try:
            os.mkdir(os.path.join(temp, name), 0o700)
            return os.path.join(temp, name)
        except FileExistsError:
            number += 1


def _start_of(process):
    """Returns the start time of a process, field 22 of stat in proc(5), or 0 when it is hidden."""
    try:
        with open("/proc/{}/stat".format(process), errors="replace") as file:
            return file.read().rpartition(")")[2].split()[19]
    except OSError:
        return 0


def _boot():
    """Returns the first part of the boot id, up to its first hyphen, or 0 when it is hidden."""
    try:
        with open("/proc/sys/kernel/random/boot_id") as file:
            return file.read().strip().partition("-")[0]
    except OSError:
        return 0


def _plash(command, *args, missing=None):
    """Runs a command of plash and returns what it prints, or None for nothing and when it ends with the
    status that is given as missing. Ends this process when the command fails otherwise, and says what the
    command said."""
    import subprocess

    done = subprocess.run(["plash-" + command] + list(args), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode == missing:
        return None
    sys.stderr.write(os.fsdecode(done.stderr))
    if done.returncode:
        sys.exit(1)
    return os.fsdecode(done.stdout).strip("\n") or None
