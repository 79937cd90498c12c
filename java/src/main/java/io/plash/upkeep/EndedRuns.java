package io.plash.upkeep;

import io.plash.store.ScratchEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses the runs whose changes are deleted before a {@code plash clean}, so that tmp/ does not grow for ever. */
final class EndedRuns {
  /** Up to this number of entries of runs in {@code tmp/}, two for most runs, none is deleted. */
  static final int MANY_ENTRIES = 400;

  private static final int KEPT = 100;
  private static final int AT_ONCE = 500; // so that no build waits long

  private EndedRuns() {}

  /** Returns which of {@code entries}, all of runs that have ended, to delete: those of the oldest runs. */
  static List<ScratchEntry> surplus(List<ScratchEntry> entries) {
    Map<String, List<ScratchEntry>> runs = new HashMap<>();
    Map<String, FileTime> times = new HashMap<>();
    for (ScratchEntry entry : entries) {
      String run = entry.directory();
      runs.computeIfAbsent(run, name -> new ArrayList<>()).add(entry);
      times.merge(run, time(entry.path()), (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
    List<String> oldestFirst = new ArrayList<>(runs.keySet());
    oldestFirst.sort((one, other) -> times.get(one).compareTo(times.get(other)));
    List<ScratchEntry> surplus = new ArrayList<>();
    for (String run : oldestFirst.subList(0, Math.min(Math.max(runs.size() - KEPT, 0), AT_ONCE))) {
      surplus.addAll(runs.get(run));
    }
    return surplus;
  }

  private static FileTime time(Path entry) {
    try {
      return Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // it is gone
    }
  }
}
