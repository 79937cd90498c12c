package io.plash.program;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the beginning of what a program writes and drops the rest. It is kept in memory, since the program may
 * complain that the disk is full.
 */
public class FirstBytes extends ByteArrayOutputStream {
  /** The limit for stderr, in bytes: a tool may print a line for each of a million files. */
  static final int MAX_ERROR_BYTES = 1 << 20;

  private final int limit;
  private boolean over;

  /** Keeps at most {@code limit} bytes. */
  public FirstBytes(int limit) {
    this.limit = limit;
  }

  /** Returns one for stderr, which keeps 1 MiB. */
  public static FirstBytes ofErrors() {
    return new FirstBytes(MAX_ERROR_BYTES);
  }

  @Override
  public synchronized void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    int kept = Math.min(length, limit - size());
    over |= kept < length;
    super.write(bytes, offset, kept);
  }

  /** Tells whether bytes were dropped. */
  public synchronized boolean isOver() {
    return over;
  }

  /** Returns what was kept as text; bytes that are no UTF-8 become replacement characters. */
  public synchronized String text() {
    return toString(StandardCharsets.UTF_8);
  }
}
