package io.plash.cmd;

import java.util.ArrayList;
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
    String rest = text.replace("\\\n", "").strip();
    String first = "";
    while (!rest.isEmpty()) {
      int end = end(rest);
      String line = rest.substring(0, end).strip();
      rest = rest.substring(end).strip();
      if (!prepares(line)) {
        return rest.isEmpty() ? line : line + MORE;
      }
      first = first.isEmpty() ? line + (rest.isEmpty() ? "" : MORE) : first;
    }
    return first;
  }

  // A line ends at a newline or a carriage return, or with the text.
  private static int end(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
        return at;
      }
    }
    return text.length();
  }

  // Comments, settings of the shell, and the fetching of lists of packages, such as `apt-get -qq update`.
  private static boolean prepares(String line) {
    String[] words = line.split("[ \t]+");
    List<String> plain = new ArrayList<>();
    for (String word : words) {
      if (!word.startsWith("-") && !isAssignment(word)) {
        plain.add(word);
      }
    }
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
