package io.plash.host;

import java.util.List;

/**
 * The ids that a file such as /etc/subuid gives to one user.
 *
 * @param ranges the ranges without those that newuidmap(1) would not use, in the order of the file's lines
 * @param shared the ranges of other users that overlap with these, as {@code RANGE of OWNER}
 */
public record IdRanges(List<SubordinateIds> ranges, List<String> shared) {
  /** How many ids a container needs beside the user's own, which is 0 there: 1 to 65535. */
  public static final long WANTED = 65_535;

  /** Returns how many ids there are. */
  public long count() {
    return ranges.stream().mapToLong(SubordinateIds::count).sum();
  }
}
