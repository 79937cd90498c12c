package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.upkeep.ScratchCleaner;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * One {@code plash--session} inside the namespaces, for all layers of a build: entering costs ten
 * times what one more layer does. It runs each script with /dev/null as stdin; what the commands
 * print goes to stderr.
 */
final class BuildSession implements AutoCloseable {
  private static final int NOT_STARTED = 125;

  private final Process process;
  private final OutputStream requests;
  private final BufferedReader answers;

  private BuildSession(Process process) {
    this.process = process;
    this.requests = process.getOutputStream();
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts one; its commands begin in the caller's working directory, where the image has it. */
  static BuildSession start(CommandContext context) throws PlashException {
    new ScratchCleaner(context).abandonedDrafts();
    List<String> program = List.of(context.program("plash--session"), context.directoryInside(),
        context.surroundings(), context.homes());
    // A session of its own in the sense of setsid(2), too: its commands have no controlling terminal.
    ProcessBuilder builder = new ProcessBuilder(context.namespaces().enterAlone(List.of("setsid"), program));
    // Only what the steps inside need: each layer has to clear it for its commands, name by name.
    builder.environment().keySet().retainAll(Set.of("PATH", "TMPDIR"));
    builder.environment().put("PLASH_LIBEXEC", context.libexec().toString());
    builder.directory(new File(context.store().data().lower().toString()));
    builder.redirectError(Redirect.INHERIT);
    try {
      return new BuildSession(builder.start());
    } catch (IOException e) {
      throw PlashException.of("cannot start a build session: " + e.getMessage(), e);
    }
  }

  /** Runs {@code piece} in the layer; returns when it ran to its end, and fails otherwise. */
  void run(LayerDraft draft, String piece) throws PlashException {
    try {
      draft.write("script", script(draft.profile(), piece));
      int status = request(draft);
      if (draft.saidWhyItFailed()) {
        throw PlashException.alreadyReported();
      }
      if (status != 0) {
        throw BuildFailure.status(status);
      }
      if (!draft.left("complete")) {
        throw PlashException.of("build failed: the commands of the layer ended before their last line")
            .withHint("`exit` inside a layer would hide the rest of it; use `false` to fail");
      }
    } catch (IOException e) {
      throw PlashException.of("cannot run a layer: " + IoReason.of(e), e);
    }
  }

  // The group keeps descriptor 9 from the commands, and is read whole before its first one runs; it is
  // never empty, even when the piece is a comment. The piece begins in the first line, so that the shell
  // tells its own line numbers; the empty line after it ends one that ends in a backslash.
  private static String script(String profile, String piece) {
    return "exec 8<&-; " + profile + "export PATH; cd \"$1\" 2>/dev/null; unset OLDPWD; shift; { set -ex; "
        + piece
        + "\n} 9>&-\n{ set +x; command echo complete >&9; } 2>/dev/null\n";
  }

  private int request(LayerDraft draft) throws IOException, PlashException {
    try (LayerGuard guard = new LayerGuard(process, draft)) {
      requests.write((draft.fromLower() + " " + draft.root() + "\n").getBytes(StandardCharsets.UTF_8));
      requests.flush();
      String answer = answers.readLine();
      if (answer == null) {
        int status = exitStatus();
        draft.evict();
        if (status == NOT_STARTED) {
          throw PlashException.alreadyReported(); // it said why
        }
        throw PlashException.of("the build session ended unexpectedly");
      }
      return Integer.parseInt(answer);
    }
  }

  private int exitStatus() throws PlashException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    }
  }

  @Override
  public void close() {
    try (requests) {
      requests.flush();
    } catch (IOException e) {
      process.destroy(); // it has gone already
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
