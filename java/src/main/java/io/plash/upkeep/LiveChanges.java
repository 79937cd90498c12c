package io.plash.upkeep;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.MountTables;
import io.plash.host.Namespaces;
import io.plash.program.ArgumentBatches;
import io.plash.program.Tool;
import io.plash.store.ScratchEntry;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds runs whose first process has ended while others that it started go on with the changes. */
final class LiveChanges {
  private final CommandContext context;

  /** Looks at the scratch directories of {@code context}. */
  LiveChanges(CommandContext context) {
    this.context = context;
  }

  /**
   * Returns the names of the scratch directories of {@code entries} whose changes are mounted according to the
   * kernel, though no mount table shows it (see {@link MountTables}). A mount is tried for each that has changes.
   * Empty where no new namespaces can be made to try it in.
   */
  Set<String> among(List<ScratchEntry> entries) throws PlashException {
    Set<String> used = new TreeSet<>();
    List<String> names = candidates(entries);
    if (names.isEmpty() || context.namespaces().kind() == Namespaces.Kind.NONE) {
      return used;
    }
    for (List<String> batch : ArgumentBatches.of(names)) {
      List<String> command = new ArrayList<>(List.of(context.program("plash--used")));
      command.addAll(batch);
      Tool.Result result =
          context.namespaces().run(context.tool(), context.store().data().lower().toFile(), command);
      result.output().lines().forEach(used::add);
    }
    return used;
  }

  private static List<String> candidates(List<ScratchEntry> entries) {
    Set<String> names = new TreeSet<>();
    for (ScratchEntry entry : entries) {
      String name = entry.directory();
      if (Files.isDirectory(entry.path().resolveSibling(name).resolve("work"))) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }
}
