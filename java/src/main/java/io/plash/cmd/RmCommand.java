package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.upkeep.ScratchCleaner;
import io.plash.value.ContainerId;
import java.util.List;

/** Worker with the argument CONTAINER: deletes it and all containers that are built upon it. */
final class RmCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId id = ContainerId.parseRunnable(invocation.argument(0));
    CommandContext context = invocation.context();
    context.store().node(id);
    new ScratchCleaner(context).remove(List.of(id), () -> { });
  }
}
