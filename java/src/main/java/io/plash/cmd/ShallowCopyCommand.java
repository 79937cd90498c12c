package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.value.ContainerId;
import java.nio.file.Path;

/** Worker with the arguments CONTAINER OUT: copies the container, mounted on the working directory, by hard links. */
final class ShallowCopyCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId container = ContainerId.parseRunnable(invocation.argument(0));
    Path out = Path.of(invocation.argument(1)).normalize();
    if (!out.isAbsolute() || out.getNameCount() == 0) {
      throw PlashException.of("cannot copy container " + container + " to '" + out + "'");
    }
    CommandContext context = invocation.context();
    new ShallowCopy(context.store(), context.pipeline(), context.program("plash--tar"), container)
        .make(invocation.directory(), out);
  }
}
