package io.plash.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Finds out which name may have been meant by one that is not known. */
public final class NearestNames {
  private NearestNames() {}

  /** Those of {@code known} nearest to {@code name}, if a slip of the fingers explains the difference. */
  public static List<String> of(String name, Collection<String> known) {
    int closest = tolerated(name);
    List<String> nearest = new ArrayList<>();
    for (String candidate : known) {
      int distance = distance(name, candidate);
      if (distance < closest) {
        nearest.clear();
        closest = distance;
      }
      if (distance == closest) {
        nearest.add(candidate);
      }
    }
    Collections.sort(nearest);
    return nearest;
  }

  private static int tolerated(String name) {
    if (name.length() < 3) {
      return 0;
    }
    return name.length() < 5 ? 1 : 2;
  }

  /** How many characters must be put in, taken out or replaced to make one word the other. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = from.charAt(i - 1) == to.charAt(j - 1) ? diagonal : diagonal + 1;
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
