package io.plash.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Making and deleting directories of the store. */
final class Directories {
  private Directories() {}

  /** Makes a directory and its parents, mode 0755 whatever the umask. */
  static Path make(Path path) throws IOException {
    Files.createDirectories(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    return path;
  }

  /**
   * Deletes a tree without following links; leaves what it may not delete. Directories may be deep: no
   * more than one is open at a time.
   */
  static void deleteBestEffort(Path tree) {
    Deque<Path> pending = new ArrayDeque<>(List.of(tree));
    Set<Path> emptied = new HashSet<>();
    while (!pending.isEmpty()) {
      Path path = pending.peek();
      try {
        Files.deleteIfExists(path);
        pending.pop();
      } catch (DirectoryNotEmptyException e) {
        if (!emptied.add(path) || !pushEntries(path, pending)) {
          pending.pop();
        }
      } catch (IOException e) {
        pending.pop();
      }
    }
  }

  // False when it can not be read: left for the sweep inside the namespace.
  private static boolean pushEntries(Path directory, Deque<Path> pending) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(pending::push);
      return true;
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
  }
}
