package io.plash.cmd;

import io.plash.failure.PlashException;
import java.io.IOException;

/** What one command does; runs once and the process ends. */
@FunctionalInterface
interface Worker {
  /** Does it. Prints only results on the invocation's result stream. */
  void run(Invocation invocation) throws PlashException, IOException;
}
