package io.plash.cmd;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.store.DanglingLinks;
import io.plash.upkeep.ScratchCleaner;
import java.io.PrintStream;

/**
 * Worker with the arguments TERMINAL [--dry-run]: deletes what nothing refers to or uses any more and prints a count of
 * each kind, in words for people where TERMINAL is {@code yes}. With --dry-run it only counts.
 */
final class CleanCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    CommandContext context = invocation.context();
    boolean trial = invocation.rest(1).contains("--dry-run");
    DanglingLinks dead = new DanglingLinks(context.store(), trial);
    int ids = dead.unlinkIndexes();
    int keys = dead.unlinkKeys();
    dead.forgetRecords();
    ScratchCleaner cleaner = new ScratchCleaner(context);
    int leftovers = trial ? cleaner.countUnused() : cleaner.deleteUnused();
    if (invocation.argument(0).equals("yes")) {
      tell(invocation.results(), trial ? "would delete " : "deleted ", ids, keys, leftovers);
    } else {
      count(invocation.results(), ids, keys, leftovers);
    }
  }

  private static void tell(PrintStream results, String verb, int ids, int keys, int leftovers) {
    if (ids + keys + leftovers == 0) {
      results.println("nothing to clean");
    }
    tell(results, leftovers, verb + "what one ended program or build left",
        verb + "what " + leftovers + " ended programs and builds left");
    tell(results, ids, verb + "the id of a container that is gone", verb + ids + " ids of containers that are gone");
    tell(results, keys, verb + "a name of a container that is gone",
        verb + keys + " names of containers that are gone");
  }

  private static void tell(PrintStream results, int count, String one, String more) {
    if (count > 0) {
      results.println(count == 1 ? one : more);
    }
  }

  // The lines of the 2018 interface.
  private static void count(PrintStream results, int ids, int keys, int leftovers) {
    results.println("output_stable: false");
    results.println("unlinked_indexes: " + ids);
    results.println("unlinked_maps: " + keys);
    results.println("killed_fuses: 0"); // here no file system needs a process
    results.println("removed_tmpdirs: " + leftovers);
  }
}
