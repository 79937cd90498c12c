package io.plash.image;

import io.plash.failure.PlashException;
import io.plash.value.LockLine;
import java.util.Optional;

/** An image that a lock file can name by its bytes. */
public interface LockableSource extends ImageSource {
  /** Returns the name of the image in lock files, which holds no password. */
  String lockName();

  /** Returns the source of the very bytes that {@code line} names. */
  ImageSource locked(LockLine line);

  /**
   * Asks the place which bytes the image is made of now. Returns nothing when only the image itself tells.
   *
   * @param architecture the architecture, as Debian calls it
   */
  default Optional<LockLine> announced(String architecture) throws PlashException {
    return Optional.empty();
  }

  /**
   * Returns the line for what {@link #unpack} has fetched, without what is known of its files; to be asked when nothing
   * was announced. Nothing when there is no such image for the architecture.
   *
   * @param architecture that of this machine, as Debian calls it
   */
  default LockLine fetched(String architecture) {
    throw new IllegalStateException("what is fetched was announced");
  }
}
