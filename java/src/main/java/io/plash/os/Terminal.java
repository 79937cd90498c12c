package io.plash.os;

import java.util.Map;

/** How stderr may be written to. The shell looks (isatty), since a JVM can not ask about stderr. */
public record Terminal(boolean interactive, boolean colour) {
  private static final String RESET = "\u001b[0;0m";

  /** What {@code PLASH_TERMINAL}, {@code TERM} and {@code NO_COLOR} of the environment say. */
  public static Terminal of(Map<String, String> environment) {
    boolean interactive = "1".equals(environment.get("PLASH_TERMINAL"));
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(interactive, interactive && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /** {@code text} in one of the terminal's 256 colours, or as it is. */
  public String coloured(int number, String text) {
    return colour ? String.format("\u001b[38;05;%dm%s%s", number, text, RESET) : text;
  }
}
