"""Members of tar archives as bytes, also those that tarfile would not write: headers put together by hand."""


def number(value, width):
    """A number as a header has it: octal digits, or base 256 where they do not do; text as it is."""
    if isinstance(value, bytes):
        return value.ljust(width, b"\0")
    if 0 <= value < 8 ** (width - 1):
        return b"%0*o\0" % (width - 1, value)
    first = 0xFF if value < 0 else 0x80
    return bytes([first]) + (value % 256 ** (width - 1)).to_bytes(width - 1, "big")


def header(name, kind, size=0, to=b"", mode=0o644, uid=0, gid=0, mtime=0, dev=(0, 0), magic=b"ustar\0" + b"00",
           tail=b"", checksum=0):
    """A block of 512 bytes; `tail` is what follows the device numbers."""
    name, to, kind = (part.encode() if isinstance(part, str) else part for part in (name, to, kind))
    block = (name[:100].ljust(100, b"\0") + number(mode, 8) + number(uid, 8) + number(gid, 8) + number(size, 12)
             + number(mtime, 12) + b" " * 8 + kind + to[:100].ljust(100, b"\0") + magic + bytes(64)
             + number(dev[0], 8) + number(dev[1], 8) + tail).ljust(512, b"\0")
    return block[:148] + b"%06o\0 " % (sum(block) + checksum) + block[156:]


def padded(data):
    return data + bytes(-len(data) % 512)


def file(name, data=b"hostile", **more):
    return header(name, "0", len(data), **more) + padded(data)


def folder(name, **more):
    return header(name, "5", **{"mode": 0o755, **more})


def link(name, to, **more):
    return header(name, "2", to=to, **more)


def hard(name, to, **more):
    return header(name, "1", to=to, **more)


def fifo(name):
    return header(name, "6")


def node(name, kind, dev, **more):
    return header(name, kind, dev=dev, **more)


def pax(member, kind="x", **records):
    """The member with extended records; names may hold blanks and dots."""
    text = b""
    for key, value in records.items():
        value = value if isinstance(value, bytes) else str(value).encode()
        line = b" " + key.encode() + b"=" + value + b"\n"
        length = len(line)
        while len(b"%d" % length) + len(line) != length:
            length = len(b"%d" % length) + len(line)
        text += b"%d" % length + line
    return header("pax", kind, len(text)) + padded(text) + member


def xattr(member, **values):
    return pax(member, **{"SCHILY.xattr." + name: value for name, value in values.items()})


def gnu(kind, text, member):
    """The member with a long name (kind L) or link target (kind K) in the form of GNU."""
    text = text if isinstance(text, bytes) else text.encode()
    return header("././@LongLink", kind, len(text), magic=b"ustar  \0") + padded(text) + member


def sparse(name, pieces, real, data=b""):
    """A sparse file in the old form of GNU: (offset, length) of each piece, and the size."""
    table = b"".join(number(n, 12) for piece in pieces for n in piece).ljust(96, b"\0")
    tail = bytes(41) + table + b"\0" + number(real, 12)
    return header(name, "S", len(data), magic=b"ustar  \0", tail=tail) + padded(data)


def sparse1(name, table, real):
    """A sparse file in form 1.0 of pax; `table` is what its first block says."""
    body = padded(table) + padded(b"hostile")
    return pax(header("GNUSparseFile.0/x", "0", len(body)) + body, **{
        "GNU.sparse.major": 1, "GNU.sparse.minor": 0, "GNU.sparse.name": name, "GNU.sparse.realsize": real})
