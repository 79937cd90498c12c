package io.plash.engine;

import io.plash.failure.PlashException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** HTTP/1.1 over a unix socket. Each request has a connection of its own: threads need not wait. */
record HttpClient(Path socket) {
  private static final int BUFFER_BYTES = 1 << 16;

  /** What is sent with a request: its type and its content. */
  record Body(String type, Upload content) {}

  /** Asks without a body; an answer that lets {@code seconds} pass without a byte is a failure. */
  Response ask(String request, int seconds) throws IOException, PlashException {
    return ask(request, seconds, Optional.empty());
  }

  /** Asks, and sends {@code body} in chunks. When the other side stops taking it, its answer says why. */
  Response ask(String request, int seconds, Optional<Body> body) throws IOException, PlashException {
    Connection connection = Connection.open(socket, seconds);
    boolean answered = false;
    try {
      Optional<IOException> refused = send(connection.output(), request, body);
      Response response = read(connection, refused);
      answered = true;
      return response;
    } finally {
      if (!answered) {
        connection.close();
      }
    }
  }

  private static Response read(Connection connection, Optional<IOException> refused) throws IOException {
    try {
      return Response.read(new BufferedInputStream(connection.input(), BUFFER_BYTES));
    } catch (IOException e) {
      throw refused.orElse(e);
    }
  }

  private static Optional<IOException> send(OutputStream connection, String request, Optional<Body> body)
      throws PlashException {
    BufferedOutputStream out = new BufferedOutputStream(connection, BUFFER_BYTES);
    try {
      out.write(head(request, body).getBytes(StandardCharsets.US_ASCII));
      if (body.isPresent()) {
        ChunkedOutput chunks = new ChunkedOutput(out);
        body.get().content().into(chunks);
        chunks.finish();
      }
      out.flush();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static String head(String request, Optional<Body> body) {
    String head = request + " HTTP/1.1\r\nHost: docker\r\nUser-Agent: plash\r\nConnection: close\r\n";
    return body.isEmpty()
        ? head + "\r\n"
        : head + "Content-Type: " + body.get().type() + "\r\nTransfer-Encoding: chunked\r\n\r\n";
  }
}
