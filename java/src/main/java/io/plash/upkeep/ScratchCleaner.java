package io.plash.upkeep;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.MountTables;
import io.plash.program.CleanupOnSignal;
import io.plash.program.ProcessTree;
import io.plash.program.StrayUnpackers;
import io.plash.store.DataPaths;
import io.plash.store.Scratch;
import io.plash.store.ScratchEntry;
import io.plash.store.SpilledEnvironment;
import io.plash.text.ShellQuote;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Deletes scratch directories and containers, also where other ids of the user's range own files in them. */
public final class ScratchCleaner {
  private final CommandContext context;

  /** Cleans the data directory of {@code context}, inside its namespaces. */
  public ScratchCleaner(CommandContext context) {
    this.context = context;
  }

  /** Kills the processes that run in the layer that is being made in {@code scratch}. */
  public void evict(Path scratch) throws PlashException {
    context.tool().run(null, List.of(context.program("plash--kill-layer"), "../tmp/" + scratch.getFileName()));
  }

  /** Deletes trees, and tells the user about those that cannot be deleted; a later call tries again. */
  void delete(List<Path> trees) throws PlashException {
    NamespacedRm.Outcome outcome = new NamespacedRm(context.namespaces(), context.tool()).delete(trees);
    if (!outcome.left().isEmpty()) {
      context.messages().println(
          "plash: left behind in " + context.store().data().temp() + ": " + outcome.reason()
              + "; " + NamespacedRm.ADVICE + ", `plash clean` tries again");
    }
  }

  /** Deletes {@code scratch} with files of other ids in it. */
  public void discard(Scratch scratch) throws PlashException {
    discard(List.of(scratch));
  }

  /** Deletes {@code scratches} with files of other ids in them. */
  public void discard(List<Scratch> scratches) throws PlashException {
    List<Path> left = new ArrayList<>();
    for (Scratch scratch : scratches) {
      scratch.close();
      if (Files.exists(scratch.path())) {
        left.add(scratch.path());
      }
    }
    if (!left.isEmpty()) {
      delete(left);
    }
  }

  /** Does what {@link #discardOnSignal(List)} does for one. */
  public CleanupOnSignal discardOnSignal(Scratch scratch) {
    return discardOnSignal(List.of(scratch));
  }

  /**
   * Has a signal that ends this process kill the programs that this process has started and delete {@code scratches},
   * which they fill. That lasts until the result is closed or held.
   */
  public CleanupOnSignal discardOnSignal(List<Scratch> scratches) {
    return new CleanupOnSignal(() -> {
      ProcessTree.ofThisProcess().kill();
      try {
        discard(scratches);
      } catch (PlashException e) {
        return; // the next import finds what is left
      }
    });
  }

  /** Deletes containers and all that is built upon them. */
  public void remove(List<ContainerId> ids) throws PlashException {
    remove(ids, Optional.empty());
  }

  /**
   * Deletes them likewise. Runs {@code outOfSight} when nobody sees them any more, before
   * their files are deleted.
   */
  public void remove(List<ContainerId> ids, Runnable outOfSight) throws PlashException {
    remove(ids, Optional.of(outOfSight));
  }

  private void remove(List<ContainerId> ids, Optional<Runnable> outOfSight) throws PlashException {
    List<Path> removed = new ArrayList<>();
    try {
      for (ContainerId id : ids) {
        Optional<Path> place = context.store().remove(id);
        if (place.isPresent()) {
          removed.add(place.get());
        }
      }
      if (outOfSight.isPresent()) {
        outOfSight.get().run();
      }
    } finally {
      delete(removed);
    }
  }

