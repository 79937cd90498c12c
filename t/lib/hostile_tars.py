"""hostile_tars.py DIRECTORY BUSYBOX OUTSIDE FAMILY...: writes tar archives that are after what lies outside.

Each is DIRECTORY/FAMILY/NAME: the program BUSYBOX as bin/sh, then what the table says. OUTSIDE is the
absolute path of the directory that they aim at: with file, dir/file, etc/resolv.conf and others in it.
"""

import bz2
import gzip
import io
import lzma
import os
import sys
import zipfile

from tar_members import file, fifo, folder, gnu, hard, header, link, node, pax, sparse, sparse1, xattr

HERE, BUSYBOX, OUT = sys.argv[1:4]
UP = "../" * 16 + OUT[1:]
END = bytes(1024)
NODES = {"char": ("3", (1, 3)), "disk": ("4", (8, 0)), "whiteout": ("3", (0, 0))}

with open(BUSYBOX, "rb") as program:
    BASE = folder("bin") + file("bin/busybox", program.read(), mode=0o755)
    BASE += b"".join(link("bin/" + name, "busybox") for name in ("sh", "env", "cat", "echo", "ls", "id", "true"))

FAMILIES = {
    "names": {
        "dotdot-first": file("../evil"),
        "dotdot-far": file(UP + "/file"),
        "dotdot-middle": file("bin/../../evil"),
        "dotdot-last": folder("bin/.."),
        "dotdot-alone": folder(".."),
        "dotdot-after-dot": file("./../evil"),
        "dotdot-as-link": link("..", OUT),
        "dotdot-backslash": file("..\\..\\evil"),
        "dotdot-percent": file("%2e%2e/evil"),
        "dotdot-in-ustar-prefix": header("file", "0", 0, tail=("../" * 3 + OUT[1:]).encode()),
        "absolute": file(OUT + "/file"),
        "absolute-two-slashes": file("/" + OUT + "/file"),
        "absolute-directory": folder(OUT + "/dir", mode=0o000),
        "gnu-long-dotdot": gnu("L", UP + "/file\0", file("x")),
        "gnu-long-absolute": gnu("L", OUT + "/file\0", file("x")),
        "gnu-long-nul-inside": gnu("L", b"safe\0" + UP.encode() + b"/file\0", file("x")),
        "gnu-long-without-end": gnu("L", UP + "/file", file("x")),
        "gnu-long-twice": gnu("L", "safe\0", gnu("L", UP + "/file\0", file("x"))),
        "gnu-long-huge": header("././@LongLink", "L", 2**40, magic=b"ustar  \0"),
        "pax-path-dotdot": pax(file("x"), path=UP + "/file"),
        "pax-path-absolute": pax(file("x"), path=OUT + "/file"),
        "pax-path-nul": pax(file("x"), path=b"safe\0/../../evil"),
        "pax-global-path": pax(file("x"), kind="g", path=UP + "/file"),
        "pax-sparse-name": pax(file("x"), **{"GNU.sparse.name": UP + "/file"}),
        "path-of-5000-bytes": pax(file("x"), path="/".join(["d" * 99] * 50)),
        "path-of-5000-bytes-dotdot": pax(file("x"), path="d/" * 2500 + "../" * 2600 + OUT[1:] + "/file"),
        "component-of-300-bytes": pax(file("x"), path="n" * 300),
        "newline": file("a\nplash error: b"),
        "escape": file("\033[31m\033]0;title\007"),
        "no-utf8": file(b"\xff\xfe\xc3("),
        "empty": file(""),
        "slash": file("/"),
        "blanks": file(" "),
        "option": file("--checkpoint-action=exec=touch x"),
    },
    "links": {
        "file-through-link": link("d", OUT) + file("d/file"),
        "file-through-link-up": link("d", UP) + file("d/file"),
        "file-through-chain": link("a", "b") + link("b", "c") + link("c", OUT) + file("a/file"),
        "file-through-link-below": folder("s") + link("s/d", UP) + file("s/d/dir/file"),
        "file-through-dot": link("d", ".") + file("d/d/d/file"),
        "file-through-root": link("d", "/") + file("d" + OUT + "/file"),
        "file-through-dotdot": link("d", "..") + link("d/e", "..") + file("d/e/evil"),
        "file-over-link": link("f", OUT + "/file") + file("f"),
        "file-over-link-mode": link("f", OUT + "/file") + header("f", "0", 0, mode=0o6777),
        "folder-over-link": link("d", OUT + "/dir") + folder("d", mode=0o700, mtime=1) + file("d/file"),
        "link-over-folder": folder("d") + link("d", OUT) + file("d/file"),
        "link-over-folder-later-times": folder("d", mode=0o700, mtime=1) + link("d", OUT + "/dir"),
        "link-over-full-folder": folder("d") + file("d/x") + link("d", OUT) + file("d/file"),
        "link-to-itself": link("d", "d") + file("d/file"),
        "link-for-bin": link("bin", OUT) + file("bin/file"),
        "folder-link-folder": folder("d") + link("d", OUT) + folder("d", mode=0o700) + file("d/file"),
        "fifo-through-link": link("d", OUT) + fifo("d/fifo"),
        "folder-through-link": link("d", OUT) + folder("d/made"),
        "mtime-of-link": link("f", OUT + "/file", mtime=1, mode=0o777),
        "long-target": gnu("K", UP + "/dir\0", link("d", "x")) + file("d/file"),
        "pax-target": pax(link("d", "x"), linkpath=OUT) + file("d/file"),
        "pax-linkpath-nul": pax(link("d", "x"), linkpath=OUT.encode() + b"\0y") + file("d/file"),
        "empty-target": link("d", "") + file("d/file"),
        "delayed-link": link("d", UP) + hard("e", "d") + file("e/file"),
    },
    "hardlinks": {
        "absolute": hard("h", OUT + "/file") + file("h"),
        "dotdot": hard("h", UP + "/file") + file("h"),
        "through-link": link("d", OUT) + hard("h", "d/file") + file("h"),
        "to-link": link("f", OUT + "/file") + hard("h", "f") + file("h"),
        "to-link-mode": link("f", OUT + "/file") + hard("h", "f", mode=0o777, mtime=1),
        "before-target": hard("h", "later") + file("later"),
        "to-itself": hard("h", "h"),
        "to-folder": hard("h", "bin") + file("h/evil"),
        "to-dotdot": hard("h", ".."),
        "into-link": link("d", OUT) + hard("d/evil", "bin/busybox"),
        "over-link": link("f", OUT + "/file") + hard("f", "bin/busybox"),
        "with-data": header("h", "1", 512, to=OUT + "/file") + b"x" * 512,
        "pax-linkpath": pax(hard("h", "bin/sh"), linkpath=UP + "/file") + file("h"),
        "empty-target": hard("h", ""),
        "to-proc-self-root": hard("h", "/proc/self/root" + OUT + "/file") + file("h"),
    },
    "places": {
        "dot-as-file": file("."),
        "dot-as-link": link(".", OUT) + file("file"),
        "dot-slash-as-link": link("./", OUT) + file("./file"),
        "dot-without-mode": folder("./", mode=0),
        "dot-with-all-modes": folder("./", mode=0o7777, uid=1),
        "dot-of-others": folder("./", uid=65534, gid=65534, mode=0o700),
        "etc-as-link": link("etc", OUT + "/etc"),
        "etc-as-link-up": link("etc", UP + "/etc"),
        "etc-as-link-to-etc": link("etc", "/etc"),
        "etc-as-file": file("etc"),
        "etc-as-fifo": fifo("etc"),
        "etc-without-mode": folder("etc", mode=0) + file("etc/resolv.conf"),
        "etc-of-others": folder("etc", uid=1, mode=0o500),
        "resolv-link": folder("etc") + link("etc/resolv.conf", OUT + "/etc/resolv.conf"),
        "resolv-link-up": folder("etc") + link("etc/resolv.conf", UP + "/etc/resolv.conf"),
        "resolv-folder": folder("etc/resolv.conf") + file("etc/resolv.conf/x"),
        "resolv-fifo": folder("etc") + fifo("etc/resolv.conf"),
        "resolv-device": folder("etc") + node("etc/resolv.conf", *NODES["char"]),
        "resolv-whiteout": folder("etc") + node("etc/resolv.conf", *NODES["whiteout"]),
        "resolv-hardlink": folder("etc") + hard("etc/resolv.conf", "/etc/resolv.conf"),
        "passwd-link": folder("etc") + link("etc/passwd", OUT + "/file"),
        "passwd-fifo": folder("etc") + fifo("etc/passwd"),
        "sh-as-fifo": fifo("bin/sh"),
        "sh-as-link": link("bin/sh", OUT + "/file"),
        "mounts-as-links": b"".join(link(d, OUT + "/dir") for d in ("tmp", "proc", "dev", "sys", "home", "root")),
        "mounts-as-links-up": b"".join(link(d, UP + "/dir") for d in ("tmp", "proc", "dev", "sys", "home", "root")),
        "mounts-as-links-to-file": b"".join(link(d, OUT + "/file") for d in ("tmp", "proc", "dev", "home", "root")),
        "mounts-as-links-to-none": b"".join(link(d, OUT + "/none") for d in ("tmp", "proc", "dev", "home", "root")),
        "mounts-as-fifos": b"".join(fifo(d) for d in ("tmp", "proc", "dev", "sys", "home", "root")),
        "mounts-as-whiteouts": b"".join(node(d, *NODES["whiteout"]) for d in ("tmp", "proc", "dev", "home", "root")),
        "mounts-as-links-to-each-other": link("tmp", "home") + link("home", "dev") + link("dev", "tmp"),
    },
    "attributes": {
        "disk": folder("dev") + node("dev/disk", *NODES["disk"], mode=0o666),
        "memory": node("mem", "3", (1, 1), mode=0o666),
        "whiteout-bin": node("bin", *NODES["whiteout"]),
        "device-numbers-beyond": node("n", "3", (2**20, 2**30)),
        "setuid": file("su", b"#!/bin/sh\n", mode=0o6755) + hard("su2", "su"),
        "owner-beyond": file("f", uid=70000, gid=70000),
        "owner-minus-one": file("f", uid=-1, gid=-1),
        "owner-2-31": file("f", uid=2**31, gid=2**32 - 1),
        "owner-2-40": file("f", uid=2**40, gid=2**63),
        "mtime-negative": file("f", mtime=-(2**40)),
        "mtime-huge": file("f", mtime=2**62),
        "pax-mtime": pax(file("f"), mtime="99999999999999999999.5"),
        "mode-garbage": file("f", mode=b"zzzz"),
        "xattr-overlay": xattr(folder("d"), **{"user.overlay.opaque": "y", "user.overlay.redirect": "/etc",
                                               "trusted.overlay.redirect": "/etc", "user.overlay.metacopy": ""}),
        "xattr-overlay-root": xattr(folder("./"), **{"user.overlay.opaque": "y", "user.overlay.origin": "x"}),
        "xattr-overlay-escaped": xattr(folder("d"), **{"user%2Eoverlay%2Eopaque": "y", "user.%6fverlay.opaque": "y"}),
        "xattr-capability": xattr(file("f"), **{"security.capability": b"\1\0\0\2\xff\xff\xff\xff" + bytes(12)}),
        "xattr-capability-junk": xattr(file("f"), **{"security.capability": b"junk"}),
        "xattr-acl": xattr(file("f"), **{"system.posix_acl_access": b"\2\0\0\0junk"}),
        "xattr-security": xattr(file("f"), **{"security.selinux": "x", "security.ima": "x", "trusted.x": "y"}),
        "xattr-huge": xattr(file("f"), **{"user.x": "y" * 70000}),
        "xattr-long-name": xattr(file("f"), **{"user." + "n" * 300: "y"}),
        "xattr-through-link": xattr(link("l", OUT + "/file"), **{"user.hostile": "y"}),
        "acl-through-link": pax(link("l", OUT + "/file"), **{"SCHILY.acl.access": "user::rwx,group::rwx,other::rwx"}),
        "aufs-names": folder(".wh..wh.opq") + file(".wh.bin") + file("bin/.wh.sh"),
    },
    "sizes": {
        "pax-size-lies": pax(file("f"), size=2**50),
        "pax-size-negative": pax(file("f"), size=-1),
        "size-minus-one": header("f", "0", -1),
        "size-beyond": header("f", "0", 2**62),
        "pax-length-lies": header("p", "x", 20) + b"99999999999 path=x\n".ljust(512, b"\0") + file("f"),
        "pax-without-length": header("p", "x", 8) + b"path=..\n".ljust(512, b"\0") + file("f"),
        "pax-all-zeros": header("p", "x", 512) + bytes(512) + file("f"),
        "sparse-huge": sparse("f", [(0, 512), (2**61, 0)], 2**61, b"x" * 512),
        "sparse-negative": sparse("f", [(-512, 512)], 1024, b"x" * 512),
        "sparse-overlapping": sparse("f", [(0, 512), (0, 512), (256, 512)], 1024, b"x" * 1536),
        "sparse-longer-than-data": sparse("f", [(0, 2**40)], 2**40, b"x" * 512),
        "sparse-terabyte": sparse("f", [(0, 512), (2**40, 0)], 2**40, b"x" * 512),
        "sparse-01-dotdot": pax(file("f"), **{"GNU.sparse.size": 10, "GNU.sparse.numblocks": 1,
                                              "GNU.sparse.map": "-5,10", "GNU.sparse.name": UP + "/file"}),
        "sparse-10-negative": sparse1("f", b"1\n-512\n7\n", 512),
        "sparse-10-huge-map": sparse1("f", b"99999999999999\n0\n7\n", 512),
        "sparse-10-junk": sparse1("f", b"junk\n", 512),
        "sparse-10-dotdot": sparse1(UP + "/file", b"1\n0\n7\n", 7),
        "checksum-wrong": header("f", "0", 0, checksum=1),
        "type-unknown": header("f", "Q", 7) + b"hostile".ljust(512, b"\0"),
        "type-contiguous": header("f", "7", 7) + b"hostile".ljust(512, b"\0"),
        "type-volume": header("v", "V"),
        "type-continued": header("bin/busybox", "M", 7) + b"hostile".ljust(512, b"\0"),
        "type-dumpdir": header("bin", "D", 20) + b"Nbusybox\0Dgone\0\0".ljust(512, b"\0"),
        "type-dumpdir-rename": header("bin", "D", 400) + (b"R" + OUT.encode() + b"/file\0Tstolen\0\0").ljust(512, b"\0"),
        "v7": header("f", "\0", 7, magic=b"\0" * 8) + b"hostile".ljust(512, b"\0"),
        "many-complaints": file("../evil") * 20000,
    },
}

