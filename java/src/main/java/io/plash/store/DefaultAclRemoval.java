package io.plash.store;

import io.plash.failure.PlashException;
import java.nio.file.Path;

/** Removes the default access control list that a directory has inherited from its parent. */
@FunctionalInterface
public interface DefaultAclRemoval {
  /** Removes the list of {@code directory}, if any, so that files in it get the modes that they are made with. */
  void remove(Path directory) throws PlashException;
}
