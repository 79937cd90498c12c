package io.plash.cmd;

import io.plash.build.Workshop;
import io.plash.store.NameMap;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;

/** KEY CONTAINER: lets the key stand for the container; an empty one forgets the key. */
final class MapCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    Workshop workshop = invocation.workshop();
    NameMap names = workshop.store().names();
    String key = invocation.argument(0);
    String container = invocation.argument(1);
    if (container.isEmpty()) {
      names.delete(key);
    } else {
      names.put(key, ContainerId.parseRunnable(container));
    }
    workshop.settle();
  }
}
