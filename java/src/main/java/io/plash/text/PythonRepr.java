package io.plash.text;

/**
 * Shows a value in a message as Python's {@code repr} writes a string; the messages of the 2018 interface do
 * so. Characters that do not print are escaped, so that a value cannot control the terminal.
 */
public final class PythonRepr {
  private PythonRepr() {}

  /** Returns {@code text} in single quotes, or in double quotes when it holds a single and no double quote. */
  public static String of(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
    text.codePoints().forEach(c -> append(out, c, quote));
    return out.append(quote).toString();
  }

  private static void append(StringBuilder out, int c, char quote) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (c == ' ' || isPrintable(c)) {
          out.appendCodePoint(c);
        } else {
          escape(out, c);
        }
      }
    }
  }

  // The rule of Python's str.isprintable, except for the blank, which repr does not escape.
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
          Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR -> false;
      default -> true;
    };
  }

  private static void escape(StringBuilder out, int c) {
    String hex = Integer.toHexString(c);
    int width = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    out.append('\\').append(width == 2 ? 'x' : width == 4 ? 'u' : 'U');
    out.append("0".repeat(width - hex.length())).append(hex);
  }
}
