package io.plash.macro;

import io.plash.failure.PlashException;
import io.plash.lang.Arity;
import io.plash.lang.Macro;
import io.plash.lang.MacroCall;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroException;
import io.plash.lang.MacroTable;
import io.plash.lang.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The macros whose names are one letter. */
final class Shortcuts {
  private static final String MODULE = "plash.macros.shortcuts";
  private static final String RUN = "run";

  private Shortcuts() {}

  static void register(MacroTable table) {
    alias(table, "x", List.of(), RUN);
    alias(table, "l", List.of(), "layer");
    alias(table, "f", List.of(), "from");
    distribution(table, "A", "alpine", "apk");
    distribution(table, "U", "ubuntu", "apt");
    distribution(table, "F", "fedora", "dnf");
    distribution(table, "D", "debian", "apt");
    distribution(table, "C", "centos", "yum");
    distribution(table, "R", "archlinux", "pacman");
    distribution(table, "G", "gentoo", "emerge");
  }

  private static void distribution(MacroTable table, String letter, String image, String packageManager) {
    alias(table, letter, List.of(MacroCall.of("from", image)), packageManager);
  }

  private static void alias(MacroTable table, String letter, List<MacroCall> before, String last) {
    StringBuilder description = new StringBuilder("alias for");
    for (MacroCall call : before) {
      description.append(" --").append(call.name()).append(' ').append(String.join(" ", call.arguments()));
    }
    description.append(" --").append(last);
    table.register(
        new Alias(new Signature(MODULE, letter, Arity.ANY, description.toString()), before, last));
  }

  // Makes the calls in `before`, then calls `last` with the arguments.
  private record Alias(Signature signature, List<MacroCall> before, String last) implements Macro {
    @Override
    public boolean takesLines() {
      return last.equals(RUN);
    }

    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments)
        throws MacroException, PlashException {
      List<MacroCall> calls = new ArrayList<>(before);
      calls.add(new MacroCall(last, arguments));
      return context.expand(calls);
    }
  }
}
