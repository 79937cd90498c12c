package io.plash.text;

/** The rule for names of shell variables. */
public final class VariableName {
  private VariableName() {}

  /** Tells whether {@code text} consists of ASCII letters, digits and underscores and does not begin with a digit. */
  public static boolean isValid(String text) {
    return Characters.areAscii(text, "_") && (text.charAt(0) < '0' || text.charAt(0) > '9');
  }
}
