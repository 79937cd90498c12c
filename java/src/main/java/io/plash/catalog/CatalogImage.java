package io.plash.catalog;

import io.plash.failure.PlashException;
import io.plash.layer.Announcement;
import io.plash.record.Dependencies;
import io.plash.value.ContainerId;

/** One image that can be had from somewhere: the map key it is kept under, and how it comes here. */
interface CatalogImage {
  /** The map key, without a slash. */
  String key();

  /** Adds what of this machine the key was made of. */
  default void addTo(Dependencies dependencies) {}

  /** Fetches it, as a container for {@code kept}. */
  ContainerId fetch(Announcement kept) throws PlashException;
}
