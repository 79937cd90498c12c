package io.plash.cmd;

import io.plash.lang.Signature;
import io.plash.macro.PredefinedMacros;

/** Prints MODULE TAB NAME TAB DESCRIPTION for every predefined macro: what the shell knows of them. */
final class ListMacrosCommand implements Worker {
  @Override
  public void run(Invocation invocation) {
    for (Signature macro : PredefinedMacros.table().listing()) {
      invocation.results().println(macro.module() + "\t" + macro.name() + "\t" + macro.description());
    }
  }
}
