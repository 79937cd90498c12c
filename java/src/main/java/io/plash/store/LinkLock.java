package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;

/**
 * A lock that keeps a link whose container is just coming into being from being deleted as one whose container is
 * gone. Processes that make links share it, for as long as a rename takes; a process that deletes links holds it
 * alone. It is a record lock (fcntl(2)), which the kernel releases when the process ends, in any pid namespace.
 */
final class LinkLock implements AutoCloseable {
  // Not the file of KeyLock: to close one channel of a file releases all locks of the process on it (fcntl(2)).
  private static final String FILE = "lock/links";

  private final FileChannel channel;
  private final FileLock lock;

  private LinkLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Takes the shared lock; waits while a process deletes links. */
  static LinkLock toMake(DataPaths data) throws PlashException {
    return take(data, true);
  }

  /** Takes the lock alone; waits while other processes make or delete links. */
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
