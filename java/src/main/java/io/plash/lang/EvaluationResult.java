package io.plash.lang;

import java.util.SortedSet;

/**
 * What the evaluation of a script gives.
 *
 * @param marked the script text: empty, or ending with a newline; with the marks of {@link HiddenValue}
 * @param repeatable whether the same words will give the same text next time, as long as what the
 *     script took from its {@link MacroHost} and its macros are the same
 * @param macros the names of all macros that made it, but those that the script defined
 */
public record EvaluationResult(String marked, boolean repeatable, SortedSet<String> macros) {
  /** The text without marks. */
  public String text() {
    return HiddenValue.plain(marked);
  }

  /** The text taken apart. */
  public Script script() {
    return Script.parse(marked);
  }
}
