package io.plash.build;

import io.plash.value.PlashException;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the programs of a layer and throws the layer away when this process is told to end (SIGINT,
 * SIGTERM, SIGHUP) while they run.
 */
final class LayerGuard implements AutoCloseable {
  /** Longer than a program takes from entering its namespaces to seeing the layer. */
  private static final int ENTERING_MILLIS = 100;

  private final Thread hook;

  /** Guards {@code draft}, in which {@code process} has programs run. */
  LayerGuard(Process process, LayerDraft draft) {
    this.hook = new Hook(process, draft);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      awaitEnd();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      awaitEnd();
    }
  }

  // This process is ending. That programs were ended is nothing to report; how it ends is not for the
  // caller to say any more.
  private static void awaitEnd() {
    while (true) {
      LockSupport.park();
    }
  }

  private static final class Hook extends Thread {
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
        sleep(ENTERING_MILLIS);
        draft.evict();
        draft.close();
      } catch (PlashException | InterruptedException e) {
        return; // the next command finds what is left
      }
    }
  }
}
