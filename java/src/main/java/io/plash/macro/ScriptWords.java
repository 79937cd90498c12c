package io.plash.macro;

import io.plash.lang.Hint;
import io.plash.lang.MacroException;
import io.plash.text.PythonRepr;
import io.plash.text.ShellQuote;
import java.util.List;

/** Quotes words of the user for a build script. */
final class ScriptWords {
  private ScriptWords() {}

  /**
   * Quotes {@code word} for a shell. A word that holds the line of a hint is refused: plash finds hints before
   * a shell sees the quotes, so the hint would take effect and tear the script apart.
   */
  static String quote(String word) throws MacroException {
    if (Hint.hidesIn(word)) {
      throw MacroException.of("there is a plash hint in the argument " + PythonRepr.of(word));
    }
    return ShellQuote.quote(word);
  }

  /** Returns a name for messages: in quotes only when it needs them. */
  static String shown(String name) {
    return ShellQuote.quote(name).equals(name) ? name : PythonRepr.of(name);
  }

  /** Quotes the words and joins them with blanks. */
  static String quoteAll(List<String> words) throws MacroException {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append(text.length() == 0 ? "" : " ").append(quote(word));
    }
    return text.toString();
  }
}
