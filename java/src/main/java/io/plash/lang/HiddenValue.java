package io.plash.lang;

import java.util.function.UnaryOperator;

/**
 * Exports in the text of a script whose values are for the commands of the layer only. Until the layer is
 * made each stands between two marks, which tell it from an equal line that is part of a command: NUL
 * characters, since all other text of a script is refused when it holds one.
 */
public final class HiddenValue {
  private static final char MARK = '\0';
  private static final String EXPORT = "export ";

  private HiddenValue() {}

  /** The export of {@code name}, with its value as {@code word} for a shell. */
  public static String export(String name, String word) {
    return MARK + EXPORT + name + "=" + word + MARK;
  }

  /** {@code text} as a script, values and all: what {@code plash eval} prints and cache keys are made of. */
  public static String plain(String text) {
    return replaced(text, export -> export);
  }

  /** {@code text} for people: with the names, without the values. */
  public static String masked(String text) {
    return replaced(text, export -> export.substring(0, export.indexOf('=') + 1) + "...");
  }

  /**
   * {@code text} for the shell that runs it, whose trace ({@code set -x}, when it is on) shows {@code export NAME}.
   * What turns the trace off is traced itself, to where nobody looks. No line is added: shells tell their numbers.
   */
  public static String untraced(String text) {
    return replaced(text, export -> {
      String assignment = export.substring(EXPORT.length());
      return "{ case $- in *x*) plash_trace=on; set +x ;; esac; } 2>/dev/null; " + assignment
          + "; [ -z \"${plash_trace-}\" ] || { unset plash_trace; set -x; }; "
          + EXPORT + assignment.substring(0, assignment.indexOf('='));
    });
  }

  private static String replaced(String text, UnaryOperator<String> replacement) {
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (int start = text.indexOf(MARK); start >= 0; start = text.indexOf(MARK, done)) {
      int end = text.indexOf(MARK, start + 1);
      out.append(text, done, start).append(replacement.apply(text.substring(start + 1, end)));
      done = end + 1;
    }
    return out.append(text, done, text.length()).toString();
  }
}
