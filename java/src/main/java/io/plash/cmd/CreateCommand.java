package io.plash.cmd;

import io.plash.build.Creation;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;

/** CONTAINER WORD...: runs the program and keeps its changes as a container, prints the id. */
final class CreateCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId parent = ContainerId.parseRunnable(invocation.argument(0));
    new Creation(invocation.workshop()).create(parent, invocation.rest(1), new PrintedId(invocation));
  }
}
