package io.plash.external;

import io.plash.failure.PlashException;
import io.plash.lang.MacroException;
import io.plash.program.CallerEnvironment;
import io.plash.program.Command;
import io.plash.program.RunningProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a program of the caller's is started for a macro, and how its end is told. */
final class MacroProgram {
  /** Counts how deep workers are in one another: a macro may run {@code plash eval}, which calls it. */
  private static final String DEPTH = "PLASH_MACRO_DEPTH";

  private static final int MAX_DEPTH = 16;
  private static final int SIGNALLED = 128;

  private MacroProgram() {}

  /**
   * The command of {@code words} in the caller's environment and umask. It ends with this process, also when a
   * signal ends that, and so does what it has started.
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
      throw MacroException.of("RecursionError", "macros start plash, " + MAX_DEPTH + " deep in one another");
    }
    return depth;
  }

  /** Starts {@code command}; {@code what} names it in the failure, and {@code hint} says what helps where it is missing. */
  static RunningProgram start(Command command, String what, String hint) throws MacroException {
    try {
      return RunningProgram.start(command);
    } catch (PlashException e) {
      String reason = e.getCause().getMessage();
      boolean missing = reason.equals("No such file or directory");
      throw MacroException.of("OSError", "cannot start " + what + ": " + reason).withHint(missing ? hint : "");
    }
  }

  /** How a program with {@code status} has ended, as in {@code exit status 1}. */
  static String outcome(int status) {
    return status > SIGNALLED ? "signal " + (status - SIGNALLED) : "exit status " + status;
  }
}
