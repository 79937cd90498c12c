package io.plash.cmd;

import io.plash.build.StoredImages;
import io.plash.build.Workshop;
import io.plash.value.PlashException;
import java.io.IOException;

/** MACRO...: prints the build script of macros, from stdin without arguments. */
final class EvalCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    Workshop workshop = invocation.workshop();
    Macros macros = new Macros(new StoredImages(workshop));
    invocation.results().print(macros.evaluate(invocation.arguments()).text());
  }
}
