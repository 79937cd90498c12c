package io.plash.build;

import io.plash.os.AtEnd;
import io.plash.value.PlashException;

/**
 * Ends the programs of a layer and throws the layer away when this process is told to end (SIGINT,
 * SIGTERM, SIGHUP) while they run.
 */
final class LayerGuard implements AutoCloseable {
  /** Longer than a program takes from entering its namespaces to seeing the layer. */
  private static final int ENTERING_MILLIS = 100;

  private final AtEnd atEnd;

  /** Guards {@code draft}, in which {@code process} has programs run. */
  LayerGuard(Process process, LayerDraft draft) {
    this.atEnd = new AtEnd(new Hook(process, draft));
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
      process.destroyForcibly();
      try {
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
