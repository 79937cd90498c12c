package io.plash.image;

import io.plash.failure.PlashException;

/** Looks at the bytes of a file as they pass, and decides at their end. */
interface ArchiveCheck extends AutoCloseable {
  /** Some bytes more. */
  void see(byte[] buffer, int offset, int count);

  /** Whether a file that passes is the whole of what was meant. */
  boolean provesWhole();

  /** That was all: fails when the file is not what it should be. */
  void decide() throws PlashException;

  @Override
  void close();
}
