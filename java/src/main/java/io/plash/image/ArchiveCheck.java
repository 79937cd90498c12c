package io.plash.image;

import io.plash.failure.PlashException;

/** Checks a file while it is fetched: it is shown all bytes in order, and decides at their end. */
interface ArchiveCheck extends AutoCloseable {
  /** Takes {@code count} more bytes of the file, which begin at {@code offset} in {@code buffer}. */
  void see(byte[] buffer, int offset, int count);

  /** Tells whether a file that passes the check is certainly whole. */
  boolean provesWhole();

  /** Ends the file, and fails when it is not what it should be. */
  void decide() throws PlashException;

  /** Ends what the check has started. */
  @Override
  void close();
}
