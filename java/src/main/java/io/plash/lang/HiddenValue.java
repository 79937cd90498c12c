package io.plash.lang;

import java.util.function.UnaryOperator;

/**
 * Assignments in a build script whose values only the commands of the layer may see. In the text of the script
 * each stands between two NUL characters until the layer is built; no other text of a script can hold one, so
 * that an equal line in a command is not mistaken for such an assignment.
 */
public final class HiddenValue {
  private static final char MARK = '\0';
  private static final String EXPORT = "export ";

  private HiddenValue() {}

  /** Returns the marked assignment of {@code word}, which is quoted for a shell, to the variable {@code name}. */
  public static String export(String name, String word) {
    return MARK + EXPORT + name + "=" + word + MARK;
  }

  /** Returns {@code text} with its values but without marks, as {@code plash eval} prints it and cache keys use it. */
  public static String plain(String text) {
    return text.replace(String.valueOf(MARK), "");
  }

  /** Returns {@code text} with {@code ...} in place of the values, for people. */
  public static String masked(String text) {
    return replaced(text, export -> export.substring(0, export.indexOf('=') + 1) + "...");
  }

  /**
   * Returns {@code text} for the shell that runs the layer. Its trace ({@code set -x}) shows
   * {@code export NAME} in place of a value; the commands that switch the trace off are traced to /dev/null. No
   * line is added, because shells tell line numbers.
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
