package io.plash.text;

/** Tells texts by the characters that they are made of. No test is true of an empty text. */
public final class Characters {
  private Characters() {}

  /** Whether {@code text} has ASCII digits only. */
  public static boolean areDigits(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (!isDigit(text.charAt(at))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether {@code text} has only lower-case hexadecimal digits. */
  public static boolean areHexDigits(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (!isDigit(text.charAt(at)) && (text.charAt(at) < 'a' || text.charAt(at) > 'f')) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether {@code text} has only ASCII letters, ASCII digits and characters of {@code more}. */
  public static boolean areAscii(String text, String more) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (!isAsciiLetterOrDigit(c) && more.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether {@code text} has only letters and digits of any script, and characters of {@code more}. */
  public static boolean areLetters(String text, String more) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (!Character.isLetterOrDigit(c) && more.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether {@code c} is a letter or a digit of ASCII. */
  public static boolean isAsciiLetterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
