package io.plash.catalog;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import io.plash.value.Digest;
import io.plash.value.LockFile;
import io.plash.value.LockLine;
import java.util.List;
import java.util.Optional;

/**
 * The lock file that a build goes by: it takes no other bytes than are named there.
 *
 * @param file what the lock file says
 * @param name what messages call it
 * @param remedy what to type to add a line
 */
public record BuildLock(LockFile file, String name, String remedy) {
  /** Finds the lock file of a build, when the first image is wanted. */
  @FunctionalInterface
  public interface Finder {
    /** A build without a lock file. */
    Finder NONE = Optional::empty;

    /** Returns the lock file, or nothing when the build has none. */
    Optional<BuildLock> find() throws PlashException;
  }

  /** Returns the line for an image; a build without one fails. */
  LockLine line(String origin, String image, String architecture) throws PlashException {
    Optional<LockLine> line = file.find(origin, image, architecture);
    if (line.isPresent()) {
      return line.get();
    }
    List<String> others = file.architectures(origin, image);
    String elsewhere = others.isEmpty()
        ? "" : " for " + architecture + ", only for " + String.join(", ", others);
    throw PlashException.of(PythonRepr.of(origin + " " + image) + " is not in " + name + elsewhere)
        .withHint(remedy);
  }

  /** Returns the digest of all that the lock file says. */
  Digest digest() {
    return Digest.of(file.text());
  }
}
