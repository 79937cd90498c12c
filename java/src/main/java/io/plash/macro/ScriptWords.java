package io.plash.macro;

import io.plash.lang.Hint;
import io.plash.lang.MacroException;
import io.plash.text.PythonRepr;
import io.plash.text.ShellQuote;
import java.util.List;

/** The user's words as words of a shell script. */
final class ScriptWords {
  private ScriptWords() {}

  /**
   * {@code word}, quoted. One that holds a hint line is refused: hints are found before any shell
   * looks at the quotes, so the hint would work, and leave the script torn.
   */
  static String quote(String word) throws MacroException {
    if (Hint.hidesIn(word)) {
      throw MacroException.of("ValueError", "there is a plash hint in the argument " + PythonRepr.of(word));
    }
    return ShellQuote.quote(word);
  }

  /** How messages show a name: one that needs no quotes as it is. */
  static String shown(String name) {
    return ShellQuote.quote(name).equals(name) ? name : PythonRepr.of(name);
  }

  /** The words, quoted, with a blank between them. */
  static String quoteAll(List<String> words) throws MacroException {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append(text.length() == 0 ? "" : " ").append(quote(word));
    }
    return text.toString();
  }
}
