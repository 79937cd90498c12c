package io.plash.lang;

import io.plash.failure.PlashException;
import io.plash.value.ContainerId;
import java.util.Optional;

/** Where macros get their images from. */
public interface Images {
  /** The container that the map key {@code key} points to. */
  Optional<ContainerId> mapped(String key) throws PlashException;

  /**
   * The image called {@code name} at {@code source} (such as {@code busybox}, whose only image has
   * the empty name); fetched when it is not here already.
   */
  ContainerId image(String source, String name) throws PlashException;

  /** Has every image that is asked for from here on fetched again, once, and the new one kept. */
  void refresh();
}
