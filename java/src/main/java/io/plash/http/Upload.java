package io.plash.http;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.io.OutputStream;

/** The content of a body that is sent with a request. */
@FunctionalInterface
public interface Upload {
  /**
   * Writes all of the content to {@code out} and leaves it open. Only a write to it may throw IOException, which
   * means that the other side takes no more. After any failure the other side is not told that the body is complete.
   */
  void into(OutputStream out) throws IOException, PlashException;
}
