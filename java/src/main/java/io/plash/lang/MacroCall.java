package io.plash.lang;

import java.util.List;

/** One step of a build description: a macro's name and the words given to it. */
public record MacroCall(String name, List<String> arguments) {
  /** Keeps its own copy of the arguments. */
  public MacroCall {
    arguments = List.copyOf(arguments);
  }

  /** A call whose arguments are written out. */
  public static MacroCall of(String name, String... arguments) {
    return new MacroCall(name, List.of(arguments));
  }
}
