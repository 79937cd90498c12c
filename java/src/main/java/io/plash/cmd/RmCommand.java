package io.plash.cmd;

import io.plash.build.Sweep;
import io.plash.build.Workshop;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;
import java.util.List;

/** CONTAINER: deletes it and all built upon it. */
final class RmCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId id = ContainerId.parseRunnable(invocation.argument(0));
    Workshop workshop = invocation.workshop();
    workshop.store().node(id);
    new Sweep(workshop).remove(List.of(id), () -> { });
  }
}
