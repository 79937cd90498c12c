package io.plash.lang;

import java.util.List;

/** A call of a macro: its name, without dashes, and its arguments. */
public record MacroCall(String name, List<String> arguments) {
  /** Copies the arguments. */
  public MacroCall {
    arguments = List.copyOf(arguments);
  }

  /** Makes a call. */
  public static MacroCall of(String name, String... arguments) {
    return new MacroCall(name, List.of(arguments));
  }
}
