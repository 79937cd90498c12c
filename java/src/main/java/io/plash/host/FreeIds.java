package io.plash.host;

import io.plash.failure.PlashException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds ids that nobody has yet, for a line in subuid(5) and subgid(5). */
final class FreeIds {
  private static final long FIRST = 100_000; // SUB_UID_MIN of login.defs(5)
  private static final long COUNT = 65_536;
  private static final int ID = 2; // the field of passwd(5) and group(5)

  private FreeIds() {}

  /**
   * Returns the first range of 65536 ids that nobody has in {@code etc}: neither as a range, nor as the id of a user
   * or a group. {@code uid} is taken too.
   */
  static SubordinateIds find(Path etc, long uid) throws PlashException {
    List<SubordinateIds> taken = new ArrayList<>(List.of(new SubordinateIds(uid, 1)));
    for (String name : List.of("subuid", "subgid")) {
      for (String[] fields : SubordinateIds.lines(etc.resolve(name))) {
        SubordinateIds.parse(fields).ifPresent(taken::add);
      }
    }
    for (String name : List.of("passwd", "group")) {
      for (String[] fields : SubordinateIds.lines(etc.resolve(name))) {
        if (fields.length > ID && SubordinateIds.isNumber(fields[ID])) {
          taken.add(new SubordinateIds(Long.parseLong(fields[ID]), 1));
        }
      }
    }
    taken.sort(Comparator.comparingLong(SubordinateIds::first));
    SubordinateIds free = new SubordinateIds(FIRST, COUNT);
    for (SubordinateIds other : taken) {
      if (other.overlaps(free)) {
        free = new SubordinateIds(other.end(), COUNT);
      }
    }
    return free;
  }
}
