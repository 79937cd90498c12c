package io.plash.cmd;

import io.plash.build.Sweep;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;

/** CONTAINER: deletes it and all built upon it. */
final class RmCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    new Sweep(invocation.workshop()).remove(ContainerId.parseRunnable(invocation.argument(0)));
  }
}
