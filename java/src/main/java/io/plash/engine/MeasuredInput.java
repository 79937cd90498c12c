package io.plash.engine;

import java.io.IOException;
import java.io.InputStream;

/** A body of a length that was told before; one that stops earlier is a failure. */
final class MeasuredInput extends BlockInput {
  private final InputStream in;
  private long left;

  MeasuredInput(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int n = in.read(bytes, from, (int) Math.min(length, left));
    if (n < 0) {
      throw ChunkedInput.cut();
    }
    left -= n;
    return n;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
