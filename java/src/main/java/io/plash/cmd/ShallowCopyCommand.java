package io.plash.cmd;

import io.plash.build.ShallowCopy;
import io.plash.build.Workshop;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;
import java.nio.file.Path;

/** CONTAINER OUT: copies the container, which is mounted on the working directory, by hard links. */
final class ShallowCopyCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId container = ContainerId.parseRunnable(invocation.argument(0));
    Path out = Path.of(invocation.argument(1)).normalize();
    if (!out.isAbsolute() || out.getNameCount() == 0) {
      throw PlashException.of("cannot copy container " + container + " to '" + out + "'");
    }
    Workshop workshop = invocation.workshop();
    new ShallowCopy(invocation.store(), workshop.pipeline(), workshop.program("plash--tar"), container)
        .make(invocation.directory(), out);
  }
}
