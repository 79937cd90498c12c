package io.plash.lang;

/** The number of arguments that a macro takes: from {@code least} to {@code most}, both included. */
public record Arity(int least, int most) {
  /** The arity of a macro that takes any number of arguments. */
  public static final Arity ANY = atLeast(0);

  /** Refuses an empty range. */
  public Arity {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException("no number is from " + least + " to " + most);
    }
  }

  /** Returns the arity of a macro that takes exactly {@code count} arguments. */
  public static Arity of(int count) {
    return new Arity(count, count);
  }

  /** Returns the arity of a macro that takes {@code least} arguments or more. */
  public static Arity atLeast(int least) {
    return new Arity(least, Integer.MAX_VALUE);
  }

  /** Fails when {@code count} is outside the range; the message names the range. */
  void check(int count) throws MacroException {
    if (count < least || count > most) {
      throw MacroException.of("takes " + expected() + ", got " + count);
    }
  }

  private String expected() {
    if (most == 0) {
      return "no arguments";
    }
    if (most == Integer.MAX_VALUE) {
      return "at least " + least + plural(least);
    }
    return (most == least ? "" : least + " to ") + most + plural(most);
  }

  private static String plural(int count) {
    return count == 1 ? " argument" : " arguments";
  }
}