  /**
   * Deletes what killed builds have left in {@code tmp/}, and the changes of those runs that {@link EndedRuns} chooses.
   * The others stay for the next call, or {@code plash clean}.
   */
  public void deleteDeadDrafts() throws PlashException {
    List<ScratchEntry> dead = new ArrayList<>();
    List<ScratchEntry> runs = new ArrayList<>();
    for (ScratchEntry entry : entries()) {
      if (entry.isOfRun()) {
        runs.add(entry);
      } else if (entry.isDeadOfThisVersion() && !entry.isMovedIn()) {
        dead.add(entry);
      }
    }
    List<ScratchEntry> ended = EndedRuns.among(runs);
    if (!dead.isEmpty() || !ended.isEmpty()) {
      Set<String> mounted = MountTables.namesWith(ScratchEntry.PREFIX);
      evictAll(dead, mounted);
      ended.removeIf(entry -> mounted.contains(entry.directory()));
      dead.addAll(unused(ended));
      delete(paths(dead));
    }
  }

  /**
   * Deletes all scratch directories that no process uses any more, with what lies beside them, and returns the number
   * of directories. A run is used as long as any process that it started has its changes mounted.
   */
  public int deleteUnused() throws PlashException {
    List<Path> dead = unused(true);
    if (dead.isEmpty()) {
      return 0;
    }
    int before = directories(dead);
    delete(dead);
    return before - directories(dead);
  }

  /** Returns how many directories {@link #deleteUnused} would delete. */
  public int countUnused() throws PlashException {
    return directories(unused(false));
  }

  // With {@code evict}, the processes that killed builds have left in theirs are killed.
  private List<Path> unused(boolean evict) throws PlashException {
    List<ScratchEntry> drafts = new ArrayList<>();
    List<ScratchEntry> runs = new ArrayList<>();
    for (ScratchEntry entry : entries()) {
      if (!entry.isDead()) {
        continue;
      }
      if (entry.isMovedIn()) {
        tellMovedIn(entry);
      } else {
        (entry.isOfRun() ? runs : drafts).add(entry);
      }
    }
    if (drafts.isEmpty() && runs.isEmpty()) {
      return List.of();
    }
    Set<String> mounted = MountTables.namesWith(ScratchEntry.PREFIX);
    if (evict) {
      evictAll(drafts, mounted);
    }
    runs.removeIf(entry -> mounted.contains(entry.directory()));
    drafts.addAll(unused(runs));
    return paths(drafts);
  }

  private List<ScratchEntry> unused(List<ScratchEntry> runs) throws PlashException {
    Set<String> used = new LiveChanges(context).among(runs);
    return runs.stream().filter(entry -> !used.contains(entry.directory())).toList();
  }

  private static List<Path> paths(List<ScratchEntry> entries) {
    return entries.stream().map(ScratchEntry::path).toList();
  }

  private void tellMovedIn(ScratchEntry entry) {
    String from = entry.movedFrom();
    String place = ShellQuote.quote(entry.movedIn().toString());
    context.messages().println("plash: an add-layer that was killed left " + (from.isEmpty() ? "a directory" : from)
        + " in the data directory; put it back with: mv -T -- " + place + " "
        + (from.isEmpty() ? "DIRECTORY" : ShellQuote.quote(from)));
  }

  private void evictAll(List<ScratchEntry> drafts, Set<String> mounted) throws PlashException {
    for (ScratchEntry draft : drafts) {
      Path temp = draft.path().getParent();
      StrayUnpackers.endUnpacking("/" + temp.relativize(draft.movedIn()));
      if (mounted.contains(draft.path().getFileName().toString())) {
        evict(draft.path());
      }
    }
  }

  private static int directories(List<Path> paths) {
    int count = 0;
    for (Path path : paths) {
      count += Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? 1 : 0;
    }
    return count;
  }

  private List<ScratchEntry> entries() throws PlashException {
    DataPaths data = context.store().data();
    try {
      List<ScratchEntry> all = ScratchEntry.all(data);
      for (ScratchEntry entry : all) {
        SpilledEnvironment.empty(entry.path());
      }
      return all;
    } catch (IOException e) {
      throw PlashException.of("cannot read " + data.temp() + ": " + IoReason.of(e, data.temp()), e);
    }
  }
}
