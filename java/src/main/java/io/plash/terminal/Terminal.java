package io.plash.terminal;

import java.util.Map;

/**
 * What stderr can show. The shell finds it out (isatty and the width), since a JVM cannot ask about stderr;
 * {@code columns} is 0 where stderr is no terminal.
 */
public record Terminal(int columns, boolean colour) {
  private static final String RESET = "\u001b[0;0m";

  /** Reads {@code PLASH_TERMINAL}, which {@code lib/worker.sh} sets, {@code TERM} and {@code NO_COLOR}. */
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

  /** Tells whether stderr is a terminal. */
  public boolean interactive() {
    return columns > 0;
  }

  /** Returns {@code text} in one of the terminal's 256 colours, or unchanged where colours are not wanted. */
  public String coloured(int number, String text) {
    return colour ? String.format("\u001b[38;05;%dm%s%s", number, text, RESET) : text;
  }
}
