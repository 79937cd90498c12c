package io.plash.external;

import io.plash.lang.Arity;
import io.plash.lang.MacroTable;
import io.plash.lang.Signature;
import java.io.PrintStream;
import java.util.Map;

/** Registers the macros that are not part of plash: those of python3 modules, and programs. */
public final class ExternalMacros {
  private ExternalMacros() {}

  /** Adds the macro {@code import}, which defines the macros of python3 modules. */
  public static void register(MacroTable table, Map<String, String> environment) {
    Signature signature =
        new Signature("plash.eval", "import", Arity.ANY, "import macros from python3 modules or files");
    table.register(new ImportMacro(signature, environment));
  }

  /**
   * Has {@code table} look for programs. They replace predefined macros of the same name when PLASH_MACRO_PATH in
   * {@code environment} says where they are, and come after them otherwise. Their stderr goes to {@code messages}.
   */
  public static void lookForPrograms(MacroTable table, Map<String, String> environment, PrintStream messages) {
    table.lookIn(new ProgramMacros(environment, messages), ProgramMacros.areOnPurpose(environment));
  }
}
