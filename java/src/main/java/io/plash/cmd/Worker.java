package io.plash.cmd;

import io.plash.failure.PlashException;
import java.io.IOException;

/** The part of a command that needs Java. It runs once, then the process ends. */
@FunctionalInterface
interface Worker {
  /** Does the work. Only results go to the result stream of {@code invocation}, everything else to its messages. */
  void run(Invocation invocation) throws PlashException, IOException;
}
