"""The python3 side of --import. plash starts `python3 DIRECTORY`, and python3 then looks for modules first
in this folder, which holds the package plash."""

import sys

WRITES_BYTECODE = sys.dont_write_bytecode
sys.dont_write_bytecode = True  # this folder belongs to the system

from plash import channel, eval, utils  # noqa: E402, F401

sys.dont_write_bytecode = WRITES_BYTECODE
channel.serve()
