package io.plash.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Finds the known names that a mistyped name may have been meant to be. */
public final class NearestNames {
  private NearestNames() {}

  /**
   * Returns the names in {@code known} with the fewest differences to {@code name}, or none when the nearest
   * differs too much for a typing error.
   */
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

  /**
   * Counts the characters to insert, delete, replace or swap with a neighbour that turn one word into the
   * other.
   */
  private static int distance(String from, String to) {
    int[][] rows = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
          continue;
        }
        int replaced = rows[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        rows[i][j] = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        if (i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1)) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[from.length()][to.length()];
  }
}
