package io.plash.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** A body in chunks, RFC 9112 section 7.1; one that stops before its last chunk is a failure. */
final class ChunkedInput extends BlockInput {
  private static final int MAX_LINE = 8192;
  private static final int MAX_TRAILERS = 200;
  private static final int HEX = 16;

  private final InputStream in;
  private long left; // bytes of the chunk that are still to come
  private boolean started;
  private boolean ended;

  ChunkedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      begin();
    }
    if (ended) {
      return -1;
    }
    int n = in.read(bytes, from, (int) Math.min(length, left));
    if (n < 0) {
      throw cut();
    }
    left -= n;
    return n;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void begin() throws IOException {
    if (started && !line(in).isEmpty()) {
      throw new ProtocolException("a chunk is longer than it said");
    }
    started = true;
    left = size(line(in));
    if (left == 0) {
      ended = true;
      passOverTrailers();
    }
  }

  private void passOverTrailers() throws IOException {
    for (int n = 0; n <= MAX_TRAILERS; n++) {
      if (line(in).isEmpty()) {
        return;
      }
    }
    throw new ProtocolException("its answer has too many trailers");
  }

  private static long size(String line) throws ProtocolException {
    int extension = line.indexOf(';');
    String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
    try {
      if (!digits.startsWith("+") && !digits.startsWith("-")) {
        return Long.parseLong(digits, HEX);
      }
    } catch (NumberFormatException e) {
      throw new ProtocolException("a chunk without a size");
    }
    throw new ProtocolException("a chunk without a size");
  }

  /** Reads one line, without its end. */
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next != '\n') {
      if (next < 0) {
        throw cut();
      }
      if (line.length() == MAX_LINE) {
        throw new ProtocolException("a line of its answer is too long");
      }
      line.append((char) next);
      next = in.read();
    }
    int end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }

  /** The failure that there is no more where there should be. */
  static ProtocolException cut() {
    return new ProtocolException("it ended the connection in the middle of its answer");
  }
}
