package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.store.ContainerList;
import io.plash.upkeep.ScratchCleaner;
import java.io.PrintStream;

/** Worker without arguments: deletes the older half of all containers. */
final class ShrinkCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    CommandContext context = invocation.context();
    PrintStream messages = invocation.messages();
    ShrinkSelection half = ShrinkSelection.of(new ContainerList(context.store().data()).containers());
    Runnable tell = () -> messages.println(
        "dereferenced " + half.count() + " of " + half.total() + " containers\ncleaning up...");
    if (half.roots().isEmpty()) {
      tell.run();
      return;
    }
    new ScratchCleaner(context).remove(half.roots(), tell);
  }
}
