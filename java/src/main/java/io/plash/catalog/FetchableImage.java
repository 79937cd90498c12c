package io.plash.catalog;

import io.plash.failure.PlashException;
import io.plash.layer.Announcement;
import io.plash.record.Dependencies;
import io.plash.value.ContainerId;

/** An image that can become a container: unpacked from a source, or built as a build file says. */
public interface FetchableImage {
  /** Returns the map key under which the container is kept. */
  String key();

  /** Adds the things of this machine that the key was made of to {@code dependencies}. */
  default void addTo(Dependencies dependencies) {}

  /** Makes the container, gives its id to {@code announcement} as soon as it is there, and returns it. */
  ContainerId fetch(Announcement announcement) throws PlashException;
}
