package io.plash.cmd;

import io.plash.failure.PlashException;
import java.nio.file.Path;

/**
 * Worker with the arguments [FILE]: finds out how namespaces are entered here, and writes that down for the shell: in
 * the data directory, or to FILE where that is read-only.
 */
final class NamespacesCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    if (invocation.arguments().isEmpty()) {
      invocation.context().writeNamespaces();
    } else {
      invocation.context().writeNamespaces(Path.of(invocation.argument(0)));
    }
  }
}
