package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a link that leads nowhere yet, or leads somewhere again, from being taken for one that leads
 * nowhere any more. Those who make links hold it together, for as long as a rename takes; who deletes
 * links holds it alone. The kernel lets go when the process ends (fcntl(2) record lock), whatever pid
 * namespace it is in.
 */
final class LinkLock implements AutoCloseable {
  // Of its own: closing one channel of a file drops all locks that the process has on it (fcntl(2)).
  private static final String FILE = "lock/links";

  private final FileChannel channel;
  private final FileLock lock;

  private LinkLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Waits until nobody deletes links. */
  static LinkLock toMake(DataPaths data) throws PlashException {
    return take(data, true);
  }

  /** Waits until nobody makes links. */
  static LinkLock toDelete(DataPaths data) throws PlashException {
    return take(data, false);
  }

  private static LinkLock take(DataPaths data, boolean shared) throws PlashException {
    try {
      FileChannel channel =
          FileChannel.open(
              data.root().resolve(FILE),
              StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      return new LinkLock(channel, channel.lock(0, 1, shared));
    } catch (IOException e) {
      throw PlashException.of("cannot lock " + data.root().resolve(FILE) + ": " + IoReason.of(e), e);
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
