package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.layer.CreateContainer;
import io.plash.value.ContainerId;

/** Worker with the arguments CONTAINER WORD...: runs a program, makes a layer of its changes and prints the id. */
final class CreateCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId parent = ContainerId.parseRunnable(invocation.argument(0));
    new CreateContainer(invocation.context()).create(parent, invocation.rest(1), new PrintedId(invocation));
  }
}
