package io.plash.cmd;

import io.plash.build.Sweep;
import io.plash.build.Workshop;
import io.plash.store.DeadReferences;
import io.plash.value.PlashException;
import java.io.PrintStream;

/** Deletes what nothing refers to or uses any more; prints a count after each kind. */
final class CleanCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    Workshop workshop = invocation.workshop();
    DeadReferences dead = new DeadReferences(workshop.store());
    PrintStream results = invocation.results();
    results.println("output_stable: false");
    results.println("unlinked_indexes: " + dead.unlinkIndexes());
    results.println("unlinked_maps: " + dead.unlinkKeys());
    dead.forgetRecords();
    results.println("killed_fuses: 0"); // of the 2018 tool's interface; no file system here needs a process
    results.println("removed_tmpdirs: " + new Sweep(workshop).abandoned());
  }
}
