package io.plash.text;

/** Makes text from elsewhere (images, servers, programs) fit to be shown on a terminal. */
public final class TerminalText {
  // Of UAX #11 the blocks that are wide as a whole: Hangul, ideographs with their kana and signs, full width, emoji.
  private static final int[][] WIDE = {
      {0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0xa4cf}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f},
      {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f900, 0x1faff}, {0x20000, 0x3fffd}};

  private static final int MAX_ASCII = 300;

  private TerminalText() {}

  /**
   * Returns the beginning of {@code text}, at most 300 characters, with a question mark for what is no printable ASCII.
   */
  public static String ascii(String text) {
    StringBuilder line = new StringBuilder();
    line(text).chars().limit(MAX_ASCII).forEach(c -> line.append(c >= ' ' && c <= '~' ? (char) c : '?'));
    return line.toString();
  }

  /**
   * Returns {@code text} as one line. Tabs and ends of lines become blanks. Other control characters and format
   * characters, which could move the cursor, change colours or turn the direction of writing, become question marks.
   */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int at = 0; at < text.length();) {
      int c = text.codePointAt(at);
      line.appendCodePoint(shown(c));
      at += Character.charCount(c);
    }
    return line.toString();
  }

  /** Returns how many columns of a terminal {@code line} takes: signs of East Asia take two, marks upon others none. */
  public static int columns(String line) {
    int sum = 0;
    for (int at = 0; at < line.length();) {
      int c = line.codePointAt(at);
      sum += columns(c);
      at += Character.charCount(c);
    }
    return sum;
  }

  /** Returns the beginning of {@code line} that takes at most {@code columns} columns. */
  public static String cut(String line, int columns) {
    int end = 0;
    int left = columns;
    while (end < line.length()) {
      int c = line.codePointAt(end);
      left -= columns(c);
      if (left < 0) {
        break;
      }
      end += Character.charCount(c);
    }
    return line.substring(0, end);
  }

  private static int columns(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int[] wide : WIDE) {
      if (c >= wide[0] && c <= wide[1]) {
        return 2;
      }
    }
    return 1;
  }

  private static int shown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\t' || c == '\n' || c == '\r' ? ' ' : '?';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.FORMAT -> '?';
      default -> c;
    };
  }
}
