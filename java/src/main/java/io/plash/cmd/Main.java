package io.plash.cmd;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.program.CallerEnvironment;
import io.plash.store.DataPaths;
import io.plash.terminal.Terminal;
import io.plash.text.NativeText;
import io.plash.union.UnionfsBranches;
import io.plash.upkeep.ScratchCleaner;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs the worker that the first argument names, reports its failure, and ends the process with its exit status. */
public final class Main {
  private static final int ERROR_COLOUR = 1;
  private static final int FAILED = 1;
  private static final int SESSION = 3;
  private static final int TERMINAL = 4; // among the fields of /proc/self/stat that follow the name
  /** The status that a shell tells of a program which SIGPIPE (13) has ended. */
  private static final int SIGPIPE = 141;

  private Main() {}

  /** Takes the name of the worker and then its own arguments. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    ResultOutput output = new ResultOutput(new FileOutputStream(FileDescriptor.out));
    PrintStream results = new PrintStream(output, true, StandardCharsets.UTF_8);
    PrintStream messages = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    List<String> words = List.of(arguments);
    Invocation invocation =
        new Invocation(words.subList(Math.min(1, words.size()), words.size()), environment, results, messages);
    int status = run(words.isEmpty() ? "" : words.get(0), invocation);
    results.flush();
    messages.flush();
    if (status == 0 && output.isReaderGone()) {
      status = SIGPIPE;
    } else if (status == 0 && results.checkError()) {
      status = report(invocation, PlashException.of("cannot write the result to stdout"));
    }
    // Not exit(), which takes milliseconds more, since no shutdown work is left.
    Runtime.getRuntime().halt(status);
  }

  private static int run(String name, Invocation invocation) {
    try {
      requireText(invocation);
      worker(name).run(invocation);
      return 0;
    } catch (PlashException e) {
      return report(invocation, e);
    } catch (IOException e) {
      return report(invocation, PlashException.of(name + ": " + IoReason.of(e), e));
    } catch (OutOfMemoryError e) {
      String what = "not enough memory or processes for " + name + ": " + e.getMessage();
      return report(invocation, PlashException.of(what, e)
          .withHint("raise the limits of the shell (ulimit -v, ulimit -u), or end other programs"));
    } catch (RuntimeException | Error e) {
      endTest(invocation, e);
      String what = "internal error in " + name + ": " + e;
      return report(
          invocation, PlashException.of(what, e).withHint("PLASH_DEBUG=1 shows where; please report it"));
    }
  }

  // A test that expects a failure must not take an internal error for it. Its script leads a session of its own, and
  // may not be the parent of this process, but that of the shell which waits for it.
  private static void endTest(Invocation invocation, Throwable error) {
    String data = invocation.environment().getOrDefault("PLASH_DATA", "");
    if (!Files.exists(new DataPaths(Path.of(data)).testMode())) {
      return;
    }
    error.printStackTrace(invocation.messages());
    try {
      String stat = Files.readString(Path.of("/proc/self/stat")); // proc(5): PID (NAME) STATE PPID GROUP SESSION TTY
      String[] fields = stat.substring(stat.lastIndexOf(") ") + 2).split(" ");
      if (fields[TERMINAL].equals("0")) { // else it is somebody's login
        ProcessHandle.of(Long.parseLong(fields[SESSION])).ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException e) {
      return; // without /proc there is no container to test either
    }
  }

  private static Worker worker(String name) throws PlashException {
    return switch (name) {
      case "add-layer" -> new AddLayerCommand();
      case "build" -> new BuildCommand();
      case "clean" -> new CleanCommand();
      case "create" -> new CreateCommand();
      case "doctor" -> new DoctorCommand();
      case "eval" -> new EvalCommand();
      case "export-docker" -> new ExportDockerCommand();
      case "export-oci" -> new ExportOciCommand();
      case "import-bootstrap" -> new ImportCommand("bootstrap");
      case "import-docker" -> new ImportCommand("docker");
      case "import-lxc" -> new ImportCommand("lxc");
      case "import-oci" -> new ImportCommand("oci");
      case "import-tar" -> new ImportCommand("tar");
      case "import-url" -> new ImportCommand("url");
      case "init" -> invocation -> invocation.unopened().initStore();
      case "launch-plan" -> new LaunchPlanCommand();
      case "limits" -> new LimitsCommand();
      case "list-macros" -> new ListMacrosCommand();
      case "lock" -> new LockCommand();
      case "ls" -> new LsCommand();
      case "map" -> new MapCommand();
      case "namespaces" -> new NamespacesCommand();
      case "plashfile" -> new PlashfileCommand();
      case "purge" -> new PurgeCommand();
      case "rm" -> new RmCommand();
      case "runopts" -> new RunoptsCommand();
      case "shallow-copy" -> new ShallowCopyCommand();
      case "shrink" -> new ShrinkCommand();
      case "sweep" -> invocation -> new ScratchCleaner(invocation.context()).deleteDeadDrafts();
      case "train-class-archive" -> new ClassArchiveTraining();
      case "unionfs-branches" -> invocation -> new UnionfsBranches(Path.of(invocation.argument(0)).toRealPath()).make();
      case "union" -> invocation -> invocation.context().union();
      case "whiteouts" -> new WhiteoutsCommand();
      default -> throw PlashException.of("no such worker: " + name);
    };
  }

  // Java puts replacement characters for bytes that are not UTF-8, which makes another word of it.
  private static void requireText(Invocation invocation) throws PlashException {
    for (String argument : invocation.arguments()) {
      if (!NativeText.isArgument(argument)) {
        throw PlashException.of("an argument is not valid UTF-8: " + argument);
      }
    }
    for (Map.Entry<String, String> variable : invocation.environment().entrySet()) {
      if (isRead(variable.getKey()) && !NativeText.isValue(variable.getValue())) {
        throw PlashException.of("the value of " + variable.getKey() + " is not valid UTF-8: " + variable.getValue());
      }
    }
  }

  // Tells whether workers read the variable themselves and may take it for the name of a file.
  private static boolean isRead(String variable) {
    return variable.startsWith("PLASH_") && !variable.startsWith(CallerEnvironment.GIVEN)
        || variable.equals("DOCKER_HOST") || variable.equals("SSL_CERT_FILE");
  }

  private static int report(Invocation invocation, PlashException failure) {
    PrintStream messages = invocation.messages();
    if (isDebugging(invocation.environment())) {
      failure.printStackTrace(messages);
    }
    if (!failure.isAlreadyReported()) {
      Terminal terminal = Terminal.of(invocation.environment());
      messages.println(terminal.coloured(ERROR_COLOUR, "plash error:") + " " + failure.getMessage());
    }
    if (!failure.hint().isEmpty()) {
      messages.println("plash: " + failure.hint());
    }
    return failure.status() == 0 ? FAILED : failure.status();
  }

  private static boolean isDebugging(Map<String, String> environment) {
    return switch (environment.getOrDefault("PLASH_DEBUG", "").toLowerCase(java.util.Locale.ROOT)) {
      case "1", "yes", "true" -> true;
      default -> false;
    };
  }
}
