package io.plash.external;

import io.plash.lang.MacroException;
import io.plash.lang.SourceText;

/** Text that comes from outside, on its way into a script. */
final class ScriptText {
  /** What a macro may give, in bytes: far more than anybody writes. */
  static final int LONGEST = 16 << 20;

  private ScriptText() {}

  /** {@code text} with lines as a shell reads them; it holds nothing that no shell would see. */
  static String checked(String text) throws MacroException {
    if (text.indexOf('\0') >= 0) {
      throw MacroException.of("ValueError", "there is a NUL character in its text");
    }
    return SourceText.normalized(text);
  }
}
