package io.plash.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A layer of a {@link MergedTree}, which is asked for a path only when it has the first name of that. */
final class TreeLayer {
  private final Path root;
  private boolean isListed;
  private Optional<Set<String>> names = Optional.empty();

  TreeLayer(Path root) {
    this.root = root;
  }

  /** Returns its root directory. */
  Path root() {
    return root;
  }

  /** Tells whether it may have something at {@code path}, which begins with a slash. */
  boolean mayHave(String path) throws IOException {
    if (!isListed) {
      names = list();
      isListed = true;
    }
    int end = path.indexOf('/', 1);
    return names.isEmpty() || names.get().contains(end < 0 ? path.substring(1) : path.substring(1, end));
  }

  // Returns nothing when it belongs to another id, and may have anything.
  private Optional<Set<String>> list() throws IOException {
    Set<String> found = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      entries.forEach(entry -> found.add(entry.getFileName().toString()));
      return Optional.of(found);
    } catch (AccessDeniedException e) {
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of(Set.of());
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
