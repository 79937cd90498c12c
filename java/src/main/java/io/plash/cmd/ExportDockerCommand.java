package io.plash.cmd;

import io.plash.build.DockerExport;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;

/** CONTAINER NAME: makes an image of docker of the container, prints docker's id of it. */
final class ExportDockerCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId container = ContainerId.parseRunnable(invocation.argument(0));
    String id = new DockerExport(invocation.workshop()).give(container, invocation.argument(1));
    invocation.results().println(id);
  }
}
