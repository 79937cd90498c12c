package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the data directory in which a path lies. What a program changes there, or another data directory, would become
 * part of layers, or be deleted with them; only its tmp/ is a place for anything.
 */
public final class DataDirectoryAround {
  private DataDirectoryAround() {}

  /** Returns the data directory in which {@code path} lies, or would be made; empty when there is none. */
  public static Optional<Path> find(Path path) throws PlashException {
    Path place = nearest(path.toAbsolutePath());
    try {
      Path real = place.toRealPath();
      for (Path above = real; above != null; above = above.getParent()) {
        DataPaths data = new DataPaths(above);
        if (Files.isDirectory(DataPaths.rootOf(data.rootNode())) && Files.exists(data.idCounter())) {
          boolean free = real.startsWith(data.temp()) && !path.toAbsolutePath().equals(data.temp());
          return free ? Optional.empty() : Optional.of(above);
        }
      }
    } catch (IOException e) {
      throw PlashException.of("cannot look at " + place + ": " + IoReason.of(e, place), e);
    }
    return Optional.empty();
  }

  // Where nothing can be looked at, nothing can be made either, and whoever tries says so.
  private static Path nearest(Path path) {
    Path place = path;
    while (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      place = place.getParent();
    }
    return Files.exists(place) ? place : place.getRoot();
  }
}
