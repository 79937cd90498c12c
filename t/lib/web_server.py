"""web_server.py DIRECTORY [CERTIFICATE KEY]: serves files on 127.0.0.1, with faults on request.

Beside DIRECTORY lie: DIRECTORY.port (the port, once it listens), DIRECTORY.log (one line a request:
method, path, status, then range=, auth= and agent= as they came, and the client's port=) and
DIRECTORY.faults, read at every request: lines `PATH FAULT [VALUE [TIMES]]`, the fault being for the first
TIMES requests only, or with `N+` from the Nth on.

cut N       the body ends after N bytes, and the connection with it
stall N     nothing more comes after N bytes
slow N      N bytes a second
norange     Range is not heeded
nomark      neither ETag nor Last-Modified
changing    another ETag each time
longer N    the length that is promised is N bytes too much
status N    nothing but this status
redirect U  to URL U
login U     nothing without `Authorization: Basic` of U (user:password)
type T      Content-Type T
raw F       the bytes of the file F, status line and all
endless F   these, again and again

It is a proxy too: for http, and with CONNECT for https. `login U` of the path `proxy` is for all that it
is asked as a proxy.
"""

import base64
import collections
import http.server
import os
import shutil
import socket
import ssl
import sys
import threading
import time
import urllib.parse

ROOT = os.path.abspath(sys.argv[1])
SEEN = collections.Counter()
LOCK = threading.Lock()


def faults_of(path):
    """The faults of PATH for this request, by name."""
    found = {}
    try:
        lines = open(ROOT + ".faults").read().splitlines()
    except FileNotFoundError:
        return found
    for line in lines:
        words = line.split()
        if not words or words[0] != path:
            continue
        with LOCK:
            SEEN[line] += 1
            times = words[3] if len(words) > 3 else "1+"
            if SEEN[line] >= int(times[:-1]) if times.endswith("+") else SEEN[line] <= int(times):
                found[words[1]] = words[2] if len(words) > 2 else ""
    return found


def basic(login):
    return "Basic " + base64.b64encode(login.encode()).decode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def record(self, status):
        line = "%s %s %s range=%s auth=%s agent=%s port=%d\n" % (
            self.command,
            self.path,
            status,
            self.headers.get("Range", "-"),
            self.headers.get("Authorization", "-"),
            self.headers.get("User-Agent", "-"),
            self.client_address[1],
        )
        with LOCK, open(ROOT + ".log", "a") as log:
            log.write(line)

    def answer(self, status, body=b"", **headers):
        self.record(status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def pays(self):
        """Whether a proxy may let this request pass; else it is answered."""
        login = faults_of("proxy").get("login")
        if not login or self.headers.get("Proxy-Authorization") == basic(login):
            return True
        self.answer(407, Proxy_Authenticate='Basic realm="test"')
        return False

    def do_GET(self):
        if self.path.startswith("http:") and not self.pays():
            return None
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        faults = faults_of(path)
        if "login" in faults:
            if self.headers.get("Authorization") != basic(faults["login"]):
                return self.answer(401, WWW_Authenticate='Basic realm="test"')
        if "raw" in faults or "endless" in faults:
            return self.send_raw(**faults)
        if "status" in faults:
            return self.answer(int(faults["status"]))
        if "redirect" in faults:
            return self.answer(302, Location=faults["redirect"])
        try:
            with open(ROOT + path, "rb") as file:
                return self.send(file, faults)
        except (FileNotFoundError, IsADirectoryError):
            return self.answer(404, b"<html>no such file</html>", Content_Type="text/html")

    def send(self, file, faults):
        size = os.fstat(file.fileno()).st_size
        tag = '"%s"' % (time.time_ns() if "changing" in faults else size)
        wanted = self.headers.get("Range")
        start = 0
        if wanted and "norange" not in faults and self.headers.get("If-Range", tag) == tag:
            start = int(wanted[len("bytes=") :].split("-")[0])
            if start >= size:
                return self.answer(416)
        self.record(206 if start else 200)
        self.send_response(206 if start else 200)
        self.send_header("Content-Type", faults.get("type", "application/octet-stream"))
        self.send_header("Content-Length", str(size - start + int(faults.get("longer", 0))))
        if start:
            self.send_header("Content-Range", "bytes %d-%d/%d" % (start, size - 1, size))
        if "nomark" not in faults:
            self.send_header("ETag", tag)
        self.end_headers()
        file.seek(start)
        self.send_body(file, faults)

    def send_raw(self, raw=None, endless=None):
        with open(raw or endless, "rb") as file:
            answer = file.read()
        self.close_connection = True
        self.wfile.write(answer)
        while endless:
            self.wfile.write(answer)

    def send_body(self, file, faults):
        if "slow" in faults:
            while piece := file.read(max(1, int(faults["slow"]) // 10)):
                self.wfile.write(piece)
                time.sleep(0.1)
        elif "cut" in faults or "stall" in faults:
            self.wfile.write(file.read(int(faults.get("cut", faults.get("stall")))))
            self.wfile.flush()
            if "stall" in faults:
                time.sleep(3600)
            self.close_connection = True
        else:
            shutil.copyfileobj(file, self.wfile)
            self.close_connection = "longer" in faults

    def do_CONNECT(self):
        if not self.pays():
            return
        self.record(200)
        host, port = self.path.rsplit(":", 1)
        there = socket.create_connection((host, int(port)))
        self.send_response(200)
        self.end_headers()
        back = threading.Thread(target=pump, args=(there, self.connection), daemon=True)
        back.start()
        pump(self.connection, there)
        back.join()
        self.close_connection = True


def pump(source, target):
    """Copies until there is nothing more."""
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        pass  # a client that went away


server = Server(("127.0.0.1", 0), Handler)
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    server.socket = context.wrap_socket(server.socket, server_side=True)
with open(ROOT + ".port.new", "w") as port:
    port.write("%d\n" % server.server_port)
os.rename(ROOT + ".port.new", ROOT + ".port")
server.serve_forever()
