package io.plash.cmd;

import io.plash.build.Sweep;
import io.plash.build.Workshop;
import io.plash.store.Halving;
import io.plash.store.Inventory;
import io.plash.value.PlashException;
import java.io.PrintStream;

/** Deletes the older half of all containers. */
final class ShrinkCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    Workshop workshop = invocation.workshop();
    PrintStream messages = invocation.messages();
    Halving half = Halving.of(new Inventory(workshop.store().data()).containers());
    Runnable tell = () -> messages.println(
        "dereferenced " + half.count() + " of " + half.of() + " containers\ncleaning up...");
    if (half.roots().isEmpty()) {
      tell.run();
      return;
    }
    new Sweep(workshop).remove(half.roots(), tell);
  }
}
