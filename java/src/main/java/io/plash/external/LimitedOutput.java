package io.plash.external;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads what a program prints. One that prints more than allowed is ended. */
final class LimitedOutput extends Thread {
  /** How long output may take that is on its way when the program has ended. */
  static final int LATE_MILLIS = 1000;

  private static final int PART = 1 << 16;

  private final Child child;
  private final int limit;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private LimitedOutput(Child child, int limit) {
    this.child = child;
    this.limit = limit;
  }

  /** Begins to read. */
  static LimitedOutput of(Child child, int limit) {
    LimitedOutput output = new LimitedOutput(child, limit);
    output.setDaemon(true);
    output.start();
    return output;
  }

  @Override
  public void run() {
    byte[] part = new byte[PART];
    try (InputStream printed = child.process().getInputStream()) {
      for (int n = printed.read(part); n >= 0 && bytes.size() <= limit; n = printed.read(part)) {
        bytes.write(part, 0, n);
      }
    } catch (IOException e) {
      return; // it was ended
    }
    if (bytes.size() > limit) {
      child.kill();
    }
  }

  /** What it printed, once it has ended; a process that it left running is not waited for. */
  byte[] bytes() {
    try {
      join(LATE_MILLIS);
    } catch (InterruptedException e) {
      return bytes.toByteArray();
    }
    return bytes.toByteArray();
  }
}
