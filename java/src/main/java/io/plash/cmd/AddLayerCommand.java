package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.layer.DirectoryLayer;
import io.plash.value.ContainerId;

/** Worker with the arguments PARENT DIRECTORY: makes the directory a layer on top of PARENT and prints the id. */
final class AddLayerCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId parent = ContainerId.parse(invocation.argument(0));
    DirectoryLayer layer = new DirectoryLayer(invocation.context(), invocation.path(invocation.argument(1)));
    layer.addTo(parent, new PrintedId(invocation));
  }
}
