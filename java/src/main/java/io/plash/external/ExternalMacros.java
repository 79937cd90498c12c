package io.plash.external;

import io.plash.lang.Arity;
import io.plash.lang.MacroTable;
import io.plash.lang.Signature;
import java.io.PrintStream;
import java.util.Map;

/** Macros that are not part of plash: of python3 modules, and programs. */
public final class ExternalMacros {
  private ExternalMacros() {}

  /** Adds the macro that imports python3 modules. */
  public static void register(MacroTable table, Map<String, String> environment) {
    Signature signature =
        new Signature("plash.eval", "import", Arity.ANY, "import macros from python3 modules or files");
    table.register(new ImportMacro(signature, environment));
  }

  /**
   * Has {@code table} look for programs: in front of predefined macros where {@code environment} says
   * where they are, else behind them. What they say on stderr goes to {@code messages}.
   */
  public static void lookForPrograms(MacroTable table, Map<String, String> environment, PrintStream messages) {
    table.lookIn(new ProgramMacros(environment, messages), ProgramMacros.areOnPurpose(environment));
  }
}
