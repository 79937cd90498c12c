package io.plash.lang;

/**
 * A macro call as it was written.
 *
 * @param call the call
 * @param word the word that opened it, with its dashes; {@code -la} opens two
 * @param line the number of the line with that word
 * @param empties how many empty words there were among its arguments
 */
record WrittenCall(MacroCall call, String word, int line, int empties) {
  /** Returns a call that stands in no file. */
  static WrittenCall of(MacroCall call) {
    return new WrittenCall(call, "--" + call.name(), 0, 0);
  }
}
