package io.plash.upkeep;

import io.plash.store.ScratchEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses the runs whose changes a build or import deletes in passing, so that {@code tmp/} does not fill the disk. */
final class EndedRuns {
  private static final int FEW = 16; // so that no build waits long: a mount is tried for each
  private static final int MANY = 500;
  private static final int MANY_ENTRIES = 400; // two for most runs

  private EndedRuns() {}

  /** Returns those of {@code entries}, all of runs, that belong to a number of runs whose first process has ended. */
  static List<ScratchEntry> among(List<ScratchEntry> entries) {
    Map<String, List<ScratchEntry>> runs = new HashMap<>();
    for (ScratchEntry entry : entries) {
      runs.computeIfAbsent(entry.directory(), name -> new ArrayList<>()).add(entry);
    }
    int left = entries.size() > MANY_ENTRIES ? MANY : FEW;
    List<ScratchEntry> ended = new ArrayList<>();
    for (List<ScratchEntry> run : runs.values()) {
      if (left > 0 && run.get(0).isDeadOfThisVersion()) {
        ended.addAll(run);
        left--;
      }
    }
    return ended;
  }
}
