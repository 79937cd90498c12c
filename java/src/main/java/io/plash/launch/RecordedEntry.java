package io.plash.launch;

import io.plash.failure.PlashException;
import io.plash.host.Namespaces;
import io.plash.store.DataPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The way into the namespaces that was written down for the shell and still leads there, so that it need not be found
 * by starting programs. It has to prove itself as {@code namespaces_are_current} in {@code lib/namespaces.sh} wants it.
 *
 * @param text the whole file
 */
public record RecordedEntry(NamespaceEntry entry, String text) {
  /**
   * Reads the entry for the surroundings {@code key} of {@code data}, which the caller calls {@code name}; empty when
   * there is none, or what it rests on has changed.
   *
   * @param stamps the times of now
   * @param taste what config/union_taste has now
   */
  public static Optional<RecordedEntry> read(
      DataPaths data, String name, EntryKey key, RangeStamps stamps, Map<String, String> environment, String taste)
      throws PlashException {
    Path file = data.namespaces(key.toString());
    try {
      if (Namespaces.areForbidden(key.uid()) || owner(file) != key.uid()) {
        return Optional.empty();
      }
      String text = Files.readString(file);
      Optional<NamespaceEntry> entry = NamespaceEntry.known(text, environment, name, taste);
      if (entry.isEmpty()
          || entry.get().namespaces().kind() == Namespaces.Kind.RANGES && !stamps.areKept(data, key)) {
        return Optional.empty();
      }
      return Optional.of(new RecordedEntry(entry.get(), text));
    } catch (IOException e) {
      return Optional.empty(); // there is none, or it is damaged
    }
  }

  private static long owner(Path file) throws IOException {
    return ((Integer) Files.getAttribute(file, "unix:uid")) & 0xffffffffL;
  }
}
