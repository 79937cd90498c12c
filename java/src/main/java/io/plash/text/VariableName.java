package io.plash.text;

/** The rule for names of shell variables. */
public final class VariableName {
  private VariableName() {}

  /** Tells whether {@code text} consists of ASCII letters, digits and underscores and does not begin with a digit. */
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
