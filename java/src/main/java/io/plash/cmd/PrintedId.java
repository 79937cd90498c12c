package io.plash.cmd;

import io.plash.layer.Announcement;
import io.plash.value.ContainerId;

/** Prints the id of a new container, which is the last thing that the command does. */
record PrintedId(Invocation invocation) implements Announcement {
  @Override
  public void tell(ContainerId id) {
    invocation.results().println(id);
  }

  @Override
  public boolean isLast() {
    return true;
  }
}
