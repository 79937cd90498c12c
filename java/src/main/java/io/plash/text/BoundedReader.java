package io.plash.text;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.net.ProtocolException;

/**
 * Reads text up to a limit and fails beyond it, since a server may answer without end. Closing it closes the
 * text below.
 */
public final class BoundedReader extends FilterReader {
  /** The limit in characters for one value. The description of an image has a few thousand. */
  public static final int MAX_CHARACTERS = 16 << 20;

  private int left = MAX_CHARACTERS;

  /** Reads {@code text} and owns it. */
  public BoundedReader(Reader text) {
    super(text);
  }

  /** Starts counting from zero again, for the next value. */
  public void restart() {
    left = MAX_CHARACTERS;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    left -= Math.max(count, 0);
    if (left < 0) {
      throw new ProtocolException("it answers with more than " + (MAX_CHARACTERS >> 20) + " MB of text");
    }
    return count;
  }
}
