package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.value.Digest;
import java.io.IOException;
import java.nio.channels.FileLock;

/**
 * The right to build the layer or fetch the image of one key. All keys share one file: a key's lock is
 * the byte at the position its digest gives (fcntl(2) record locks), so no lock files pile up, and the
 * kernel lets go when the process ends. Two keys at one position would only wait for each other.
 */
public final class LayerLock implements AutoCloseable {
  private final FileLock lock;

  LayerLock(FileLock lock) {
    this.lock = lock;
  }

  /** Takes the lock of {@code key}; calls {@code waiting} first if another process holds it. */
  public static LayerLock take(Store store, Digest key, Runnable waiting) throws PlashException {
    try {
      FileLock lock = store.lockFile().tryLock(key.position(), 1, false);
      if (lock == null) {
        waiting.run();
        store.change();
        lock = store.lockFile().lock(key.position(), 1, false);
      }
      return new LayerLock(lock);
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
