package io.plash.http;

import java.io.IOException;
import java.io.InputStream;

/** A stream that may not end yet, since an answer is not whole: that it ends is a failure. */
final class UnendedInput extends InputStream {
  private final InputStream in;
  private boolean begun;

  /** Reads {@code in}, of which some part of the answer has been read when {@code begun}. */
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
