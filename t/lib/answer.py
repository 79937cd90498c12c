"""answer.py SOCKET DIRECTORY: answers each HTTP request at a unix socket with the bytes of a file.

The file is METHOD-NAME in DIRECTORY, NAME being the last part of the path without its query, or
METHOD; an empty one is a connection closed at once, one that holds `hang` is no answer at all. A request
without a file is a 404. Requests are written to DIRECTORY/log. What follows the first line of a request is
read before the connection is closed, unless DIRECTORY/rude exists.
"""

import os
import socket
import sys
import threading

path, directory = sys.argv[1:]
listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
listener.listen()


def answer(connection):
    with connection, connection.makefile("rb") as request:
        line = request.readline().decode()
        with open(os.path.join(directory, "log"), "a") as log:
            log.write(line)
        method, target = line.split(" ")[:2]
        file = os.path.join(directory, method + "-" + target.split("?")[0].split("/")[-1])
        if not os.path.exists(file):
            file = os.path.join(directory, method)
        if not os.path.exists(file):
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        with open(file, "rb") as content:
            answered = content.read()
        if answered == b"hang":
            threading.Event().wait()
        connection.sendall(answered)
        if os.path.exists(os.path.join(directory, "rude")):
            return
        # Closed before all was read, the other side may lose the answer.
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(1)
        while request.read1(65536):
            pass


while True:
    threading.Thread(target=answer, args=listener.accept()[:1], daemon=True).start()
