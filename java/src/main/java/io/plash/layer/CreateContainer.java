package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.program.CaughtSignal;
import io.plash.program.CleanupOnSignal;
import io.plash.program.Command;
import io.plash.program.RunningProgram;
import io.plash.program.SearchPath;
import io.plash.upkeep.ScratchCleaner;
import io.plash.text.ShellQuote;
import io.plash.value.ContainerId;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a container by running one program with the stdin and the terminal of the user. */
public final class CreateContainer {
  private static final int NOT_STARTED = 125;
  private static final int INTERRUPTED = 130;
  private static final int FAILED = 4; // the exit status where the program fails
  private static final String OUTSIDE = "9"; // the descriptor that lib/outside.sh asks for

  private final CommandContext context;

  /** Makes containers in {@code context}. */
  public CreateContainer(CommandContext context) {
    this.context = context;
  }

  /**
   * Runs {@code words}, or the shell of root when there are none, in {@code parent}. The changes become a child of
   * {@code parent}, whose id {@code announcement} tells.
   */
  public void create(ContainerId parent, List<String> words, Announcement announcement) throws PlashException {
    new ScratchCleaner(context).deleteDeadDrafts();
    Foundation foundation = Foundation.of(context, parent);
    try (LayerDraft draft = LayerDraft.on(context, foundation)) {
      if (foundation.shell().isEmpty()) {
        String program = words.isEmpty() ? "sh" : words.get(0);
        throw PlashException.of(program + ": command not found: container " + parent + " has no /bin/sh");
      }
      List<String> program = words.isEmpty() ? foundation.command() : words;
      draft.describe("create " + program.stream().map(ShellQuote::quote).collect(Collectors.joining(" ")) + "\n");
      int status = run(draft, program);
      if (status != 0 && draft.saidWhyItFailed()) {
        PlashException failure = PlashException.alreadyReported();
        throw status == NOT_STARTED ? failure : failure.withStatus(FAILED);
      }
      if (status != 0) {
        throw PlashException.of("build failed with exit status " + status).withStatus(FAILED);
      }
      try (CleanupOnSignal end = CleanupOnSignal.held(announcement.isLast())) {
        announcement.announce(context, draft.commit(List.of()).id());
      }
    }
  }

  private int run(LayerDraft draft, List<String> words) throws PlashException {
    List<String> program = new ArrayList<>(List.of(context.program("plash--surround"),
        context.surroundings(), context.homes(), draft.fromLower() + "/failed"));
    String union = context.union().word();
    program.addAll(List.of(context.program("plash--alone"), draft.fromLower(), union));
    String outside = context.isFailsafe() ? "-" : OUTSIDE;
    program.addAll(union.isEmpty()
        ? List.of(context.program("plash--enter"), outside)
        : List.of(context.program("plash--union"), outside, union));
    program.add(draft.fromLower() + "/fstab");
    program.add(draft.root());
    program.add("start");
    program.add(context.directoryInside());
    program.addAll(draft.profilePieces());
    program.add("--");
    program.addAll(words);
    // In this process's own environment: plash--enter knows what its start put away (lib/given.sh).
    File directory = new File(context.store().data().lower().toString());
    Command command = Command.of(context.environment(), joined(program)).in(directory).stdinInherited();
    try (CaughtSignal interrupt = CaughtSignal.interrupt()) {
      RunningProgram running = RunningProgram.start(command.stdoutDropped());
      try (CleanupOnSignal guard = draft.discardOnSignal(running)) {
        int status = running.await();
        if (status == INTERRUPTED && interrupt.takeSeen()) {
          throw PlashException.alreadyReported().withStatus(INTERRUPTED);
        }
        return status;
      }
    }
  }

  // The program's stdout goes to stderr, since stdout carries only the id: a shell joins them and becomes the program.
  private List<String> joined(List<String> program) throws PlashException {
    String outside = context.isFailsafe() ? "" : " " + OUTSIDE + "</proc/self/ns/mnt";
    SearchPath path = SearchPath.of(context.environment());
    List<String> entering = context.namespaces().enterAlone(path, List.of(), program);
    List<String> joined = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >&2" + outside, "plash"));
    joined.add(path.find(entering.get(0)));
    joined.addAll(entering.subList(1, entering.size()));
    return joined;
  }
}
