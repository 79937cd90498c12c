package io.plash.text;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.net.ProtocolException;

/** Text of which only so much is read: an engine may answer without end. */
public final class BoundedReader extends FilterReader {
  /** How many characters one value may have: what is told of an image has a few thousand. */
  public static final int MAX_CHARACTERS = 16 << 20;

  private int left = MAX_CHARACTERS;

  /** Reads {@code text}, up to {@link #MAX_CHARACTERS}. */
  public BoundedReader(Reader text) {
    super(text);
  }

  /** Lets as many characters be read again, for the next value. */
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
