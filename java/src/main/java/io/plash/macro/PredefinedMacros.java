package io.plash.macro;

import io.plash.lang.MacroTable;

/** The macros that every script can call. */
public final class PredefinedMacros {
  private PredefinedMacros() {}

  /** Returns a new table with all of them. */
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
