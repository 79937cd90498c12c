"""token_server.py KEY CERTIFICATE NAME: gives tokens as docker's registries want them, on 127.0.0.1.

NAME.port has its port, once it listens, and NAME.log a line a request: method, path, and who asks (Basic of ... or -). Everybody
may read; alice:s3cret may write. A refresh token `refresh-alice` is as good as her password.
"""

import base64
import http.server
import json
import os
import subprocess
import sys
import time
import urllib.parse

KEY, CERTIFICATE, NAME = sys.argv[1:4]
CHAIN = "".join(line for line in open(CERTIFICATE).read().splitlines() if "-----" not in line)


def encoded(data):
    """URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(user, service, scopes):
    """A signed token for those of SCOPES that USER may have."""
    access = []
    for scope in scopes:
        kind, name, actions = scope.split(":")
        allowed = [action for action in actions.split(",") if action == "pull" or user]
        access.append({"type": kind, "name": name, "actions": allowed})
    now = int(time.time())
    head = encoded(json.dumps({"typ": "JWT", "alg": "RS256", "x5c": [CHAIN]}).encode())
    body = encoded(json.dumps({"iss": "test", "sub": user, "aud": service, "exp": now + 300, "nbf": now - 5,
                               "iat": now, "jti": os.urandom(8).hex(), "access": access}).encode())
    signed = subprocess.run(["openssl", "dgst", "-sha256", "-sign", KEY], input=(head + "." + body).encode(),
                            stdout=subprocess.PIPE, check=True).stdout
    return head + "." + body + "." + encoded(signed)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers GET with Basic, and POST with a refresh token."""

    def give(self, status, query, user):
        with open(NAME + ".log", "a") as log:
            log.write("%s %s %s\n" % (self.command, urllib.parse.unquote(self.path), user or "-"))
        answer = b"{}"
        if status == 200:
            scopes = [s for scope in query.get("scope", []) for s in scope.split()]
            answer = json.dumps({"token": token(user, query["service"][0], scopes)}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
        header = self.headers.get("Authorization", "")
        user = base64.b64decode(header[6:]).decode() if header.startswith("Basic ") else ""
        self.give(200 if user in ("", "alice:s3cret") else 401, query, user.partition(":")[0])

    def do_POST(self):
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        query = urllib.parse.parse_qs(form)
        right = query.get("refresh_token") == ["refresh-alice"] and query.get("grant_type") == ["refresh_token"]
        self.give(200 if right else 401, query, "alice")

    def log_message(self, *unused):
        pass


SERVER = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open(NAME + ".port.part", "w") as port:
    port.write(str(SERVER.server_address[1]))
os.rename(NAME + ".port.part", NAME + ".port")
SERVER.serve_forever()
