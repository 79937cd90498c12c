package io.plash.context;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.failure.Remedy;
import io.plash.host.Host;
import io.plash.host.InheritedAcl;
import io.plash.host.NamespaceProbe;
import io.plash.host.Namespaces;
import io.plash.program.CallerEnvironment;
import io.plash.program.Pipeline;
import io.plash.program.TerminalWidth;
import io.plash.program.Tool;
import io.plash.store.DataPaths;
import io.plash.store.DefaultAclRemoval;
import io.plash.store.Store;
import io.plash.terminal.Progress;
import io.plash.terminal.Terminal;
import io.plash.union.Union;
import io.plash.union.UnionTaste;
import io.plash.union.WhiteoutForm;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command works with: the store, the environment, the programs of the host, the way into the
 * namespaces, and where messages go. A worker makes one of these and hands it to whatever needs it; the
 * store is opened and the namespaces are tried out when they are first asked for.
 */
public final class CommandContext {
  private static final String DATA = "PLASH_DATA";
  private static final String OVER_ROOT = "/..";
  private static final Path MOUNT_POINTS = Path.of("/var/tmp");
  private static final String MOUNT_POINT = "plash-mountpoint-";

  private final Map<String, String> environment;
  private final Path libexec;
  private final Path directory;
  private final PrintStream messages;
  private final Map<Class<?>, Object> companions = new HashMap<>();
  private final EntryFinder finder = new EntryFinder(this);
  private Store store;
  private Progress progress;
  private Optional<Boolean> failsafe = Optional.empty();
  private String surroundings;

  /**
   * Makes the context of one command.
   *
   * @param environment the caller's variables, as lib/worker.sh passes them: PLASH_DATA names the data
   *     directory, PLASH_LIBEXEC the folder of the command programs
   * @param directory the caller's working directory
   * @param messages lines for people go here; the caller closes it
   */
  public CommandContext(Map<String, String> environment, Path directory, PrintStream messages) {
    this.environment = Map.copyOf(environment);
    this.libexec = Path.of(environment.get("PLASH_LIBEXEC"));
    this.directory = directory;
    this.messages = messages;
  }

  /** Returns the store of the data directory, which the first call opens, and makes where there is none. */
  public Store store() throws PlashException {
    if (store == null) {
      store = Store.open(dataRoot(), unionTaste(), new NewDirectory(this));
    }
    return store;
  }

  /** Opens the store as {@link #store} does, and keeps other users and inherited rules out of it again. */
  public void initStore() throws PlashException {
    store = Store.init(dataRoot(), unionTaste(), new NewDirectory(this));
    try {
      UnionTaste.read(store.data().unionTaste());
    } catch (PlashException e) {
      messages.println("plash: " + e.getMessage() + ": nothing can be built or run; " + e.hint());
    }
  }

  /** Returns the paths of the data directory, which need not be there and is not made. */
  public DataPaths data() throws PlashException {
    return new DataPaths(dataRoot());
  }

  /** Takes from a new data directory what it has inherited. The first lambda of a worker takes milliseconds. */
  private record NewDirectory(CommandContext context) implements DefaultAclRemoval {
    @Override
    public void remove(Path directory) throws PlashException {
      InheritedAcl.drop(context.pipeline(), directory);
    }
  }

  /** Makes an object that parts of a command share. */
  @FunctionalInterface
  public interface Maker<T> {
    /** Makes it. */
    T make() throws PlashException;
  }

  /** Returns the one object of {@code type} that the parts of this command share, which the first call makes. */
  public <T> T companion(Class<T> type, Maker<T> first) throws PlashException {
    Object known = companions.get(type);
    if (known == null) {
      known = first.make();
      companions.put(type, known);
    }
    return type.cast(known);
  }

  /** Returns the caller's working directory. */
  public Path directory() {
    return directory;
  }

  /**
   * Returns the working directory of programs in containers: the caller's, or {@code /} when the name of
   * the caller's is not valid UTF-8.
   */
  public String directoryInside() {
    return directory.startsWith("/proc/" + ProcessHandle.current().pid()) ? "/" : directory.toString();
  }

  /** Returns the stream for messages to people. */
  public PrintStream messages() {
    return messages;
  }

  /** Returns the width and the colours that messages may use. */
  public Terminal terminal() {
    return Terminal.of(environment);
  }

  /** Returns the progress display for steps that take long; all of a command share one line of the terminal. */
  public Progress progress() throws PlashException {
    if (progress == null) {
      progress = Progress.of(environment, messages, columns -> new TerminalWidth(environment, columns));
    }
    return progress;
  }

  /** Returns the path of the internal program {@code name}, such as {@code plash--enter}. */
  public String program(String name) {
    return libexec.resolve(name).toString();
  }

  /** Returns the folder of the command programs. */
  public Path libexec() {
    return libexec;
  }

  /** Returns the caller's variables with PLASH_LIBEXEC, from which the environment of each program is made. */
  public Map<String, String> environment() {
    return environment;
  }

  /**
   * Returns the environment for programs that start containers: each variable has the value that the
   * caller gave it (starting the JVM replaced some), and PLASH_UMASK holds the caller's umask.
   */
  public Map<String, String> callerEnvironment() {
    return CallerEnvironment.withUmask(environment);
  }

