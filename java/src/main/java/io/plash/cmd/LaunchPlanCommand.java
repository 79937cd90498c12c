package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.launch.LaunchPlanWriter;
import io.plash.value.ContainerId;

/** Worker with the argument CONTAINER: writes the launch plan of the container for the user of this process. */
final class LaunchPlanCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    new LaunchPlanWriter(invocation.context().store()).write(ContainerId.parseRunnable(invocation.argument(0)));
  }
}
