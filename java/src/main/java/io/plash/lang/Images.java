package io.plash.lang;

import io.plash.failure.PlashException;
import io.plash.value.ContainerId;
import java.util.Optional;

/** The images that macros can build upon. */
public interface Images {
  /** Returns the container that the map key {@code key} points to, or nothing when there is no such key. */
  Optional<ContainerId> mapped(String key) throws PlashException;

  /**
   * Returns the container of an image, which is fetched when the data directory does not hold it yet.
   *
   * @param origin the kind of place it comes from, such as {@code docker} or {@code url}
   * @param name the name of the image there; empty for {@code busybox}, which has only one
   */
  ContainerId image(String origin, String name) throws PlashException;

  /** Makes later calls of {@link #image} fetch each image again, once, and keep the new one. */
  void refresh();
}
