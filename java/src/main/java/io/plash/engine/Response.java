package io.plash.engine;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The answer to an HTTP/1.1 request (RFC 9112): its status, its fields, and its body, still to be read. */
final class Response implements Closeable {
  private static final int MAX_FIELDS = 200;
  private static final int MAX_INTERIM = 10;
  private static final int MAX_TEXT = 1 << 20;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int FIRST_FINAL = 200;
  private static final int FIRST_REDIRECTION = 300;

  private final int status;
  private final String reason;
  private final Map<String, String> fields;
  private final InputStream body;

  private Response(int status, String reason, Map<String, String> fields, InputStream in) throws IOException {
    this.status = status;
    this.reason = reason;
    this.fields = fields;
    this.body = bodyOf(in);
  }

  /** Reads up to the body. An answer that is only a beginning (100 Continue) is passed over. */
  static Response read(InputStream in) throws IOException {
    for (int n = 0; n < MAX_INTERIM; n++) {
      String first = firstLine(in);
      int status = status(first);
      Map<String, String> fields = fields(in);
      if (status >= FIRST_FINAL) {
        return new Response(status, first.substring(first.indexOf(' ') + 1), fields, in);
      }
    }
    throw new ProtocolException("it only ever begins to answer");
  }

  private static String firstLine(InputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      throw new ProtocolException("it ended the connection without an answer");
    }
    if (first != 'H') {
      throw new ProtocolException("what it answers is not HTTP");
    }
    return (char) first + ChunkedInput.line(in);
  }

  private static int status(String line) throws ProtocolException {
    String[] words = line.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.") || words[1].length() != 3) {
      throw new ProtocolException("what it answers is not HTTP/1");
    }
    try {
      return Integer.parseInt(words[1]);
    } catch (NumberFormatException e) {
      throw new ProtocolException("what it answers is not HTTP/1");
    }
  }

  private static Map<String, String> fields(InputStream in) throws IOException {
    Map<String, String> fields = new HashMap<>();
    String line = ChunkedInput.line(in);
    int count = 0;
    while (!line.isEmpty()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || ++count > MAX_FIELDS) {
        throw new ProtocolException("a header of its answer is malformed");
      }
      fields.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      line = ChunkedInput.line(in);
    }
    return fields;
  }

  private InputStream bodyOf(InputStream in) throws IOException {
    if (status == NO_CONTENT || status == NOT_MODIFIED) {
      return new MeasuredInput(in, 0);
    }
    if (field("transfer-encoding").toLowerCase(Locale.ROOT).equals("chunked")) {
      return new ChunkedInput(in);
    }
    String length = field("content-length");
    if (length.isEmpty()) {
      return in; // up to the end of the connection
    }
    try {
      long bytes = Long.parseLong(length);
      if (bytes >= 0) {
        return new MeasuredInput(in, bytes);
      }
    } catch (NumberFormatException e) {
      throw new ProtocolException("the length of its answer is no number");
    }
    throw new ProtocolException("the length of its answer is no number");
  }

  /** The status code. */
  int status() {
    return status;
  }

  /** Whether what was asked for was done. */
  boolean succeeded() {
    return status < FIRST_REDIRECTION;
  }

  /** Status code and reason phrase, for a message. */
  String statusLine() {
    return reason;
  }

  /** The value of a header field, its name in lower case; empty without one. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** The body. */
  InputStream body() {
    return body;
  }

  /** The whole body, which must be small. */
  String text() throws IOException {
    byte[] bytes = body.readNBytes(MAX_TEXT);
    if (bytes.length == MAX_TEXT) {
      throw new ProtocolException("its answer is too long");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
