package io.plash.cmd;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Stdout that remembers whether its reader has gone. A JVM ignores SIGPIPE, and a PrintStream does not tell why it
 * failed.
 */
final class ResultOutput extends FilterOutputStream {
  private boolean readerGone;

  ResultOutput(OutputStream out) {
    super(out);
  }

  /** Tells whether a write has failed because nobody reads the pipe or socket any more. */
  boolean isReaderGone() {
    return readerGone;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      readerGone |= "Broken pipe".equals(e.getMessage()); // EPIPE, in English since workers run in C.UTF-8
      throw e;
    }
  }
}
