"""Small things that authors of macros use. See plash-macros(7)."""

import os
import sys
from contextlib import contextmanager


def die(msg, exit=1):
    """Says what failed, and ends the evaluation."""
    mark = "plash error:"
    if os.isatty(2) and os.environ.get("TERM", "dumb") != "dumb" and not os.environ.get("NO_COLOR"):
        mark = "\033[38;05;1m" + mark + "\033[0;0m"
    print(mark, msg, file=sys.stderr)
    sys.exit(exit)


def info(msg):
    """Says something to the person in front of the terminal."""
    print(msg, file=sys.stderr)


@contextmanager
def catch_and_die(exceptions, debug=None, debug_class=False, ignore=None, silent=False, exit=1):
    """Dies of these exceptions, in their words: behind debug or, with debug_class, the name of
    their class; without words when silent. Lets those through that are of the class ignore."""
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
    """What a program prints on these bytes of input; CalledProcessError when it fails."""
    import subprocess

    return subprocess.run(cmd, input=input, cwd=cwd, stdout=subprocess.PIPE, check=True).stdout


def hashstr(data):
    """The SHA-1 of bytes in hexadecimal digits."""
    import hashlib

    return hashlib.sha1(data).hexdigest()


def get_plash_data():
    """The path of the data directory."""
    return os.environ["PLASH_DATA"]


def plash_map(key, container=None):
    """The container that a key of the map stands for, None without one; sets it to container, or,
    when that is empty, deletes the key."""
    return _plash("map", key) if container is None else _plash("map", key, str(container))


def nodepath_or_die(container, allow_root_container=False):
    """The directory of a container's node."""
    return _plash("nodepath", str(container), *["--allow-root-container"][: int(allow_root_container)])


def mkdtemp():
    """A new directory in the data directory, which plash deletes once this process has ended."""
    temp = os.path.join(get_plash_data(), "tmp")
    if not os.path.isdir(temp):
        _plash("init")
    # As io.plash.store.ScratchOwner names them, so that its owner is known.
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
    """The start time of a process, field 22 of proc(5)'s stat; 0 when it is hidden."""
    try:
        with open("/proc/{}/stat".format(process), errors="replace") as file:
            return file.read().rpartition(")")[2].split()[19]
    except OSError:
        return 0


def _boot():
    """What tells this boot from others, before the first hyphen of its id; 0 when it is hidden."""
    try:
        with open("/proc/sys/kernel/random/boot_id") as file:
            return file.read().strip().partition("-")[0]
    except OSError:
        return 0


def _plash(command, *args):
    """What a command of plash prints; when it fails it has said why."""
    import subprocess

    done = subprocess.run(["plash-" + command] + list(args), stdout=subprocess.PIPE)
    if done.returncode:
        sys.exit(1)
    return os.fsdecode(done.stdout).strip("\n") or None
