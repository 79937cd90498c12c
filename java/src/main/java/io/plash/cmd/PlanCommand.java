package io.plash.cmd;

import io.plash.build.LaunchPlans;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;

/** CONTAINER: writes the launch plan of a container that has none, or one of another version. */
final class PlanCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    new LaunchPlans(invocation.store()).write(ContainerId.parseRunnable(invocation.argument(0)));
  }
}
