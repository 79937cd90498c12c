package io.plash.cmd;

import io.plash.catalog.ImageImport;
import io.plash.failure.PlashException;
import io.plash.value.ContainerId;

/** PARENT DIRECTORY: moves the directory on top of the parent, prints the id. */
final class AddLayerCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId parent = ContainerId.parse(invocation.argument(0));
    ImageImport layers = new ImageImport(invocation.context());
    layers.move(parent, invocation.path(invocation.argument(1)), new PrintedId(invocation));
  }
}
