package io.plash.macro;

import io.plash.lang.MacroTable;

/** The macros every script can use. */
public final class PredefinedMacros {
  private PredefinedMacros() {}

  /** A new table with all of them. */
  public static MacroTable table() {
    MacroTable table = new MacroTable();
    CommonMacros.register(table);
    EvalMacros.register(table);
    FileMacros.register(table);
    FromMacros.register(table);
    HostMacros.register(table);
    PackageManagers.register(table);
    Shortcuts.register(table);
    return table;
  }
}
