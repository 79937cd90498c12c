package io.plash.build;

import io.plash.os.AtEnd;
import io.plash.os.HeldInterrupt;
import io.plash.os.SearchPath;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** Makes a container by running one program, with the caller's stdin and terminal. */
public final class Creation {
  private static final int NOT_STARTED = 125;
  private static final int INTERRUPTED = 130;
  private static final String OUTSIDE = "9"; // the descriptor that lib/outside.sh asks for

  private final Workshop workshop;

  /** Makes containers in {@code workshop}. */
  public Creation(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Runs {@code words} (none: root's shell) in {@code parent}; gives its changes, a child, to {@code kept}. */
  public void create(ContainerId parent, List<String> words, Keeping kept) throws PlashException {
    new Sweep(workshop).abandonedDrafts();
    try (LayerDraft draft = LayerDraft.on(workshop, parent)) {
      if (draft.rootShell().isEmpty()) {
        String program = words.isEmpty() ? "sh" : words.get(0);
        throw PlashException.of(program + ": command not found: container " + parent + " has no /bin/sh");
      }
      draft.describe("create " + String.join(" ", words) + "\n");
      int status = run(draft, words.isEmpty() ? draft.command() : words);
      if (status != 0 && draft.saidWhyItFailed()) {
        throw status == NOT_STARTED ? PlashException.silent() : BuildFailure.ofCreate();
      }
      if (status != 0) {
        throw BuildFailure.ofCreate(status);
      }
      try (AtEnd end = AtEnd.held(kept.isLast())) {
        ContainerId id = draft.commit();
        new LaunchPlans(workshop.store()).writeNew(id);
        workshop.settle();
        kept.keep(id);
      }
    }
  }

  private int run(LayerDraft draft, List<String> words) throws PlashException {
    List<String> program = new ArrayList<>(List.of(workshop.program("plash--surround"),
        workshop.surroundings(), workshop.homes(), draft.fromLower() + "/failed"));
    program.addAll(List.of(workshop.program("plash--alone"), draft.fromLower()));
    program.add(workshop.program("plash--enter"));
    program.add(workshop.isFailsafe() ? "-" : OUTSIDE);
    program.add(draft.fromLower() + "/fstab");
    program.add(draft.root());
    program.add("start");
    program.add(workshop.directoryInside());
    List<String> profile = draft.profilePieces();
    program.add(Integer.toString(profile.size()));
    program.addAll(profile);
    program.addAll(words);
    // In this process's own environment: plash--enter knows what its start put away (lib/given.sh).
    ProcessBuilder builder = new ProcessBuilder(joined(program));
    builder.directory(new File(workshop.store().data().lower().toString()));
    builder.redirectInput(Redirect.INHERIT).redirectError(Redirect.INHERIT).redirectOutput(Redirect.DISCARD);
    try {
      try (HeldInterrupt interrupt = new HeldInterrupt()) {
        Process process = builder.start();
        try (LayerGuard guard = new LayerGuard(process, draft)) {
          int status = process.waitFor();
          if (status == INTERRUPTED && interrupt.wasSeen()) {
            throw PlashException.silent().withStatus(INTERRUPTED);
          }
          return status;
        }
      }
    } catch (IOException e) {
      throw PlashException.of("cannot start " + program.get(0) + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    }
  }

  // stdout carries only the id, so the program's goes to stderr: a shell joins them, and becomes the program.
  private List<String> joined(List<String> program) throws PlashException {
    String outside = workshop.isFailsafe() ? "" : " " + OUTSIDE + "</proc/self/ns/mnt";
    List<String> entering = workshop.namespaces().enterAlone(List.of(), program);
    List<String> joined = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >&2" + outside, "plash"));
    joined.add(SearchPath.of(workshop.environment()).find(entering.get(0)));
    joined.addAll(entering.subList(1, entering.size()));
    return joined;
  }
}
