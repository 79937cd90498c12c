package io.plash.program;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of what a program writes, in memory since the disk may be what is full, and drops the rest. */
public final class FirstBytes extends ByteArrayOutputStream {
  /** Of complaints: they may be a line for each of a million files. */
  private static final int MAX_ERROR_BYTES = 1 << 20;

  private final int limit;
  private boolean over;

  /** Keeps {@code limit} bytes. */
  public FirstBytes(int limit) {
    this.limit = limit;
  }

  /** Keeps as much as anybody wants to know of what a program says on stderr. */
  public static FirstBytes ofErrors() {
    return new FirstBytes(MAX_ERROR_BYTES);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    int kept = Math.min(length, limit - size());
    over |= kept < length;
    super.write(bytes, offset, kept);
  }

  /** Whether there was more. */
  public synchronized boolean isOver() {
    return over;
  }

  /** What was kept, as text; what is no UTF-8 in it becomes replacement characters. */
  public synchronized String text() {
    return toString(StandardCharsets.UTF_8);
  }
}
