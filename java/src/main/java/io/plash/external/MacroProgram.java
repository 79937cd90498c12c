package io.plash.external;

import io.plash.failure.PlashException;
import io.plash.lang.MacroException;
import io.plash.program.CallerEnvironment;
import io.plash.program.Command;
import io.plash.program.RunningProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts programs for macros, and words how they ended. */
final class MacroProgram {
  /** Names the variable that counts how deep workers are in one another, since a macro may run {@code plash eval}. */
  private static final String DEPTH = "PLASH_MACRO_DEPTH";

  private static final int MAX_DEPTH = 16;
  private static final int SIGNALLED = 128;

  private MacroProgram() {}

  /**
   * Returns the command of {@code words} with the environment and umask of the user. A signal that ends this process
   * also kills the program and all that it has started.
   */
  static Command command(Map<String, String> environment, List<String> words) throws MacroException {
    Map<String, String> all = new HashMap<>(CallerEnvironment.of(environment));
    all.put(DEPTH, Integer.toString(depth(environment) + 1));
    return Command.of(all, CallerEnvironment.withUmask(environment, words)).killedOnSignal();
  }

  private static int depth(Map<String, String> environment) throws MacroException {
    String said = environment.getOrDefault(DEPTH, "0");
    int depth = said.matches("[0-9]{1,4}") ? Integer.parseInt(said) : 0;
    if (depth >= MAX_DEPTH) {
      throw MacroException.of("macros start plash, " + MAX_DEPTH + " deep in one another");
    }
    return depth;
  }

  /** Starts {@code command}. In a failure {@code what} names it, with {@code hint} when a file is missing. */
  static RunningProgram start(Command command, String what, String hint) throws MacroException {
    try {
      return RunningProgram.start(command);
    } catch (PlashException e) {
      String reason = e.getCause().getMessage();
      boolean missing = reason.equals("No such file or directory");
      throw MacroException.of("cannot start " + what + ": " + reason).withHint(missing ? hint : "");
    }
  }

  /** Returns words for the exit status, such as {@code exit status 1} or {@code signal 9}. */
  static String outcome(int status) {
    return status > SIGNALLED ? "signal " + (status - SIGNALLED) : "exit status " + status;
  }
}
