package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.store.Container;
import io.plash.store.ContainerList;
import io.plash.store.DataPaths;
import io.plash.upkeep.ScratchCleaner;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Worker with the arguments TERMINAL COLUMNS [--yes] [--dry-run]: deletes the older half of all containers, and says
 * before which those are. Where TERMINAL is {@code yes}, a person is at standard input and is asked first.
 */
final class ShrinkCommand implements Worker {
  private static final int FIRST_LINE_BYTES = 4096;

  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    CommandContext context = invocation.context();
    PrintStream messages = invocation.messages();
    DataPaths data = context.store().data();
    ContainerList list = new ContainerList(data);
    ShrinkSelection half = ShrinkSelection.of(list.containers(), list.keys().keySet());
    if (half.going().isEmpty()) {
      tell(messages, half);
      return;
    }
    messages.print("These containers go:\n" + table(invocation, data, half.going()));
    boolean typed = invocation.argument(0).equals("yes");
    List<String> options = invocation.rest(2);
    if (options.contains("--dry-run")) {
      return;
    }
    if (typed && !options.contains("--yes")
        && !new Confirmation(System.in, typed).asks(messages, "Delete them?")) {
      return;
    }
    new ScratchCleaner(context).remove(half.roots(), () -> tell(messages, half));
  }

  private static void tell(PrintStream messages, ShrinkSelection half) {
    messages.println("dereferenced " + half.going().size() + " of " + half.total() + " containers\ncleaning up...");
  }

  private static String table(Invocation invocation, DataPaths data, List<Container> going) throws PlashException {
    Map<ContainerId, Long> sizes = LsCommand.sizes(invocation, data, going);
    List<ListedContainer> listings = ListedContainer.of(data, going, sizes, FIRST_LINE_BYTES);
    return new ListingTable(Integer.parseInt(invocation.argument(1)), Instant.now()).flat(listings);
  }
}
