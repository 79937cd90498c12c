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

/** Which of the programs that have ended lose their changes before `clean`, so that tmp/ has an end. */
final class EndedRuns {
  /** So many entries of {@code tmp/}, two for most programs, are looked through. */
  static final int MANY_ENTRIES = 400;

  private static final int KEPT = 100;
  private static final int AT_ONCE = 500; // so that no build waits long for what others left

  private EndedRuns() {}

  /** The entries of {@code tmp/} to delete, among {@code entries} of programs that have ended: the oldest. */
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
      return FileTime.fromMillis(0); // gone
    }
  }
}
