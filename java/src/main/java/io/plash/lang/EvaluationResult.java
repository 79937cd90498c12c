package io.plash.lang;

import java.util.SortedSet;

/**
 * The result of evaluating a script.
 *
 * @param marked the text of the build script, with the marks of {@link HiddenValue}; it is empty or ends with a
 *     newline
 * @param repeatable whether the same words will give the same text next time, as long as the macros and what
 *     they read from {@link MacroHost} stay the same
 * @param macros the names of the macros that were called, without those that the script defined
 */
public record EvaluationResult(String marked, boolean repeatable, SortedSet<String> macros) {
  /** Returns the text without marks. */
  public String text() {
    return HiddenValue.plain(marked);
  }

  /** Splits the text into layers and hints. */
  public Script script() {
    return Script.parse(marked);
  }
}
