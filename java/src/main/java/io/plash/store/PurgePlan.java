package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.ShellQuote;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths to delete when a data directory is emptied. Those of {@code first} are in the order in which to delete
 * them: names go before what they stand for. Those of {@code last} go at the end, since the directory is recognised
 * by them when an interrupted purge is repeated.
 */
public record PurgePlan(List<Path> first, List<Path> last) {
  private static final String MARK = "config";
  private static final List<String> NAMES_FIRST = List.of("plan", "id_counter", "index", "map");
  private static final int SHOWN = 5;

  /** Returns the plan for {@code data}. Fails when the directory holds files that plash did not make. */
  public static PurgePlan of(DataPaths data) throws PlashException {
    List<Path> first = new ArrayList<>();
    List<Path> last = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    for (String name : NAMES_FIRST) {
      if (Files.exists(data.root().resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        first.add(data.root().resolve(name));
      }
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(data.root())) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!DataDirectorySetup.isKnown(entry)) {
          foreign.add(name);
        } else if (name.equals(MARK)) {
          last.add(entry);
        } else if (!NAMES_FIRST.contains(name) && !name.equals(DataDirectorySetup.LOST_AND_FOUND)) {
          first.add(entry);
        }
      }
    } catch (IOException e) {
      throw PlashException.of("cannot read the data directory " + data.root() + ": " + IoReason.of(e, data.root()), e);
    }
    PurgePlan purge = new PurgePlan(List.copyOf(first), List.copyOf(last));
    purge.requirePlash(data, foreign);
    return purge;
  }

  /** Tells whether there is nothing to delete. */
  public boolean isEmpty() {
    return first.isEmpty() && last.isEmpty();
  }

  private void requirePlash(DataPaths data, List<String> foreign) throws PlashException {
    String reason = "";
    String advice = "is PLASH_DATA right? `plash data` prints the directory";
    if (!foreign.isEmpty()) {
      foreign.sort(null);
      String more = foreign.size() > SHOWN ? ", ..." : "";
      reason = "it holds " + String.join(", ", foreign.subList(0, Math.min(SHOWN, foreign.size()))) + more;
    } else if (!first.isEmpty() && !Files.isRegularFile(data.unionTaste())
        && !Files.isDirectory(DataPaths.rootOf(data.rootNode()))) {
      reason = "it has no config/union_taste and no layer/0/_data/root";
      advice = "if it is what is left of one: plash sudo rm -rf " + ShellQuote.quote(data.root().toString());
    } else if (first.isEmpty() && !last.isEmpty() && !holdsOnlyTaste(last.get(0))) {
      reason = "its config holds other files";
    }
    if (!reason.isEmpty()) {
      throw PlashException.of(
              "cannot purge " + data.root() + ": it does not look like a data directory of plash: " + reason)
          .withHint("nothing was deleted; " + advice);
    }
  }

  // That is what a purge that was killed at its very end leaves.
  private static boolean holdsOnlyTaste(Path config) {
    String[] names = config.toFile().list();
    return names != null && (names.length == 0 || names.length == 1 && names[0].equals("union_taste"));
  }
}
