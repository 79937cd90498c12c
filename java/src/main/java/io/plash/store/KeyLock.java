package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.channels.FileLock;

/**
 * A lock on one key, which its holder takes to build the layer or to fetch the image of that key. All keys share one
 * file, so no lock files pile up: a lock is a record lock (fcntl(2)) on the byte at the position that the digest of
 * the key gives. The kernel releases it when the process ends. Two keys with one position only wait for each other.
 */
public final class KeyLock implements AutoCloseable {
  private final FileLock lock;

  KeyLock(FileLock lock) {
    this.lock = lock;
  }

  /** Takes the lock of {@code key}. While another process holds it, calls {@code waiting} once and then waits. */
  public static KeyLock take(Store store, Digest key, Runnable waiting) throws PlashException {
    try {
      FileLock lock = store.lockFile().tryLock(key.position(), 1, false);
      if (lock == null) {
        waiting.run();
        store.markChanged();
        lock = store.lockFile().lock(key.position(), 1, false);
      }
      return new KeyLock(lock);
    } catch (IOException e) {
      throw PlashException.of("cannot lock " + store.data().layerLocks() + ": " + IoReason.of(e), e);
    }
  }

  @Override
  public void close() throws PlashException {
    try {
      lock.release();
    } catch (IOException e) {
      throw PlashException.of("cannot release a lock: " + IoReason.of(e), e);
    }
  }
}
