package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.layer.DirectoryLayer;
import io.plash.value.ContainerId;

/** PARENT DIRECTORY: moves the directory on top of the parent, prints the id. */
final class AddLayerCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId parent = ContainerId.parse(invocation.argument(0));
    DirectoryLayer layer = new DirectoryLayer(invocation.context(), invocation.path(invocation.argument(1)));
    layer.addTo(parent, new PrintedId(invocation));
  }
}
