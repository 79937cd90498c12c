package io.plash.upkeep;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.program.CleanupOnSignal;
import io.plash.store.Scratch;
import java.util.List;

/**
 * Throws a scratch directory away when this process is told to end (SIGINT, SIGTERM, SIGHUP), and first
 * ends the programs that fill it.
 */
public final class ScratchGuard implements AutoCloseable {
  private final CleanupOnSignal atEnd;

  /** Guards {@code scratch} until it is closed. */
  public ScratchGuard(CommandContext context, Scratch scratch) {
    this.atEnd = new CleanupOnSignal(() -> discard(context, scratch));
  }

  /** From now on the scratch directory is left alone, and the end waits as for {@link CleanupOnSignal#hold}. */
  public void hold(boolean last) {
    atEnd.hold(last);
  }

  @Override
  public void close() {
    atEnd.close();
  }

  private static void discard(CommandContext context, Scratch scratch) {
    List<ProcessHandle> programs = ProcessHandle.current().descendants().toList();
    programs.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle program : programs) {
      program.onExit().join();
    }
    try {
      new ScratchCleaner(context).discard(scratch);
    } catch (PlashException e) {
      return; // the next import finds what is left
    }
  }
}
