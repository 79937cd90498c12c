package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.program.CleanupOnSignal;
import io.plash.program.Command;
import io.plash.program.RunningProgram;
import io.plash.program.SearchPath;
import io.plash.upkeep.ScratchCleaner;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@code plash--session} inside the namespaces, which runs the scripts of all layers of a build: to enter takes ten
 * times as long as one more layer. The commands read /dev/null, and what they print goes to stderr.
 */
final class BuildSession implements AutoCloseable {
  private static final int NOT_STARTED = 125;

  /**
   * Keeps debconf from asking, since nobody could answer, and lets pip install beside the packages of the distribution,
   * which is meant for machines that are kept, not for layers. The image may say otherwise.
   */
  private static final String QUIET_INSTALLERS =
      "export DEBIAN_FRONTEND=\"${DEBIAN_FRONTEND-noninteractive}\""
      + " PIP_BREAK_SYSTEM_PACKAGES=\"${PIP_BREAK_SYSTEM_PACKAGES-1}\"; ";

  private final RunningProgram program;
  private final OutputStream requests;
  private final BufferedReader answers;

  private BuildSession(RunningProgram program) {
    this.program = program;
    this.requests = program.stdin();
    this.answers = new BufferedReader(new InputStreamReader(program.stdout(), StandardCharsets.UTF_8));
  }

  /**
   * Starts a session. Its commands begin in the user's working directory, or in / when the image does not have it.
   *
   * @param homes how they see the home directories of the host, in the words of plash--surround
   * @param ground the path of an fstab that mounts what all layers lie upon, or nothing
   */
  static BuildSession start(CommandContext context, String homes, String ground) throws PlashException {
    new ScratchCleaner(context).deleteDeadDrafts();
    List<String> program = List.of(context.program("plash--session"), context.directoryInside(),
        context.surroundings(), homes, context.union().word(), ground);
    // A session of its own in the sense of setsid(2), too: its commands have no controlling terminal.
    SearchPath path = SearchPath.of(context.environment());
    List<String> words = context.namespaces().enterAlone(path, List.of("setsid"), program);
    File directory = new File(context.store().data().lower().toString());
    return new BuildSession(RunningProgram.start(Command.of(environment(context), words).in(directory).stdinPiped()));
  }

  // Returns only what the steps inside need, because each layer clears it for its commands, name by name.
  private static Map<String, String> environment(CommandContext context) {
    Map<String, String> environment = new HashMap<>(context.environment());
    environment.keySet().retainAll(Set.of("PATH", "TMPDIR", "PLASH_LIBEXEC", "PLASH_DATA", "JAVA_HOME"));
    return environment;
  }

  /**
   * Runs the shell script {@code piece} in the layer. It is a failure when the script does not run to its end.
   *
   * @param seesDirectory whether, where no home is seen, the working directory in it is
   * @param isLast whether this is the last layer that the session is told of
   */
  void run(LayerDraft draft, String piece, boolean seesDirectory, boolean isLast) throws PlashException {
    try {
      draft.write("script", script(draft.profile(), piece));
      String line = draft.fromLower() + " " + draft.root() + (seesDirectory ? " directory" : "")
          + (isLast ? " last" : "") + "\n";
      check(request(draft, line));
    } catch (IOException e) {
      throw PlashException.of("cannot run a layer: " + IoReason.of(e), e);
    }
  }

  private static void check(String answer) throws PlashException {
    int end = answer.indexOf(' ');
    String status = answer.substring(0, end);
    String ending = answer.substring(end + 1);
    if (ending.equals("failed")) {
      throw PlashException.alreadyReported();
    }
    if (!status.equals("0")) {
      throw PlashException.of("build failed with exit status " + status);
    }
    if (!ending.equals("whole")) {
      throw PlashException.of("build failed: the commands of the layer ended before their last line")
          .withHint("`exit` inside a layer would hide the rest of it; use `false` to fail");
    }
  }

  // The group keeps descriptor 9 from the commands, and the shell reads it whole before it runs the first one. It is
  // never empty, even when the piece is a comment. The piece begins in the first line, so that the shell counts its
  // lines from 1; the line end behind it completes a piece that ends in a backslash.
  private static String script(String profile, String piece) {
    return "exec 8<&-; " + profile + QUIET_INSTALLERS
        + "export PATH; cd \"$1\" 2>/dev/null; unset OLDPWD; shift; { set -ex; "
        + piece
        + "\n} 9>&-\n{ set +x; command echo complete >&9; } 2>/dev/null\n";
  }

  private String request(LayerDraft draft, String line) throws IOException, PlashException {
    try (CleanupOnSignal guard = draft.discardOnSignal(program)) {
      requests.write(line.getBytes(StandardCharsets.UTF_8));
      requests.flush();
      String answer = answers.readLine();
      if (answer == null) {
        int status = program.await();
        draft.evict();
        if (status == NOT_STARTED) {
          throw PlashException.alreadyReported(); // it said why
        }
        throw PlashException.of("the build session ended unexpectedly");
      }
      return answer;
    }
  }

  /** Tells the session that there are no more layers, and waits for its end. */
  @Override
  public void close() throws PlashException {
    try (requests) {
      requests.flush();
    } catch (IOException e) {
      program.close(); // it has gone already
    }
    program.await();
  }
}
