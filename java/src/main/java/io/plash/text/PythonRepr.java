package io.plash.text;

/**
 * How messages show a value: the way Python's {@code repr} writes a string, which the messages of
 * the 2018 interface use. What is not printable is escaped, so a value can not forge a terminal line.
 */
public final class PythonRepr {
  private PythonRepr() {}

  /** {@code text} in quotes: single ones, or double ones when it holds a single and no double. */
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

  // As Python's str.isprintable, apart from the blank: no control or format character, no surrogate,
  // private or unassigned one, no separator.
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
