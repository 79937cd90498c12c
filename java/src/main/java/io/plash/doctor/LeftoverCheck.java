package io.plash.doctor;

import io.plash.failure.IoReason;
import io.plash.store.DataPaths;
import io.plash.store.ScratchEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;

/** Counts what programs that have ended, and builds that were killed, left in {@code tmp/}. */
final class LeftoverCheck implements Check {
  private static final String NAME = "leftovers";

  private final Machine machine;

  LeftoverCheck(Machine machine) {
    this.machine = machine;
  }

  @Override
  public List<Finding> findings() {
    if (machine.data().isEmpty() || !Files.isDirectory(machine.data().get().temp())) {
      return List.of();
    }
    return List.of(finding(machine.data().get()));
  }

  private Finding finding(DataPaths data) {
    int runs = 0;
    int others = 0;
    try {
      for (ScratchEntry entry : ScratchEntry.all(data)) {
        if (Files.isDirectory(entry.path(), LinkOption.NOFOLLOW_LINKS) && entry.isDead()) {
          runs += entry.isOfRun() ? 1 : 0;
          others += entry.isOfRun() ? 0 : 1;
        }
      }
    } catch (IOException e) {
      return Finding.unknown(NAME, "cannot read " + data.temp() + ": " + IoReason.of(e, data.temp()));
    }
    String found = "of " + runs + " programs that have ended, and of " + others + " builds that were killed";
    return others == 0 ? Finding.ok(NAME, found) : Finding.limited(NAME, found, machine.remedy(NAME));
  }
}
