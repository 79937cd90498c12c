package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.launch.LaunchPlanWriter;
import io.plash.value.ContainerId;

/**
 * Tells somebody the id of a container as soon as it is there. A signal that ends this process has to wait meanwhile,
 * so that there is no container that nobody knows of.
 */
@FunctionalInterface
public interface Announcement {
  /** Tells the id of the new container. */
  void tell(ContainerId id) throws PlashException;

  /** Tells whether this is the last step of the process, which then ends by itself and not by a signal. */
  default boolean isLast() {
    return false;
  }

  /**
   * Writes the launch plan of a new container and tells its id. When this is the last step, all that this process has
   * made is written to disk before, so that an id that was told survives a power cut.
   */
  default void announce(CommandContext context, ContainerId id) throws PlashException {
    new LaunchPlanWriter(context.store()).writeNew(id);
    if (isLast()) {
      context.settle();
    }
    tell(id);
  }
}
