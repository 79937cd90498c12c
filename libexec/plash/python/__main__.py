"""The python3 side of --import. plash starts `python3 DIRECTORY`, which makes this folder, and so
the package plash, the first place where modules are looked for."""

import sys

WRITES_BYTECODE = sys.dont_write_bytecode
sys.dont_write_bytecode = True  # this folder belongs to the system

from plash import channel, eval, utils  # noqa: E402, F401

sys.dont_write_bytecode = WRITES_BYTECODE
channel.serve()
