package io.plash.build;

import io.plash.plan.Dependencies;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;

/** One image that can be had from somewhere: the map key it is kept under, and how it comes here. */
interface Origin {
  /** The map key, without a slash. */
  String key();

  /** Adds what of this machine the key was made of. */
  default void addTo(Dependencies dependencies) {}

  /** Fetches it, as a container for {@code kept}. */
  ContainerId fetch(Keeping kept) throws PlashException;
}
