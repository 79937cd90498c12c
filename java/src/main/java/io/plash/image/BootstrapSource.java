package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Namespaces;
import io.plash.program.Command;
import io.plash.program.KeptLines;
import io.plash.program.Packages;
import io.plash.program.RunningProgram;
import io.plash.program.SearchPath;
import io.plash.terminal.Progress;
import io.plash.text.PythonRepr;
import io.plash.value.LockLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A suite of Debian or Ubuntu from the distribution's own signed mirrors. mmdebstrap or debootstrap makes it inside
 * the user namespace, and the tar archive that it writes is unpacked at the same time.
 */
public final class BootstrapSource implements LockableSource {
  private static final String ORIGIN = "bootstrap";
  private static final List<String> TOOLS = List.of("mmdebstrap", "debootstrap");
  private static final String SNAPSHOT = "snapshot:";
  private static final DateTimeFormatter TIME = // as the snapshots of Debian's archive are called
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String SYSTEM_PROGRAMS = ":/usr/sbin:/sbin";
  private static final String INFORMATION = "I: ";
  private static final String ERROR = "E: ";
  private static final int LINES_SHOWN = 10;
  private static final int ENDED_BY_SIGPIPE = 128 + 13;

  private final CommandContext context;
  private final String name;
  private final Suite suite;
  private final Optional<Instant> time;

  /**
   * Makes the source of the suite {@code name}, such as {@code bookworm}, {@code ubuntu:noble} or {@code
   * bookworm:http://mirror.example/debian}.
   */
  public BootstrapSource(CommandContext context, String name) throws PlashException {
    this(context, name, Suite.parse(name), Optional.empty());
  }

  private BootstrapSource(CommandContext context, String name, Suite suite, Optional<Instant> time) {
    this.context = context;
    this.name = name;
    this.suite = suite;
    this.time = time;
  }

  /** Makes the source of the suite {@code name} as it is now, for a lock file. */
  public static BootstrapSource toLock(CommandContext context, String name) throws PlashException {
    return new BootstrapSource(context, name, Suite.parse(name), Optional.of(Instant.now()));
  }

  @Override
  public String key() {
    return ImageSource.key(ORIGIN, lockName());
  }

  @Override
  public String lockName() {
    return shown(name);
  }

  // Mirrors know no digest of a suite, so its files must be the same in the end.
  @Override
  public ImageSource locked(LockLine line) {
    TemporalAccessor then = TIME.parse(line.where().substring(SNAPSHOT.length()));
    return new LockedSource(new BootstrapSource(context, name, suite, Optional.of(Instant.from(then))), line);
  }

  @Override
  public LockLine fetched(String architecture) {
    String where = SNAPSHOT + TIME.format(time.orElseThrow());
    return LockLine.of(ORIGIN, lockName(), architecture, Optional.empty(), where);
  }

  @Override
  public String description() {
    return "import-bootstrap " + shown(name);
  }

  @Override
  public void unpack(Path root, Path scratch) throws PlashException {
    Namespaces namespaces = context.namespaces();
    Progress progress = context.progress();
    if (namespaces.kind().isOwnIdOnly()) {
      throw failure("it needs more user ids than your own").withHint(namespaces.limitation());
    }
    String tool = tool();
    List<String> command = new ArrayList<>(List.of(context.program("plash--bootstrap"), tool,
        scratch.toString(), suite.distribution(), suite.name()));
    if (!suite.mirror().isEmpty()) {
      command.add(suite.mirror());
    }
    progress.say(tool + " makes " + shown(name) + ", which takes a while");
    KeptLines said = new KeptLines(line -> report(line, progress));
    Command bootstrap = Command.ofTool(environment(), namespaces.enter(command)).stderrTo(said);
    try (RunningProgram running = RunningProgram.start(bootstrap)) {
      unpack(running, said, tool, root);
    } catch (IOException e) {
      throw failure("cannot read what " + tool + " writes: " + IoReason.of(e));
    }
  }

  private void unpack(RunningProgram running, KeptLines said, String tool, Path root)
      throws PlashException, IOException {
    PlashException broken = null;
    try {
      new TarUnpacker(context, ArchiveInput.stream(tool, running.stdout(), false), List.of()).unpack(root);
    } catch (PlashException e) {
      broken = e; // when the tool failed too, its failure is the reason
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

  // No file is newer than that, so that the same packages give the same files.
  private Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(context.environment());
    time.ifPresent(then -> all.put("SOURCE_DATE_EPOCH", String.valueOf(then.getEpochSecond())));
    return all;
  }

  private String tool() throws PlashException {
    Map<String, String> all = new HashMap<>(context.environment());
    all.merge("PATH", SYSTEM_PROGRAMS, String::concat);
    SearchPath path = SearchPath.of(all);
    if (time.isPresent() && !path.has(TOOLS.get(0))) {
      throw failure("for a lock file it must be made by " + TOOLS.get(0) + ", which makes the same each time")
          .withHint(Packages.of(context.environment()).hint(TOOLS.get(0)));
    }
    for (String tool : TOOLS) {
      if (path.has(tool)) {
        return tool;
      }
    }
    throw failure("neither mmdebstrap nor debootstrap is installed")
        .withHint(Packages.of(context.environment()).hint("mmdebstrap"));
  }

  // debootstrap has a line for each package; the lines about a whole step, of both tools, end in one of these.
  private static void report(String line, Progress progress) {
    boolean step = line.endsWith(" packages...") || line.endsWith(" archives...") || line.endsWith(" with apt...")
        || line.endsWith(" update...") || line.endsWith(" system...") || line.endsWith(" tarball...");
    if (step && line.startsWith(INFORMATION)) {
      progress.say(shown(line.substring(INFORMATION.length())));
    }
  }

  /** Returns {@code text} without the user and password of a mirror. */
  private static String shown(String text) {
    return Suite.shown(text);
  }

  // Prints the last lines that the tool wrote; its first error is the reason.
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
      context.messages().println(tool + ": " + shown(line));
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
