package io.plash.cmd;

import io.plash.store.Store;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;

/** KEY CONTAINER: lets the key stand for the container; an empty one forgets the key. */
final class MapCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    Store store = invocation.store();
    String key = invocation.argument(0);
    String container = invocation.argument(1);
    if (container.isEmpty()) {
      store.names().delete(key);
    } else {
      store.names().put(key, ContainerId.parseRunnable(container));
    }
  }
}
