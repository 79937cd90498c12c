package io.plash.value;

/**
 * How messages show a value: the way Python's {@code repr} writes a string, which the messages of
 * the 2018 interface use. Control characters are escaped, so a value can not forge a terminal line.
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
        } else if (c < 0x20 || c >= 0x7f && c < 0xa0) {
          out.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }
}
