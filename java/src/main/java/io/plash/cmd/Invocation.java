package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One start of a worker: its arguments, its environment and its two streams. */
record Invocation(
    List<String> arguments, Map<String, String> environment, PrintStream results, PrintStream messages) {

  /** The same in an environment that has {@code name} set to {@code value}. */
  Invocation with(String name, String value) {
    Map<String, String> other = new HashMap<>(environment);
    other.put(name, value);
    return new Invocation(arguments, other, results, messages);
  }

  /** The argument at {@code index}; the front ends see to it that those needed are there. */
  String argument(int index) throws PlashException {
    if (index >= arguments.size()) {
      throw PlashException.of("missing argument");
    }
    return arguments.get(index);
  }

  /** The arguments from {@code index} on. */
  List<String> rest(int index) {
    return arguments.subList(Math.min(index, arguments.size()), arguments.size());
  }

  /**
   * The caller's working directory, by the name the caller knows it. One that has bytes which are no text
   * is reached without its name, which would be that of another directory.
   */
  Path directory() {
    String name = environment.getOrDefault("PWD", "/");
    return hasDirectoryName() ? Path.of(name) : Path.of("/proc/" + ProcessHandle.current().pid() + "/cwd");
  }

  /** Whether the working directory has a name that is text. */
  boolean hasDirectoryName() {
    return environment.getOrDefault("PWD", "").indexOf('\ufffd') < 0;
  }

  /** {@code name}, relative to the caller's working directory. */
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
