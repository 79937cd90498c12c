package io.plash.external;

import io.plash.lang.MacroException;
import io.plash.program.CallerEnvironment;
import io.plash.program.CleanupOnSignal;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is started for a macro, in the caller's environment. It ends with this process, also
 * when a signal ends that, and so does what it has started.
 */
final class Child implements AutoCloseable {
  /** Counts how deep workers are in one another: a macro may run {@code plash eval}, which calls it. */
  private static final String DEPTH = "PLASH_MACRO_DEPTH";

  /** What a program reads that is given nothing. */
  static final File NOTHING = new File("/dev/null");

  private static final int MAX_DEPTH = 16;
  private static final int SIGNALLED = 128;

  private CleanupOnSignal atEnd;
  private Process process;
  private boolean signalled;

  private Child() {}

  /** Starts {@code words}; stdin is as {@code input} says, stderr this process's own when {@code complains}. */
  static Child start(Map<String, String> environment, Redirect input, boolean complains, List<String> words)
      throws MacroException, IOException {
    ProcessBuilder builder = new ProcessBuilder(CallerEnvironment.withUmask(environment, words)).redirectInput(input);
    if (complains) {
      builder.redirectError(Redirect.INHERIT);
    }
    CallerEnvironment.give(builder, CallerEnvironment.of(environment));
    builder.environment().put(DEPTH, Integer.toString(depth(environment) + 1));
    Child child = new Child();
    child.start(builder);
    return child;
  }

  private void start(ProcessBuilder builder) throws IOException {
    atEnd = new CleanupOnSignal(this::signalled);
    try {
      spawn(builder);
    } catch (IOException e) {
      atEnd.close();
      throw e;
    }
    if (process == null) {
      CleanupOnSignal.await();
    }
  }

  // The hook waits for this: no signal comes between the start and being able to end the program.
  private synchronized void spawn(ProcessBuilder builder) throws IOException {
    if (!signalled) {
      process = builder.start();
    }
  }

  private static int depth(Map<String, String> environment) throws MacroException {
    String said = environment.getOrDefault(DEPTH, "0");
    int depth = said.matches("[0-9]{1,4}") ? Integer.parseInt(said) : 0;
    if (depth >= MAX_DEPTH) {
      throw MacroException.of("RecursionError", "macros start plash, " + MAX_DEPTH + " deep in one another");
    }
    return depth;
  }

  /** Why {@link #start} threw {@code e}, in the kernel's words. */
  static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    int code = message.indexOf("error="); // Cannot run program "NAME": error=2, No such file or directory
    return code < 0 ? message : message.substring(message.indexOf(' ', code) + 1);
  }

  Process process() {
    return process;
  }

  /** Waits this long for its end, and says whether it came. */
  boolean ended(int millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Waits for its end, as long as it takes. */
  void awaitEnd() throws MacroException {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw MacroException.of("InterruptedError", "it was interrupted");
    }
  }

  /** How it ended, as in {@code exit status 1}. */
  String outcome() {
    int status = process.exitValue();
    return status > SIGNALLED ? "signal " + (status - SIGNALLED) : "exit status " + status;
  }

  private synchronized void signalled() {
    signalled = true;
    if (process != null) {
      kill();
    }
  }

  /** Ends it and what it has started. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Ends it, where it has not ended. */
  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
    atEnd.close();
  }
}
