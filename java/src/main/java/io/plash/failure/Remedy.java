package io.plash.failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The words for something that a machine lacks: what does not work because of it, and how to mend it. Both are
 * empty when nothing is known about it. They stand in {@code lib/remedies}, which the shell reads too.
 */
public record Remedy(String effect, String fix) {
  private static final Remedy UNKNOWN = new Remedy("", "");
  private static final int FIELDS = 3;

  /**
   * Reads the words about {@code name} from the command programs' folder that PLASH_LIBEXEC of {@code environment}
   * names. {@code fillings} are pairs of a word and its value: {@code {word}} in the fix is replaced by the value.
   */
  public static Remedy of(Map<String, String> environment, String name, String... fillings) {
    Path file = Path.of(environment.getOrDefault("PLASH_LIBEXEC", "/"), "lib/remedies");
    try {
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split("\\|", FIELDS);
        if (fields.length == FIELDS && fields[0].equals(name)) {
          return new Remedy(fields[1], filled(fields[2], fillings));
        }
      }
      return UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN; // the failure is told without its remedy
    }
  }

  private static String filled(String fix, String... fillings) {
    String text = fix;
    for (int at = 0; at + 1 < fillings.length; at += 2) {
      text = text.replace("{" + fillings[at] + "}", fillings[at + 1]);
    }
    return text;
  }
}
