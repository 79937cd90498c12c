package io.plash.lang;

/** Text of the build language or of a script, as it comes from files, stdin, the network and macros. */
public final class SourceText {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private SourceText() {}

  /**
   * Returns {@code text} without a byte order mark at its start and with a newline in place of each CRLF. A
   * carriage return anywhere else stays.
   */
  public static String normalized(String text) {
    String marked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    return marked.replace("\r\n", "\n");
  }
}
