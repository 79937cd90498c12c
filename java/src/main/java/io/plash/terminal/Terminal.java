package io.plash.terminal;

import java.util.Map;

/**
 * How stderr may be written to. The shell looks (isatty, the width), since a JVM can not ask about stderr;
 * {@code columns} is 0 where it is no terminal.
 */
public record Terminal(int columns, boolean colour) {
  private static final String RESET = "\u001b[0;0m";

  /** What {@code PLASH_TERMINAL}, {@code TERM} and {@code NO_COLOR} of the environment say. */
  public static Terminal of(Map<String, String> environment) {
    int columns = columns(environment.getOrDefault("PLASH_TERMINAL", ""));
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(columns, columns > 0 && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  private static int columns(String number) {
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Whether it is a terminal. */
  public boolean interactive() {
    return columns > 0;
  }

  /** {@code text} in one of the terminal's 256 colours, or as it is. */
  public String coloured(int number, String text) {
    return colour ? String.format("\u001b[38;05;%dm%s%s", number, text, RESET) : text;
  }
}
