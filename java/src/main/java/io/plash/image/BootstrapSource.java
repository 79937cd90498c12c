package io.plash.image;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Namespaces;
import io.plash.program.Command;
import io.plash.program.KeptLines;
import io.plash.program.RunningProgram;
import io.plash.program.SearchPath;
import io.plash.terminal.Progress;
import io.plash.text.PythonRepr;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A suite of Debian or Ubuntu from the distribution's own signed mirrors, made by mmdebstrap or
 * debootstrap inside the user namespace; its tar archive is unpacked while it is written.
 */
public final class BootstrapSource implements ImageSource {
  private static final List<String> TOOLS = List.of("mmdebstrap", "debootstrap");
  private static final String SYSTEM_PROGRAMS = ":/usr/sbin:/sbin";
  private static final String INFORMATION = "I: ";
  private static final String ERROR = "E: ";
  private static final int LINES_SHOWN = 10;
  private static final int ENDED_BY_SIGPIPE = 128 + 13;

  private final String name;
  private final Suite suite;
  private final Map<String, String> environment;
  private final Namespaces namespaces;
  private final Path libexec;
  private final Unpacking unpacking;
  private final Progress progress;
  private final PrintStream messages;

  /**
   * The suite {@code name}, such as {@code bookworm}, {@code ubuntu:noble} or {@code
   * bookworm:http://mirror.example/debian}. What {@code unpacking} makes of an archive unpacks it;
   * what the tool said last before it failed goes to {@code messages}.
   */
  public BootstrapSource(String name, Map<String, String> environment, Namespaces namespaces, Path libexec,
      Unpacking unpacking, Progress progress, PrintStream messages) throws PlashException {
    this.name = name;
    this.suite = Suite.parse(name);
    this.environment = environment;
    this.namespaces = namespaces;
    this.libexec = libexec;
    this.unpacking = unpacking;
    this.progress = progress;
    this.messages = messages;
  }

  @Override
  public String description() {
    return "import-bootstrap " + shown(name);
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    if (namespaces.kind().isOwnIdOnly()) {
      throw failure("it needs more user ids than your own").withHint(namespaces.limitation());
    }
    String tool = tool();
    List<String> command = new ArrayList<>(List.of(libexec.resolve("plash--bootstrap").toString(), tool,
        scratch.toString(), suite.distribution(), suite.name()));
    if (!suite.mirror().isEmpty()) {
      command.add(suite.mirror());
    }
    progress.say(tool + " makes " + shown(name) + ", which takes a while");
    KeptLines said = new KeptLines(this::report);
    Command bootstrap = Command.ofTool(environment, namespaces.enter(command)).stderrTo(said);
    try (RunningProgram running = RunningProgram.start(bootstrap)) {
      unpack(running, said, tool, root, scratch);
    } catch (IOException e) {
      throw failure("cannot read what " + tool + " writes: " + IoReason.of(e));
    }
  }

  private void unpack(RunningProgram running, KeptLines said, String tool, Path root, Path scratch)
      throws PlashException, IOException {
    PlashException broken = null;
    try {
      unpacking.of(ArchiveInput.stream(tool, running.stdout(), false)).unpack(root, scratch);
    } catch (PlashException e) {
      broken = e; // that the tool failed comes first
      running.stdout().close();
    }
    int status = running.await();
    if (status != 0 && !(broken != null && status == ENDED_BY_SIGPIPE)) {
      throw failed(tool, status, said.text());
    }
    if (broken != null) {
      throw broken;
    }
  }

  private String tool() throws PlashException {
    Map<String, String> all = new HashMap<>(environment);
    all.merge("PATH", SYSTEM_PROGRAMS, String::concat);
    SearchPath path = SearchPath.of(all);
    for (String tool : TOOLS) {
      if (path.has(tool)) {
        return tool;
      }
    }
    throw failure("neither mmdebstrap nor debootstrap is installed").withHint("install the package mmdebstrap");
  }

  // debootstrap names every package; what both say of a step as a whole ends so.
  private void report(String line) {
    boolean step = line.endsWith(" packages...") || line.endsWith(" archives...") || line.endsWith(" with apt...")
        || line.endsWith(" update...") || line.endsWith(" system...") || line.endsWith(" tarball...");
    if (step && line.startsWith(INFORMATION)) {
      progress.say(shown(line.substring(INFORMATION.length())));
    }
  }

  /** {@code text} without the user and password of a mirror. */
  public static String shown(String text) {
    return Suite.shown(text);
  }

  // The last lines of what it said, and the first error as the reason.
  private PlashException failed(String tool, int status, String said) {
    List<String> lines = new ArrayList<>();
    String reason = tool + " ended with status " + status;
    boolean found = false;
    for (String line : said.split("\n")) {
      if (!line.startsWith(INFORMATION) && !line.isBlank()) {
        lines.add(line);
      }
      if (line.startsWith(ERROR) && !found) {
        reason = line.substring(ERROR.length());
        found = true;
      }
    }
    for (String line : lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size())) {
      messages.println(tool + ": " + shown(line));
    }
    String hint = hint(said);
    return hint.isEmpty() ? failure(reason) : failure(reason).withHint(hint);
  }

  private String hint(String said) {
    if (said.contains("NO_PUBKEY") || said.contains("keyring")) {
      boolean ubuntu = suite.distribution().equals("ubuntu") || said.contains("ubuntu");
      return "the keys of the distribution are needed: install the package "
          + (ubuntu ? "ubuntu-keyring" : "debian-archive-keyring, or that of another distribution");
    }
    if (said.contains("does not have a Release file") || said.contains("No such script")) {
      if (suite.distribution().equals("ubuntu") && suite.mirror().isEmpty()) {
        return "to know the suites and keys of Ubuntu, install the package ubuntu-keyring, and distro-info-data;"
            + " or name a mirror";
      }
      return "is there such a suite" + (suite.mirror().isEmpty() ? "?" : " at that mirror?");
    }
    return "";
  }

  private PlashException failure(String reason) {
    return PlashException.of("cannot bootstrap " + PythonRepr.of(shown(name)) + ": " + shown(reason));
  }
}
