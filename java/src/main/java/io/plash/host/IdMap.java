package io.plash.host;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ids that exist in the user namespace of this process, see user_namespaces(7), in ascending ranges. */
public record IdMap(List<Range> ranges) {
  /** A range of {@code count} ids that begins with {@code first}. */
  public record Range(long first, long count) {}

  /** Copies the list. */
  public IdMap {
    ranges = List.copyOf(ranges);
  }

  /** Reads {@code /proc/self/uid_map} or {@code gid_map}. */
  static IdMap read(Path file) throws PlashException {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw PlashException.of("cannot read " + file + ": " + IoReason.of(e, file), e)
          .withHint("is /proc mounted?");
    }
  }

  /** Returns the map that such a file holds. */
  public static IdMap parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] numbers = line.strip().split(" +"); // INSIDE OUTSIDE COUNT
      ranges.add(new Range(Long.parseLong(numbers[0]), Long.parseLong(numbers[2])));
    }
    return new IdMap(ranges);
  }

  /** Returns how many ids there are. */
  public long count() {
    return ranges.stream().mapToLong(Range::count).sum();
  }

  /** Tells whether all of {@code ids} are in one of the ranges. */
  boolean has(SubordinateIds ids) {
    return ranges.stream()
        .anyMatch(range -> ids.first() >= range.first() && ids.end() <= range.first() + range.count());
  }

  /** Tells whether there is one id and no other. */
  boolean isSingle() {
    return ranges.size() == 1 && ranges.get(0).count() == 1;
  }

  /** Returns a map for a new user namespace that has the same ids, as {@code plash--idmap} takes it. */
  String same() {
    List<String> numbers = new ArrayList<>();
    for (Range range : ranges) {
      numbers.add(range.first() + "," + range.first() + "," + range.count());
    }
    return String.join(",", numbers);
  }
}
