package io.plash.text;

/** Makes text from elsewhere (images, servers, programs) fit to be shown on a terminal. */
public final class TerminalText {
  private TerminalText() {}

  /**
   * Returns {@code text} as one line. Tabs and ends of lines become blanks. Other control characters and format
   * characters, which could move the cursor, change colours or turn the direction of writing, become question marks.
   */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> line.appendCodePoint(shown(c)));
    return line.toString();
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
