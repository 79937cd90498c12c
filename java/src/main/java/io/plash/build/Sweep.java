package io.plash.build;

import io.plash.store.IoReason;
import io.plash.store.Scratch;
import io.plash.value.PlashException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Deletes, inside the namespace, what other ids of the user's range may own. */
public final class Sweep {
  private final Workshop workshop;

  /** Sweeps {@code workshop}. */
  public Sweep(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Ends the processes that run in the layer under construction in {@code scratch}. */
  void evict(Path scratch) throws PlashException {
    workshop.tool().run(null, List.of(workshop.program("plash--evict"), "../tmp/" + scratch.getFileName()));
  }

  /** Deletes trees; what can not be deleted stays in {@code tmp/} and is tried again by later sweeps. */
  void delete(List<Path> trees) throws PlashException {
    List<String> command = new ArrayList<>(List.of("rm", "-rf", "--"));
    for (Path tree : trees) {
      command.add(tree.toString());
    }
    workshop.namespaces().run(workshop.tool(), null, command);
  }

  /** Deletes a container and all built upon it. */
  public void remove(io.plash.value.ContainerId id) throws PlashException {
    try (Scratch scratch = Scratch.make(workshop.store().data())) {
      workshop.store().remove(id, scratch.path());
      delete(List.of(scratch.path()));
    }
  }

  /** Deletes what builds that were killed left in {@code tmp/}; a run's changes stay for `clean`. */
  public void abandonedDrafts() throws PlashException {
    List<Path> dead = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(workshop.store().data().temp())) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean run = name.endsWith(".fstab") || Files.exists(entry.resolve("data"));
        if (!run && Scratch.isAbandoned(name)) {
          evict(entry);
          dead.add(entry);
        }
      }
    } catch (IOException e) {
      throw PlashException.of("cannot look for abandoned builds: " + IoReason.of(e), e);
    }
    if (!dead.isEmpty()) {
      delete(dead);
    }
  }
}
