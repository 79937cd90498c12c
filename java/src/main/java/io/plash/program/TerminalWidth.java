package io.plash.program;

import io.plash.failure.PlashException;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The width of the terminal on stderr while its user may change it. A JVM cannot ask for it: the shell has asked before
 * this process started, and stty(1) is asked again when the terminal has said by a signal that it changed.
 */
public final class TerminalWidth implements IntSupplier {
  private static final File STDERR = new File("/proc/self/fd/2");

  private final Map<String, String> environment;
  private final CaughtSignal resize = CaughtSignal.resize();
  private int columns;

  /** Begins with {@code columns}, as they were when this process was started. */
  public TerminalWidth(Map<String, String> environment, int columns) {
    this.environment = environment;
    this.columns = columns;
  }

  @Override
  public int getAsInt() {
    if (resize.takeSeen()) {
      columns = asked();
    }
    return columns;
  }

  // Where the answer is no size, as of a terminal that does not know it, the width stays what it was.
  private int asked() {
    FirstBytes size = FirstBytes.ofErrors();
    Command stty = Command.ofTool(environment, List.of("stty", "size")).stdinFrom(STDERR).stdoutTo(size);
    try (RunningProgram running = RunningProgram.start(stty)) {
      String[] words = running.await() == 0 ? size.text().strip().split(" ") : new String[0];
      int answer = words.length == 2 ? Integer.parseInt(words[1]) : 0;
      return answer > 0 ? answer : columns;
    } catch (PlashException | NumberFormatException e) {
      return columns;
    }
  }
}
