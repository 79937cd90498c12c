package io.plash.external;

import io.plash.lang.MacroException;
import io.plash.lang.SourceText;

/** Checks the text that a program or python3 gives for a script. */
final class ScriptText {
  /** The limit in bytes for the text of a macro, far more than anybody writes. */
  static final int LONGEST = 16 << 20;

  private ScriptText() {}

  /** Returns {@code text} with the line ends of a shell. A NUL character in it, which no shell reads, is a failure. */
  static String checked(String text) throws MacroException {
    if (text.indexOf('\0') >= 0) {
      throw MacroException.of("there is a NUL character in its text");
    }
    return SourceText.normalized(text);
  }
}
