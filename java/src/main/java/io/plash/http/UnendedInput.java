package io.plash.http;

import java.io.IOException;
import java.io.InputStream;

/** A stream in the middle of an answer. It may not end yet: that it ends is a failure. */
final class UnendedInput extends InputStream {
  private final InputStream in;
  private boolean begun;

  /** Reads {@code in}; when {@code begun}, a part of the answer was read before. */
  UnendedInput(InputStream in, boolean begun) {
    this.in = in;
    this.begun = begun;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    read(one, 0, 1);
    return one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = in.read(bytes, from, length);
    if (count < 0) {
      throw begun ? AnswerException.cut() : AnswerException.none();
    }
    begun |= count > 0;
    return count;
  }
}
