package io.plash.image;

import io.plash.failure.PlashException;

/** How archives are unpacked. */
@FunctionalInterface
public interface Unpacking {
  /** A source that unpacks {@code archive}. */
  ImageSource of(ArchiveInput archive) throws PlashException;
}
