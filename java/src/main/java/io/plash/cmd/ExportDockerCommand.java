package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.value.ContainerId;

/** Worker with the arguments CONTAINER NAME: makes an image of docker and prints the id that docker gives it. */
final class ExportDockerCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId container = ContainerId.parseRunnable(invocation.argument(0));
    String id = new DockerExport(invocation.context()).give(container, invocation.argument(1));
    invocation.results().println(id);
  }
}
