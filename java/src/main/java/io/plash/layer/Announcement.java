package io.plash.layer;

import io.plash.failure.PlashException;
import io.plash.value.ContainerId;

/**
 * What is done with a container as soon as it is there: somebody learns its id. A signal that ends this
 * process waits meanwhile, so that there is no container that nobody knows of.
 */
@FunctionalInterface
public interface Announcement {
  /** Does it. */
  void keep(ContainerId id) throws PlashException;

  /** Whether this process has nothing else to do, so that its end need not come by the signal. */
  default boolean isLast() {
    return false;
  }
}
