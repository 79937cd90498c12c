package io.plash.lang;

/**
 * What evaluation gives.
 *
 * @param text the script text: empty, or ending with a newline
 * @param repeatable whether the same words in the same {@link Surroundings} will give the same text
 *     next time, so that the outcome of a build may be recorded under them
 */
public record Evaluated(String text, boolean repeatable) {
  /** The text taken apart. */
  public Script script() {
    return Script.parse(text);
  }
}
