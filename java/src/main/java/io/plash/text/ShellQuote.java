package io.plash.text;

/** Quotes a word so that a POSIX shell reads exactly that word. */
public final class ShellQuote {
  private static final String HARMLESS = "_@%+=:,./-";

  private ShellQuote() {}

  /** Returns {@code word} unchanged when no character in it is special to a shell, else in single quotes. */
  public static String quote(String word) {
    return isPlain(word) ? word : always(word);
  }

  /** Returns {@code word} in single quotes even when it needs none. */
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
