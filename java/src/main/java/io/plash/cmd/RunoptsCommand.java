package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.launch.RunoptsLaunch;
import io.plash.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Worker with the arguments SCRATCH OPTION... WORD...: prepares the scratch directory of that name for a start with
 * chosen mounts, and prints how many of the words are options.
 */
final class RunoptsCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    List<String> words = invocation.rest(1);
    Options options = Options.parse(words);
    List<Path> mounts = new ArrayList<>();
    for (String mount : options.mounts()) {
      Path path = invocation.path(mount).normalize();
      if (mount.isEmpty() || path.getNameCount() == 0) {
        throw PlashException.of("runopts: cannot mount '" + mount + "'");
      }
      mounts.add(path);
    }
    String container =
        options.container().orElseThrow(() -> PlashException.of("runopts: missing -c option"));
    Store store = invocation.context().store();
    RunoptsLaunch launch = new RunoptsLaunch(store, store.names().container(container));
    launch.prepare(
        invocation.argument(0), options.changes().map(name -> invocation.path(name).normalize()), mounts);
    invocation.results().println(options.count());
  }

  /** The options by the rules of getopt(3) for {@code +c:d:m:}, which take {@code count} words. */
  record Options(Optional<String> container, Optional<String> changes, List<String> mounts, int count) {
    static Options parse(List<String> words) throws PlashException {
      Optional<String> container = Optional.empty();
      Optional<String> changes = Optional.empty();
      List<String> mounts = new ArrayList<>();
      int at = 0;
      while (at < words.size()) {
        String word = words.get(at);
        if (word.equals("--")) {
          at++;
          break;
        }
        if (word.length() < 2 || word.charAt(0) != '-') {
          break;
        }
        String letter = word.substring(1, 2);
        if (!letter.equals("c") && !letter.equals("d") && !letter.equals("m")) {
          throw PlashException.of("runopts: option -" + letter + " not recognized");
        }
        boolean joined = word.length() > 2;
        if (!joined && at + 1 == words.size()) {
          throw PlashException.of("runopts: option -" + letter + " requires argument");
        }
        String value = joined ? word.substring(2) : words.get(at + 1);
        at += joined ? 1 : 2;
        switch (letter) {
          case "c" -> container = Optional.of(value);
          case "d" -> changes = Optional.of(value);
          default -> mounts.add(value);
        }
      }
      return new Options(container, changes, List.copyOf(mounts), at);
    }
  }
}
