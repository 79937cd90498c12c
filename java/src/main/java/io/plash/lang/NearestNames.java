package io.plash.lang;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Finds out which macro may have been meant by a name that is none. */
final class NearestNames {
  private NearestNames() {}

  /** A line that says what to write instead of {@code name}; empty when nothing comes near. */
  static String advice(String name, Collection<String> known) {
    int equals = name.indexOf('=');
    if (equals > 0 && known.contains(name.substring(0, equals))) {
      return "arguments are words of their own: --" + name.substring(0, equals) + " ARGUMENT";
    }
    List<String> nearest = nearest(name, known);
    return nearest.isEmpty() ? "" : "did you mean --" + String.join(" or --", nearest) + "?";
  }

  /** The names at the smallest distance, if it is one that a slip of the fingers explains. */
  private static List<String> nearest(String name, Collection<String> known) {
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
