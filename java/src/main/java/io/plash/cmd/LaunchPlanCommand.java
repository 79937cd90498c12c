package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.launch.LaunchPlanWriter;
import io.plash.value.ContainerId;

/** CONTAINER: writes the launch plan of a container that has none, or one of another version. */
final class LaunchPlanCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    new LaunchPlanWriter(invocation.context().store()).write(ContainerId.parseRunnable(invocation.argument(0)));
  }
}
