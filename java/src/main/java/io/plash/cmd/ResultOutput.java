package io.plash.cmd;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Stdout, which remembers whether its reader has gone: a JVM ignores SIGPIPE, a PrintStream hides why it failed. */
final class ResultOutput extends FilterOutputStream {
  private boolean readerGone;

  ResultOutput(OutputStream out) {
    super(out);
  }

  /** Whether a write failed since nobody reads the pipe or socket any more. */
  boolean isReaderGone() {
    return readerGone;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      readerGone |= "Broken pipe".equals(e.getMessage()); // EPIPE in English: workers run in C.UTF-8
      throw e;
    }
  }
}
