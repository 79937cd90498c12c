package io.plash.terminal;

/** Writes amounts as people read them, in powers of 1000. */
public final class HumanUnits {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};
  private static final int STEP = 1000;
  private static final int MINUTE = 60;

  private HumanUnits() {}

  /** Returns a number of bytes with about three digits, such as {@code 999 B}, {@code 1.5 kB} or {@code 157 MB}. */
  public static String bytes(long bytes) {
    if (bytes < STEP) {
      return bytes + " B";
    }
    int unit = 0;
    long tenths = bytes / (STEP / 10);
    while (tenths >= STEP * 10L) {
      tenths /= STEP;
      unit++;
    }
    String number = tenths < STEP ? tenths / 10 + "." + tenths % 10 : Long.toString(tenths / 10);
    return number + " " + UNITS[unit];
  }

  /** Returns a number of seconds in the form {@code 0:07}, {@code 12:30} or {@code 1:02:03}. */
  public static String seconds(long seconds) {
    long minutes = seconds / MINUTE;
    String rest = two(seconds % MINUTE);
    return minutes < MINUTE
        ? minutes + ":" + rest
        : minutes / MINUTE + ":" + two(minutes % MINUTE) + ":" + rest;
  }

  private static String two(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }
}
