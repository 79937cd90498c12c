#!/usr/bin/env python3
"""craft_tar.py FILE: writes the tar archive that stdin describes, members that tar(1) would not make.

One member a line, words as in a shell: TYPE NAME [KEY=VALUE...]. TYPE is file, dir, symlink,
hardlink, char, block or fifo; keys are data, mode (octal), uid, gid, to (of links), dev
(MAJOR,MINOR) and xattr:NAME. A newline in NAME is written %0A.
"""
import io
import shlex
import sys
import tarfile

TYPES = {
    "file": tarfile.REGTYPE,
    "dir": tarfile.DIRTYPE,
    "symlink": tarfile.SYMTYPE,
    "hardlink": tarfile.LNKTYPE,
    "char": tarfile.CHRTYPE,
    "block": tarfile.BLKTYPE,
    "fifo": tarfile.FIFOTYPE,
}


def member(words):
    info = tarfile.TarInfo(words[1].replace("%0A", "\n"))
    info.type = TYPES[words[0]]
    info.mode = 0o755 if words[0] == "dir" else 0o644
    data = b""
    for word in words[2:]:
        key, value = word.split("=", 1)
        if key == "data":
            data = value.encode()
        elif key == "mode":
            info.mode = int(value, 8)
        elif key == "to":
            info.linkname = value
        elif key == "dev":
            info.devmajor, info.devminor = map(int, value.split(","))
        elif key.startswith("xattr:"):
            info.pax_headers["SCHILY.xattr." + key[len("xattr:"):]] = value
        else:
            setattr(info, key, int(value))
    info.size = len(data)
    return info, io.BytesIO(data)


with tarfile.open(sys.argv[1], "w", format=tarfile.PAX_FORMAT) as archive:
    for line in sys.stdin:
        if line.strip():
            archive.addfile(*member(shlex.split(line)))
