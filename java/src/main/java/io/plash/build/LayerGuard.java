package io.plash.build;

import io.plash.os.AtEnd;
import io.plash.value.PlashException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ends the programs of a layer and throws the layer away when this process is told to end (SIGINT,
 * SIGTERM, SIGHUP) while they run.
 */
final class LayerGuard implements AutoCloseable {
  /** Longer than a program takes from entering its namespaces to seeing the layer. */
  private static final int ENTERING_MILLIS = 100;

  private static final int ENDING_MILLIS = 50;

  private final AtEnd atEnd;

  /** Guards {@code draft}, in which {@code process} has programs run. */
  LayerGuard(Process process, LayerDraft draft) {
    this.atEnd = new AtEnd(new Hook(process, draft));
  }

  /**
   * Ends {@code process} and what it waits for: that first, so that when this returns a pid namespace is
   * empty, which the kernel sees to before it lets its process 1 go.
   */
  static void end(Process process) {
    try {
      do {
        List<ProcessHandle> inner = process.children().toList();
        inner.forEach(ProcessHandle::destroyForcibly);
        if (inner.isEmpty()) {
          process.destroyForcibly();
        }
      } while (!process.waitFor(ENDING_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
