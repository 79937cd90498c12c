package io.plash.text;

/** Quotes a word so that a POSIX shell reads exactly that word. */
public final class ShellQuote {
  private static final String HARMLESS = "_@%+=:,./-";

  private ShellQuote() {}

  /** Returns {@code word} unchanged when no character in it is special to a shell, else in single quotes. */
  public static String quote(String word) {
    return Characters.areAscii(word, HARMLESS) ? word : always(word);
  }

  /** Returns {@code word} in single quotes even when it needs none. */
  public static String always(String word) {
    return "'" + word.replace("'", "'\"'\"'") + "'";
  }
}
