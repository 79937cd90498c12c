package io.plash.store;

import io.plash.failure.PlashException;
import java.nio.file.Path;

/** Frees a directory of the default access control list that it has inherited from its parent. */
@FunctionalInterface
public interface DefaultAclRemoval {
  /** Does it where there is one, so that files made in {@code directory} have the modes they are made with. */
  void make(Path directory) throws PlashException;
}
