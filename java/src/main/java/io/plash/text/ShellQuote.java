package io.plash.text;

/** Writes a word so that a POSIX shell reads back exactly that word. */
public final class ShellQuote {
  private static final String HARMLESS = "_@%+=:,./-";

  private ShellQuote() {}

  /** {@code word} itself when no shell treats a part of it specially, else in single quotes. */
  public static String quote(String word) {
    return isPlain(word) ? word : always(word);
  }

  /** {@code word} in single quotes, also where it would not need them. */
  public static String always(String word) {
    return "'" + word.replace("'", "'\"'\"'") + "'";
  }

  private static boolean isPlain(String word) {
    for (int at = 0; at < word.length(); at++) {
      char c = word.charAt(at);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !digit && HARMLESS.indexOf(c) < 0) {
        return false;
      }
    }
    return !word.isEmpty();
  }
}
