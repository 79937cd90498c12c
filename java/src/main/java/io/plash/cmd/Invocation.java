package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One start of a worker: its arguments, its environment, and its streams for results and for messages. */
record Invocation(
    List<String> arguments, Map<String, String> environment, PrintStream results, PrintStream messages) {

  /** Returns the same with {@code name} set to {@code value} in the environment. */
  Invocation with(String name, String value) {
    Map<String, String> other = new HashMap<>(environment);
    other.put(name, value);
    return new Invocation(arguments, other, results, messages);
  }

  /** Returns the argument at {@code index}. The shell checks the number of arguments, so a missing one is a bug. */
  String argument(int index) throws PlashException {
    if (index >= arguments.size()) {
      throw PlashException.of("missing argument");
    }
    return arguments.get(index);
  }

  /** Returns the arguments from {@code index} on; empty when there are none. */
  List<String> rest(int index) {
    return arguments.subList(Math.min(index, arguments.size()), arguments.size());
  }

  /**
   * Returns the caller's working directory by the name that the caller knows. When the name is not valid UTF-8, which
   * Java would replace by another name, the result leads there through /proc.
   */
  Path directory() {
    String name = environment.getOrDefault("PWD", "/");
    return hasDirectoryName() ? Path.of(name) : Path.of("/proc/" + ProcessHandle.current().pid() + "/cwd");
  }

  /** Tells whether the name of the working directory is valid UTF-8. */
  boolean hasDirectoryName() {
    return environment.getOrDefault("PWD", "").indexOf('\ufffd') < 0;
  }

  /** Returns the path of {@code name}, relative to the caller's working directory. */
  Path path(String name) {
    return directory().resolve(name);
  }

  /** Returns a new context whose store is open: that a data directory cannot be used is said before all else. */
  CommandContext context() throws PlashException {
    CommandContext context = unopened();
    context.store();
    return context;
  }

  /** Returns a new context for a command that may do without a data directory. */
  CommandContext unopened() {
    return new CommandContext(environment, directory(), messages);
  }
}