  /** Returns a runner for single programs of the host. */
  public Tool tool() {
    return new Tool(environment);
  }

  /** Returns a runner for programs of the host that are joined by pipes. */
  public Pipeline pipeline() {
    return new Pipeline(environment);
  }

  /**
   * Returns the way into the namespaces. The first call takes what is written down for the shell; where that does not
   * lead there any more it finds it by trying, writes it down, and prints one message when not all ids can be mapped.
   * A failure to write it down is kept for {@link #writeNamespaces}: on a full disk the namespaces are still needed to
   * delete something.
   */
  public Namespaces namespaces() throws PlashException {
    return isFailsafe() ? Namespaces.none() : finder.namespaces();
  }

  /**
   * Returns how layers are united in the data directory. The first call looks at what is written down, and finds it by
   * trying otherwise. Fails when nothing works.
   */
  public Union union() throws PlashException {
    return isFailsafe() ? Union.PLAIN : finder.union(); // what else is mounted would stay, and a server would have to
  }

  /** Finds the way into the namespaces by trying, writes it down for the shell, and fails when that is not possible. */
  public void writeNamespaces() throws PlashException {
    finder.write();
  }

  /** Finds it likewise and writes it to {@code file}, where the data directory cannot be written. */
  public void writeNamespaces(Path file) throws PlashException {
    finder.write(file);
  }

  /** Fails when the union of the data directory cannot read what layers of {@code stack} say of deletions. */
  public void requireReadable(LayerStack stack) throws PlashException {
    for (String form : store().whiteoutForms(stack)) {
      if (!union().reads(form)) {
        String kind = union().kind().label();
        String remedy = form.equals(WhiteoutForm.NAME.label()) ? "whiteouts-name" : "whiteouts-attribute";
        throw PlashException.of("cannot unite the layers of container " + stack.top() + ": " + kind
                + " does not read what one of them deletes")
            .withHint(Remedy.of(environment, remedy).fix());
      }
    }
  }

  /**
   * Has the kernel write the file system of the data directory to disk (syncfs(2)). Whatever becomes
   * visible after that is complete after a power cut.
   */
  public void sync() throws PlashException {
    Path root = store().data().root();
    Tool.Result result = tool().run(null, List.of("sync", "-f", root.toString()));
    if (!result.succeeded()) {
      throw PlashException.of("cannot write " + root + " to disk: " + result.firstError());
    }
  }

  /**
   * Does the same when this process made something visible, and nothing otherwise. Call it before printing a
   * result: the result then stays true after a power cut.
   */
  public void settle() throws PlashException {
    if (store != null && store.isChanged()) {
      sync();
    }
  }

  /**
   * Returns the place to mount the next container's root on: {@code /..} in a mount namespace of its own,
   * or, without namespaces, a new directory that the caller removes.
   */
  public String newRoot() throws PlashException {
    if (!isFailsafe()) {
      return OVER_ROOT;
    }
    try {
      String prefix = MOUNT_POINT + ProcessHandle.current().pid() + "-";
      return Files.createTempDirectory(MOUNT_POINTS, prefix).toString();
    } catch (IOException e) {
      throw PlashException.of("cannot make a mount point in " + MOUNT_POINTS + ": " + IoReason.of(e), e);
    }
  }

  /** Tells whether containers run without namespaces (PLASH_NO_UNSHARE, for root only). */
  public boolean isFailsafe() throws PlashException {
    if (failsafe.isEmpty()) {
      failsafe = Optional.of(isFailsafe(environment));
    }
    return failsafe.get();
  }

  /**
   * Returns the directory, relative to {@code lower/}, in which {@code plash--surround} prepares the parts of
   * the host that layers under construction see.
   */
  public String surroundings() throws PlashException {
    if (surroundings == null) {
      surroundings = isFailsafe() ? newRoot() : "../mnt";
    }
    return surroundings;
  }

  /** Returns how layers under construction see the home directories of the host: {@code ro} or {@code rw}. */
  public String homes() {
    return "rw".equals(environment.get("PLASH_BUILD_HOME")) ? "rw" : "ro";
  }

  /**
   * Finds the way into the namespaces by trying and writes nothing down: for commands that must not create a
   * data directory.
   */
  public static Namespaces probe(Map<String, String> environment) throws PlashException {
    return isFailsafe(environment) ? Namespaces.none() : new NamespaceProbe(environment).find(Host.uid());
  }

  private static boolean isFailsafe(Map<String, String> environment) throws PlashException {
    return Namespaces.areDisabled(environment, Host.uid());
  }

  private Path dataRoot() throws PlashException {
    return Path.of(dataName());
  }

  /** Returns the data directory as the caller names it. */
  String dataName() throws PlashException {
    String name = environment.get(DATA);
    if (name == null) {
      throw PlashException.of(DATA + " is not set");
    }
    return name;
  }

  // What a new data directory gets, as it is, like the 2018 tool; empty for the default.
  private Optional<String> unionTaste() {
    String taste = environment.getOrDefault("PLASH_INIT_UNION_TASTE", "");
    return taste.isEmpty() ? Optional.empty() : Optional.of(taste);
  }
}
