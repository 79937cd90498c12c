#!/usr/bin/env python3
"""craft_layout.py DIRECTORY TAG [WHAT=PYTHON...] LAYER.tar...: writes an image layout with one more image.

What is written may be changed on its way by statements of Python: `config` changes the configuration c, `blobs` the list
b of the layers' bytes as they are stored (after the manifest m was made), `manifest` changes m, and `index` the index i
and its new entry e. `pack` says how layers are compressed: gzip (as without it), zstd or none.
"""
import gzip
import hashlib
import json
import os
import subprocess
import sys

OCI = "application/vnd.oci.image."
PACKERS = {
    "gzip": ("+gzip", lambda raw: gzip.compress(raw, mtime=0)),
    "zstd": ("+zstd", lambda raw: subprocess.run(["zstd", "-qc"], input=raw, stdout=-1, check=True).stdout),
    "none": ("", lambda raw: raw),
}


def store(data, media_type="", name=""):
    digest = hashlib.sha256(data).hexdigest()
    with open(f"{folder}/blobs/sha256/{name or digest}", "wb") as blob:
        blob.write(data)
    return {"mediaType": media_type, "digest": "sha256:" + digest, "size": len(data)}


folder, tag = sys.argv[1:3]
changes = dict(word.split("=", 1) for word in sys.argv[3:] if "=" in word)
raws = [open(word, "rb").read() for word in sys.argv[3:] if "=" not in word]
os.makedirs(folder + "/blobs/sha256", exist_ok=True)
suffix, pack = PACKERS[changes.get("pack", "gzip")]
b = [pack(raw) for raw in raws]
machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
c = {"architecture": machine, "os": "linux", "config": {"Env": ["PATH=/bin:/usr/bin"], "Cmd": ["sh"]},
     "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(raw).hexdigest() for raw in raws]}}
exec(changes.get("config", ""))
m = {"schemaVersion": 2, "mediaType": OCI + "manifest.v1+json",
     "config": store(json.dumps(c).encode(), OCI + "config.v1+json"),
     "layers": [store(data, OCI + "layer.v1.tar" + suffix) for data in b]}
exec(changes.get("blobs", ""))
for data, layer in zip(b, m["layers"]):
    store(data, name=layer["digest"].split(":")[1])
exec(changes.get("manifest", ""))
e = store(json.dumps(m).encode(), m.get("mediaType", ""))
e["annotations"] = {"org.opencontainers.image.ref.name": tag}
i = {"schemaVersion": 2, "manifests": []}
if os.path.exists(folder + "/index.json"):
    i = json.load(open(folder + "/index.json"))
i["manifests"] = [o for o in i["manifests"] if o.get("annotations") != e["annotations"]] + [e]
exec(changes.get("index", ""))
json.dump(i, open(folder + "/index.json", "w"))
json.dump({"imageLayoutVersion": "1.0.0"}, open(folder + "/oci-layout", "w"))
