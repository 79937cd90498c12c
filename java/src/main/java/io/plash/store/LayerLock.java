package io.plash.store;

import io.plash.value.Digest;
import io.plash.value.PlashException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;

/**
 * The right to build the layer of one key. All keys share one file: a key's lock is the byte at the
 * position its digest gives (fcntl(2) record locks), so no lock files pile up, and the kernel lets go
 * when the process ends. Two keys at one position would only wait for each other.
 */
public final class LayerLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private LayerLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Takes the lock of {@code key}; calls {@code waiting} first if another process holds it. */
  public static LayerLock take(DataDirectory data, Digest key, Runnable waiting) throws PlashException {
    try {
      FileChannel channel = FileChannel.open(data.layerLocks(), StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock(key.position(), 1, false);
      if (lock == null) {
        waiting.run();
        lock = channel.lock(key.position(), 1, false);
      }
      return new LayerLock(channel, lock);
    } catch (IOException e) {
      throw PlashException.of("cannot lock " + data.layerLocks() + ": " + IoReason.of(e), e);
    }
  }

  @Override
  public void close() throws PlashException {
    try (channel) {
      lock.release();
    } catch (IOException e) {
      throw PlashException.of("cannot release a lock: " + IoReason.of(e), e);
    }
  }
}
