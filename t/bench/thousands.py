# SPDX-License-Identifier: MIT
"""Adds 2000 stacks of five layers to a data directory in which container 1 is an image: 10,000 containers.

Usage: python3 thousands.py DATA. Each layer has what a build gives it: files, script, key, and links by its id."""
import hashlib, os, sys

data = sys.argv[1]
number = 1
for stack in range(2000):
    node = "0/1"
    for layer in range(5):
        number += 1
        node += "/%d" % number
        place = os.path.join(data, "layer", node)
        os.makedirs(place + "/_data/root")
        script = "touch /%d-%d\n" % (stack, layer)
        with open(place + "/_data/script", "w") as file:
            file.write(script)
        with open(place + "/_data/root/%d-%d" % (stack, layer), "w"):
            pass
        os.symlink("../layer/" + node, "%s/index/%d" % (data, number))
        os.symlink("../layer/%s/_data/root" % node, "%s/lower/%d" % (data, number))
        os.symlink("../layer/" + node, "%s/map/%s" % (data, hashlib.sha256(script.encode()).hexdigest()))
with open(data + "/id_counter", "w") as file:
    file.write("%d" % number)
