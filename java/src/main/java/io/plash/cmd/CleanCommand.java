package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.store.DanglingLinks;
import io.plash.upkeep.ScratchCleaner;
import java.io.PrintStream;

/** Worker without arguments: deletes what nothing refers to or uses any more and prints a count of each kind. */
final class CleanCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    CommandContext context = invocation.context();
    DanglingLinks dead = new DanglingLinks(context.store());
    PrintStream results = invocation.results();
    results.println("output_stable: false");
    results.println("unlinked_indexes: " + dead.unlinkIndexes());
    results.println("unlinked_maps: " + dead.unlinkKeys());
    dead.forgetRecords();
    results.println("killed_fuses: 0"); // the 2018 interface has this line; here no file system needs a process
    results.println("removed_tmpdirs: " + new ScratchCleaner(context).deleteUnused());
  }
}
