package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.store.NameMap;

/** Worker with the arguments KEY CONTAINER: makes the key stand for the container, or deletes it if that is empty. */
final class MapCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    CommandContext context = invocation.context();
    NameMap names = context.store().names();
    String key = invocation.argument(0);
    String container = invocation.argument(1);
    if (container.isEmpty()) {
      names.delete(key);
    } else {
      names.put(key, names.container(container));
    }
    context.settle();
  }
}
