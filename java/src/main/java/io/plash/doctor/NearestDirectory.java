package io.plash.doctor;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds where a directory that is not there yet would be made. */
final class NearestDirectory {
  private NearestDirectory() {}

  /** Returns {@code path}, which is absolute, or the nearest of those that lead to it which is a directory. */
  static Path of(Path path) {
    Path nearest = path;
    while (!Files.isDirectory(nearest)) {
      nearest = nearest.getParent();
    }
    return nearest;
  }
}
