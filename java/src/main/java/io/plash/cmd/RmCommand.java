package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.upkeep.ScratchCleaner;
import io.plash.value.ContainerId;
import java.util.ArrayList;
import java.util.List;

/** Worker with the arguments CONTAINER...: deletes them and all containers that are built upon them. */
final class RmCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    CommandContext context = invocation.context();
    List<ContainerId> ids = new ArrayList<>();
    for (String word : invocation.arguments()) {
      ContainerId id = ContainerId.parseRunnable(word);
      context.store().node(id); // none is deleted when one is not there
      ids.add(id);
    }
    new ScratchCleaner(context).remove(ids);
  }
}
