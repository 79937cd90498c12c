package io.plash.program;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a program says on stderr, while somebody listens for words after which it needs no more input. */
final class Complaints extends FirstBytes {
  private final List<String> last;
  private volatile boolean isLast;

  /** Listens for one of {@code last}. */
  Complaints(List<String> last) {
    super(MAX_ERROR_BYTES);
    this.last = last;
  }

  // Of words that come in two parts nothing is heard: then the program gets more than it needs.
  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    super.write(bytes, offset, length);
    String said = new String(bytes, offset, length, StandardCharsets.UTF_8);
    for (String words : last) {
      isLast |= said.contains(words);
    }
  }

  /** Returns a stream to {@code pipe} that fails once the words were said, as it does when nobody reads it. */
  OutputStream endingWith(OutputStream pipe) {
    return new FilterOutputStream(pipe) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (isLast) {
          throw new IOException("nothing more is needed");
        }
        out.write(bytes, offset, length);
      }
    };
  }
}
