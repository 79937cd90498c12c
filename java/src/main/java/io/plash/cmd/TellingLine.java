package io.plash.cmd;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Finds the line of a script that tells most: the first one that does something, not what prepares it. */
final class TellingLine {
  private static final String MORE = " ...";

  private TellingLine() {}

  /**
   * Returns that line of {@code text}, in which a command goes on behind a backslash, and dots when other lines follow.
   * It is the first line when all lines only prepare something.
   */
  static String of(String text) {
    Iterator<String> lines = text.replace("\\\n", "").lines().filter(line -> !line.isBlank()).iterator();
    String first = "";
    while (lines.hasNext()) {
      String line = lines.next().strip();
      if (!prepares(line)) {
        return lines.hasNext() ? line + MORE : line;
      }
      first = first.isEmpty() ? line + (lines.hasNext() ? MORE : "") : first;
    }
    return first;
  }

  // Comments, settings of the shell, and the fetching of lists of packages, such as `apt-get -qq update`.
  private static boolean prepares(String line) {
    String[] words = line.split("[ \t]+");
    List<String> plain = Arrays.stream(words).filter(word -> !word.startsWith("-") && !isAssignment(word)).toList();
    return switch (words[0]) {
      case "set", "cd", "export", "unset", "umask", "trap", ":" -> true;
      default -> line.startsWith("#") || plain.isEmpty() || plain.size() == 2 && plain.get(1).equals("update");
    };
  }

  private static boolean isAssignment(String word) {
    int equals = word.indexOf('=');
    return equals > 0 && Character.isLetter(word.charAt(0));
  }
}
