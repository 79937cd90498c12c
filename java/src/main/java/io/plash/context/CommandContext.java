package io.plash.context;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.Host;
import io.plash.host.Namespaces;
import io.plash.launch.NamespaceEntry;
import io.plash.launch.RangeStamps;
import io.plash.program.CallerEnvironment;
import io.plash.program.Pipeline;
import io.plash.program.Tool;
import io.plash.store.AtomicFile;
import io.plash.store.Store;
import io.plash.terminal.Progress;
import io.plash.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where layers are made: the store, the tools and the way into the namespaces, which is tried out
 * when it is first needed and written down for the shell.
 */
public final class CommandContext {
  private static final String OVER_ROOT = "/..";
  private static final Path MOUNT_POINTS = Path.of("/var/tmp");
  private static final String MOUNT_POINT = "plash-mountpoint-";

  private final Store store;
  private final Map<String, String> environment;
  private final Path libexec;
  private final Path directory;
  private final PrintStream messages;
  private Namespaces namespaces;
  private Optional<PlashException> unwritten = Optional.empty();
  private String surroundings;

  /** {@code directory} is the caller's working directory, {@code messages} is for people. */
  public CommandContext(
      Store store, Map<String, String> environment, Path libexec, Path directory, PrintStream messages) {
    this.store = store;
    this.environment = toolEnvironment(environment, libexec);
    this.libexec = libexec;
    this.directory = directory;
    this.messages = messages;
  }

  /** The store. */
  public Store store() {
    return store;
  }

  /** The caller's working directory. */
  public Path directory() {
    return directory;
  }

  /** Where programs in containers begin: the working directory, or {@code /} when its name is no text. */
  public String directoryInside() {
    return directory.startsWith("/proc/" + ProcessHandle.current().pid()) ? "/" : directory.toString();
  }

  /** Where lines for people go. */
  public PrintStream messages() {
    return messages;
  }

  /** How those lines may look. */
  public Terminal terminal() {
    return Terminal.of(environment);
  }

  /** What long steps say. */
  public Progress progress() throws PlashException {
    return Progress.of(environment, messages);
  }

  /** The internal program {@code name}. */
  public String program(String name) {
    return libexec.resolve(name).toString();
  }

  /** The folder of the command programs. */
  public Path libexec() {
    return libexec;
  }

  /** What programs started from here see. */
  public Map<String, String> environment() {
    return environment;
  }

  /**
   * What programs in containers are started from: variables as the caller had them, which the JVM's start
   * replaced, and the caller's umask in PLASH_UMASK.
   */
  public Map<String, String> callerEnvironment() {
    return CallerEnvironment.withUmask(environment);
  }

  /** Runs tools of the host. */
  public Tool tool() {
    return new Tool(environment);
  }

  /** Joins tools of the host by pipes. */
  public Pipeline pipeline() {
    return new Pipeline(environment);
  }

  /**
   * The way into the namespaces. Found by trying; says once, on a line of its own, when it can not
   * map all ids, and what will not work then. It is no matter here whether it can be written down for
   * the shell: on a full disk it is needed to delete something.
   */
  public Namespaces namespaces() throws PlashException {
    if (namespaces == null) {
      if (isFailsafe(environment)) {
        namespaces = Namespaces.none();
        return namespaces;
      }
      long uid = Host.uid();
      RangeStamps stamps = RangeStamps.now();
      namespaces = Namespaces.probe(tool(), environment, uid);
      NamespaceEntry plan = new NamespaceEntry(uid, namespaces.kind().label(), namespaces.words());
      try {
        if (namespaces.kind() != Namespaces.Kind.ROOT) {
          stamps.write(store.data(), uid);
        }
        AtomicFile.write(store.data(), store.data().namespaces(uid), plan.text());
      } catch (PlashException e) {
        unwritten = Optional.of(e);
      }
      if (!namespaces.limitation().isEmpty()) {
        messages.println("plash: " + namespaces.limitation());
      }
    }
    return namespaces;
  }

  /** Writes the way into the namespaces down for the shell. */
  public void writeNamespaces() throws PlashException {
    namespaces();
    if (unwritten.isPresent()) {
      throw unwritten.get();
    }
  }

  /**
   * Has the kernel write to disk all that the data directory's file system holds (syncfs(2)): what is made
   * visible after it is whole after a power cut.
   */
  public void sync() throws PlashException {
    Path root = store.data().root();
    Tool.Result result = tool().run(null, List.of("sync", "-f", root.toString()));
    if (!result.succeeded()) {
      throw PlashException.of("cannot write " + root + " to disk: " + result.firstError());
    }
  }

  /** The same for what this process made visible, if anything, so that an answer is true after a power cut. */
  public void settle() throws PlashException {
    if (store.isChanged()) {
      sync();
    }
  }

  /**
   * Where the next container's root is to be mounted. The namespaces are its own, so that `/..` leads
   * there; without namespaces a new directory.
   */
  public String newRoot() throws PlashException {
    if (!isFailsafe(environment)) {
      return OVER_ROOT;
    }
    try {
      String prefix = MOUNT_POINT + ProcessHandle.current().pid() + "-";
      return Files.createTempDirectory(MOUNT_POINTS, prefix).toString();
    } catch (IOException e) {
      throw PlashException.of("cannot make a mount point in " + MOUNT_POINTS + ": " + IoReason.of(e), e);
    }
  }

  /** Whether no namespaces are to be made. */
  public boolean isFailsafe() throws PlashException {
    return isFailsafe(environment);
  }

  /** Where {@code plash--surround} prepares what layers under construction see of the host, from {@code lower/}. */
  public String surroundings() throws PlashException {
    if (surroundings == null) {
      surroundings = isFailsafe(environment) ? newRoot() : "../mnt";
    }
    return surroundings;
  }

  /** How layers under construction see the host's home directories: {@code ro} or {@code rw}. */
  public String homes() {
    return "rw".equals(environment.get("PLASH_BUILD_HOME")) ? "rw" : "ro";
  }

  /** The way into the namespaces where nothing may be written down: found by trying, each time. */
  public static Namespaces probe(Tool tool, Map<String, String> environment) throws PlashException {
    return isFailsafe(environment) ? Namespaces.none() : Namespaces.probe(tool, environment, Host.uid());
  }

  // As namespaces_disabled in lib/namespaces.sh.
  private static boolean isFailsafe(Map<String, String> environment) throws PlashException {
    return !environment.getOrDefault("PLASH_NO_UNSHARE", "").isEmpty() && Host.uid() == 0;
  }

  private static Map<String, String> toolEnvironment(Map<String, String> environment, Path libexec) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("PLASH_LIBEXEC", libexec.toString());
    return all;
  }
}
