"""lying_registry.py NAME: a registry in memory, on 127.0.0.1, that does what others do and docker-registry does not.

It listens at two ports, as `home` and as `foreign`, another server that knows nobody; NAME.port and NAME.foreign have
them. NAME.log has a line a request: SERVER METHOD PATH STATUS AUTHORIZATION (or -). NAME.faults is read at each request:
lines FAULT [TIMES], for the first TIMES requests of the kind only.

relative     the Location of an upload is relative
elsewhere    it is at the foreign server
astray       it is at a server that is not of this machine, without TLS, and known to those alone who know its query
moved        PUT of a blob is answered by 307, to the foreign server
stored       GET of a blob is answered by 307, to the foreign server
taken        a mount is answered as if an upload had begun
busy         429 with Retry-After
failing      500 to PUT of a blob
forgotten    404 to PUT of a blob: no such upload
cut          the connection ends within PUT of a blob
short        and in the middle of GET of a blob
wrong        the digest in answers is of something else
basic        wants alice:s3cret
bearer       wants a token; its server is this one
distant      wants a token; its server is the foreign one, at localhost, which is another host
expired      401 to PUT of a blob, whatever the token
homeless     wants a token, and names no server for it
endless      GET of a layer goes on and on; NAME.sent has how many bytes were taken
noisy        403 with an error text that is long and does things to terminals
"""

import base64
import collections
import hashlib
import http.server
import json
import os
import socket
import sys
import threading
import urllib.parse

NAME = sys.argv[1]
BLOBS, MANIFESTS, PORTS = {}, {}, {}
SEEN = collections.Counter()
LOCK = threading.Lock()
TOKENS = []


def fault(name):
    """Whether FAULT is on for this request."""
    try:
        lines = open(NAME + ".faults").read().splitlines()
    except FileNotFoundError:
        return False
    for line in lines:
        words = line.split()
        if words and words[0] == name:
            with LOCK:
                SEEN[line] += 1
                return len(words) < 2 or SEEN[line] <= int(words[1])
    return False


