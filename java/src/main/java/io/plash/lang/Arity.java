package io.plash.lang;

/** How many arguments a macro takes. */
public record Arity(int least, int most) {
  /** Any number, including none. */
  public static final Arity ANY = atLeast(0);

  /** Refuses a range that holds no number. */
  public Arity {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException("no number is from " + least + " to " + most);
    }
  }

  /** Exactly this many. */
  public static Arity of(int count) {
    return new Arity(count, count);
  }

  /** This many or more. */
  public static Arity atLeast(int least) {
    return new Arity(least, Integer.MAX_VALUE);
  }

  /** Refuses a wrong count, saying which would be right. */
  void check(int count) throws MacroException {
    if (count < least || count > most) {
      throw MacroException.of("TypeError", "takes " + expected() + ", got " + count);
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
