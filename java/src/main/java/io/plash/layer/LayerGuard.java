package io.plash.layer;

import io.plash.failure.PlashException;
import io.plash.program.CleanupOnSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Ends the programs of a layer and throws the layer away when this process is told to end (SIGINT,
 * SIGTERM, SIGHUP) while they run.
 */
final class LayerGuard implements AutoCloseable {
  /** Longer than a program takes from entering its namespaces to seeing the layer. */
  private static final int ENTERING_MILLIS = 100;

  private static final int ENDING_MILLIS = 5;

  private final CleanupOnSignal atEnd;

  /** Guards {@code draft}, in which {@code process} has programs run. */
  LayerGuard(Process process, LayerDraft draft) {
    this.atEnd = new CleanupOnSignal(new Hook(process, draft));
  }

  /**
   * Ends {@code process} and what it waits for. When this returns a pid namespace is empty, which the kernel
   * sees to before it lets its process 1 go.
   */
  private static void end(Process process) throws InterruptedException {
    List<ProcessHandle> inner = process.children().toList();
    process.destroyForcibly();
    process.waitFor();
    for (ProcessHandle each : inner) {
      each.destroyForcibly();
      while (each.isAlive() && !hasEnded(each.pid())) {
        Thread.sleep(ENDING_MILLIS);
      }
    }
  }

  // Whether it only waits for its parent to take note, which in a container of docker may never come: state Z
  // in /proc/PID/stat, proc(5).
  private static boolean hasEnded(long process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    atEnd.close();
  }

  private static final class Hook implements Runnable {
    private final Process process;
    private final LayerDraft draft;

    Hook(Process process, LayerDraft draft) {
      this.process = process;
      this.draft = draft;
    }

    @Override
    public void run() {
      try {
        LayerGuard.end(process);
        draft.evict();
        Thread.sleep(ENTERING_MILLIS);
        draft.evict();
        draft.close();
      } catch (PlashException | InterruptedException e) {
        return; // the next command finds what is left
      }
    }
  }
}
