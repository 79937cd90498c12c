package io.plash.external;

import io.plash.lang.MacroException;

/** Text that comes from outside, on its way into a script. */
final class ScriptText {
  /** What a macro may give, in bytes: far more than anybody writes. */
  static final int LONGEST = 16 << 20;

  private ScriptText() {}

  /** {@code text}, which holds nothing that no shell would see. */
  static String checked(String text) throws MacroException {
    if (text.indexOf('\0') >= 0) {
      throw MacroException.of("ValueError", "there is a NUL character in its text");
    }
    return text;
  }
}
