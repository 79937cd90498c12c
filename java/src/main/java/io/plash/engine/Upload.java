package io.plash.engine;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.io.OutputStream;

/** What is sent to an engine. */
@FunctionalInterface
public interface Upload {
  /** Writes all of it; only a write may throw IOException, which means that the engine takes no more. */
  void into(OutputStream out) throws IOException, PlashException;
}