class Handler(http.server.BaseHTTPRequestHandler):
    """Both servers; what is foreign knows uploads and blobs by their digest, and tokens."""

    protocol_version = "HTTP/1.1"
    half = False

    def reply(self, status, body=b"", **fields):
        with LOCK, open(NAME + ".log", "a") as log:
            log.write("%s %s %s %d %s\n" % (self.server.called, self.command, self.path, status,
                                            self.headers.get("Authorization", "-")))
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.half:
            self.wfile.write(body[:len(body) // 2])
            self.hang_up()
        elif self.command != "HEAD":
            self.wfile.write(body)

    def hang_up(self):
        self.close_connection = True
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def there(self, path, host="127.0.0.1"):
        return "http://%s:%d%s" % (host, PORTS["foreign"], path)

    def refused(self):
        """Answers those who are not let in."""
        given = self.headers.get("Authorization", "")
        if self.server.called == "foreign" or self.path.startswith("/token"):
            return False
        if fault("busy"):
            self.reply(429, Retry_After="0")
        elif fault("noisy"):
            self.reply(403, json.dumps({"errors": [{"code": "DENIED", "message": "\x1b[2Jé" + "x" * 999}]}).encode())
        elif fault("basic") and given != "Basic " + base64.b64encode(b"alice:s3cret").decode():
            self.reply(401, WWW_Authenticate='Negotiate, Basic realm="a, \\"b\\""')
        elif fault("homeless"):
            self.reply(401, WWW_Authenticate='Bearer service="s"')
        elif (fault("bearer") or fault("distant")) and given not in TOKENS:
            realm = self.there("/token", "localhost") if fault("distant") else "/token"
            self.reply(401, WWW_Authenticate='Basic realm="x", Bearer realm="%s",service="s"' % realm)
        else:
            return False
        return True

    def token(self):
        with LOCK:
            SEEN["tokens"] += 1
            TOKENS.append("Bearer t%d" % SEEN["tokens"])
        self.reply(200, json.dumps({"access_token": TOKENS[-1][7:]}).encode())

    def do_GET(self):
        parts = urllib.parse.urlparse(self.path)
        if self.refused():
            return
        if parts.path == "/token":
            self.token()
        elif "/blobs/" in parts.path:
            self.give_blob(parts.path.rsplit("/", 1)[1])
        elif "/manifests/" in parts.path and parts.path in MANIFESTS:
            kind, body = MANIFESTS[parts.path]
            self.reply(200, body, Content_Type=kind, Docker_Content_Digest=self.digest(body))
        else:
            self.reply(200 if parts.path == "/v2/" else 404, b"{}")

    do_HEAD = do_GET

    def digest(self, body):
        return "sha256:" + ("0" * 64 if fault("wrong") else hashlib.sha256(body).hexdigest())

    def give_blob(self, digest):
        body = BLOBS.get(digest)
        if body is None:
            self.reply(404)
        elif self.server.called == "home" and self.command == "GET" and fault("stored"):
            self.reply(307, Location=self.there(self.path))
        else:
            if self.command == "GET" and len(body) > 10000 and fault("endless"):
                self.go_on()
                return
            begin = int(self.headers.get("Range", "bytes=0-")[6:-1])
            fields = {"ETag": '"%s"' % digest}
            if begin:
                fields["Content_Range"] = "bytes %d-%d/%d" % (begin, len(body) - 1, len(body))
            self.half = self.command == "GET" and fault("short")
            self.reply(206 if begin else 200, body[begin:], **fields)

    def go_on(self):
        """Sends what is no archive until nobody wants it."""
        sent = 0
        self.send_response(200)
        self.send_header("Content-Length", str(1 << 40))
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * (1 << 16))
                sent += 1 << 16
        except OSError:
            pass
        with open(NAME + ".sent.part", "w") as count:
            count.write("%d\n" % sent)
        os.rename(NAME + ".sent.part", NAME + ".sent")
        self.close_connection = True

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
        if self.refused():
            return
        known = query.get("mount", [""])[0]
        if known in BLOBS and not fault("taken"):
            self.reply(201, Docker_Content_Digest=known)
            return
        place = "/v2/upload?state=a%2Fb"
        if fault("elsewhere"):
            place = self.there(place)
        elif fault("astray"):
            place = "http://192.0.2.1/v2/upload?signature=s3cret"
        elif not fault("relative"):
            place = "http://127.0.0.1:%d%s" % (PORTS["home"], place)
        self.reply(202, Location=place)

    def do_PUT(self):
        parts = urllib.parse.urlparse(self.path)
        if "/manifests/" not in parts.path and fault("cut"):
            self.rfile.read(10)
            self.hang_up()
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.refused():
            return
        if "/manifests/" in parts.path:
            for key in (parts.path, parts.path.rsplit("/", 1)[0] + "/sha256:" + hashlib.sha256(body).hexdigest()):
                MANIFESTS[key] = (self.headers["Content-Type"], body)
            self.reply(201, Docker_Content_Digest=self.digest(body))
        elif self.server.called == "home" and fault("moved"):
            self.reply(307, Location=self.there(self.path))
        elif fault("expired"):
            del TOKENS[:]
            self.reply(401, WWW_Authenticate='Bearer realm="/token",service="s"')
        elif fault("failing"):
            self.reply(500)
        elif fault("forgotten"):
            self.reply(404, json.dumps({"errors": [{"code": "BLOB_UPLOAD_UNKNOWN"}]}).encode())
        else:
            digest = urllib.parse.parse_qs(parts.query)["digest"][0]
            right = digest == "sha256:" + hashlib.sha256(body).hexdigest() and "state=a%2Fb" in parts.query
            if right:
                BLOBS[digest] = body
            self.reply(201 if right else 400, Docker_Content_Digest=self.digest(body))

    def log_message(self, *unused):
        pass


def serve(called):
    """Starts one of the two servers in a thread."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.called = called
    PORTS[called] = server.server_address[1]
    threading.Thread(target=server.serve_forever).start()


serve("home")
serve("foreign")
for called, suffix in (("foreign", ".foreign"), ("home", ".port")):
    with open(NAME + ".part", "w") as port:
        port.write(str(PORTS[called]))
    os.rename(NAME + ".part", NAME + suffix)
