package io.plash.lang;

import java.util.SortedSet;

/**
 * What evaluation gives.
 *
 * @param text the script text: empty, or ending with a newline
 * @param repeatable whether the same words will give the same text next time, as long as what the
 *     script took from its {@link Surroundings} and its macros are the same
 * @param macros the names of all macros that made it, but those that the script defined
 */
public record Evaluated(String text, boolean repeatable, SortedSet<String> macros) {
  /** The text taken apart. */
  public Script script() {
    return Script.parse(text);
  }
}
