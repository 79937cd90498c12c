package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.host.MountTables;
import io.plash.host.Namespaces;
import io.plash.program.Tool;
import io.plash.store.Container;
import io.plash.store.ContainerList;
import io.plash.store.DataPaths;
import io.plash.store.PurgePlan;
import io.plash.store.ScratchEntry;
import io.plash.terminal.HumanUnits;
import io.plash.upkeep.NamespacedRm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Worker with the arguments TERMINAL [--yes] [--dry-run]: empties the data directory. Without --yes it asks first;
 * TERMINAL is {@code yes} where a person is at standard input.
 */
final class PurgeCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    DataPaths data = invocation.unopened().data();
    if (!Files.exists(data.root(), LinkOption.NOFOLLOW_LINKS)) {
      invocation.messages().println("plash: nothing to purge: " + data.root() + " is not there");
      return;
    }
    PurgePlan purge = PurgePlan.of(data);
    if (purge.isEmpty()) {
      invocation.messages().println("plash: nothing to purge: " + data.root() + " is empty");
      return;
    }
    requireNothingMovedIn(data);
    int used = inUse(data).size();
    if (used > 0) {
      invocation.messages().println("plash: programs in containers, or builds, still use " + used
          + " of the directories in " + data.temp() + "; they will lose their files");
    }
    List<String> options = invocation.rest(1);
    if (options.contains("--yes") && !options.contains("--dry-run")) {
      delete(invocation, data, purge);
      return;
    }
    invocation.messages().println("plash: " + held(invocation, data));
    if (!options.contains("--dry-run")
        && new Confirmation(System.in, invocation.argument(0).equals("yes"))
            .asks(invocation.results(), "Delete all build data?")) {
      delete(invocation, data, purge);
    }
  }

  // A directory that a killed add-layer has moved in belongs to the user.
  private static void requireNothingMovedIn(DataPaths data) throws PlashException {
    for (ScratchEntry entry : scratchEntries(data)) {
      if (entry.isMovedIn()) {
        throw PlashException.of("cannot purge " + data.root() + ": add-layer has moved a directory of yours to "
                + entry.movedIn())
            .withHint("nothing was deleted; `plash clean` says how to put it back");
      }
    }
  }

  // Empty where tmp/ is missing or cannot be read, since all is to be deleted anyway.
  private static List<ScratchEntry> scratchEntries(DataPaths data) {
    try {
      return ScratchEntry.all(data).stream().filter(ScratchEntry::hasScratchName).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  // Says what would be deleted, with the size of the layers where it can be told.
  private static String held(Invocation invocation, DataPaths data) throws PlashException {
    List<Container> containers = new ContainerList(data).containers();
    String count = containers.size() == 1 ? "1 container" : containers.size() + " containers";
    long bytes = 0;
    for (long size : LsCommand.sizes(invocation, data, containers).values()) {
      bytes += size;
    }
    return data.root() + " holds " + count + (bytes > 0 ? ", " + HumanUnits.bytes(bytes) : "");
  }

  private static void delete(Invocation invocation, DataPaths data, PurgePlan purge) throws PlashException {
    Tool tool = new Tool(invocation.environment());
    Namespaces namespaces = CommandContext.probe(invocation.environment());
    NamespacedRm deletion = new NamespacedRm(namespaces, tool);
    NamespacedRm.Outcome outcome = deletion.delete(purge.first());
    if (outcome.left().isEmpty()) {
      outcome = deletion.delete(purge.last());
    }
    if (!outcome.left().isEmpty()) {
      throw PlashException.of("cannot delete all of " + data.root() + ": " + outcome.reason())
          .withHint(NamespacedRm.ADVICE + ", and purge again");
    }
  }

  private static Set<String> inUse(DataPaths data) throws PlashException {
    Set<String> used = new TreeSet<>();
    Set<String> mounted = MountTables.namesWith(ScratchEntry.PREFIX);
    for (ScratchEntry entry : scratchEntries(data)) {
      if (mounted.contains(entry.directory()) || !entry.isDead()) {
        used.add(entry.directory());
      }
    }
    return used;
  }
}
