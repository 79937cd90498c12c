package io.plash.text;

/** What a shell takes for the name of a variable. */
public final class VariableName {
  private VariableName() {}

  /** Whether {@code text} is one: ASCII letters, digits and underscores, no digit first. */
  public static boolean isValid(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      if (!letter && (at == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