PLAIN = BASE + file("after") + END
HEAVY = lzma.compress(PLAIN)


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../evil", "hostile")
    return out.getvalue()


CONTAINERS = {
    "two-archives": PLAIN + file("../evil") + END,
    "gzip-trailing-garbage": gzip.compress(PLAIN) + b"garbage" * 100,
    "gzip-of-gzip": gzip.compress(gzip.compress(PLAIN)),
    "gzip-name-dotdot": b"\x1f\x8b\x08\x08" + bytes(6) + b"../../evil\0" + gzip.compress(PLAIN)[10:],
    "xz-two-streams": HEAVY + lzma.compress(file("../evil") + END),
    "bzip2-two-streams": bz2.compress(BASE) + bz2.compress(file("after") + END),
    "zip": zipped(),
    "cpio": b"070701" + b"0" * 104 + b"../evil\0",
    "squashfs": b"hsqs" + bytes(2000),
    "html": b"<!DOCTYPE html><html>" + b" " * 2000 + b"</html>",
    "one-block-of-zeros": bytes(512),
    "two-blocks-of-zeros": bytes(1024),
    "bomb": gzip.compress(sparse("f", [(0, 512), (2**40, 0)], 2**40, b"x" * 512) + BASE + END),
}

for family in sys.argv[4:]:
    os.makedirs(os.path.join(HERE, family))
    for name, archive in (CONTAINERS if family == "containers" else FAMILIES[family]).items():
        with open(os.path.join(HERE, family, name), "wb") as out:
            out.write(archive if family == "containers" else BASE + archive + END)
