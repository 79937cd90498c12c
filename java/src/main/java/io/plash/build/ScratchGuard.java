package io.plash.build;

import io.plash.os.AtEnd;
import io.plash.store.Scratch;
import io.plash.value.PlashException;
import java.util.List;

/**
 * Throws a scratch directory away when this process is told to end (SIGINT, SIGTERM, SIGHUP), and first
 * ends the programs that fill it.
 */
final class ScratchGuard implements AutoCloseable {
  private final AtEnd atEnd;

  /** Guards {@code scratch} until it is closed. */
  ScratchGuard(Workshop workshop, Scratch scratch) {
    this.atEnd = new AtEnd(() -> discard(workshop, scratch));
  }

  /** From now on the scratch directory is left alone, and the end waits as for {@link AtEnd#hold}. */
  void hold(boolean last) {
    atEnd.hold(last);
  }

  @Override
  public void close() {
    atEnd.close();
  }

  private static void discard(Workshop workshop, Scratch scratch) {
    List<ProcessHandle> programs = ProcessHandle.current().descendants().toList();
    programs.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle program : programs) {
      program.onExit().join();
    }
    try {
      new Sweep(workshop).discard(scratch);
    } catch (PlashException e) {
      return; // the next import finds what is left
    }
  }
}
