package io.plash.program;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.exec.CommandLine;

/**
 * A program to start: its words, its environment, its directory, and where its three streams lead. Unless a method
 * says otherwise, stdin is empty, stdout is a pipe that the caller reads, and stderr is that of this process.
 */
public final class Command {
  private static final File NOTHING = new File("/dev/null");

  private final String program;
  private final ProcessBuilder builder;
  private Optional<OutputStream> outputSink = Optional.empty();
  private Optional<OutputStream> errorSink = Optional.empty();
  private boolean killedOnSignal;

  private Command(Map<String, String> environment, List<String> words) {
    this.program = words.get(0);
    List<String> started = new ArrayList<>(words);
    started.set(0, SearchPath.of(environment).word(program));
    this.builder = new ProcessBuilder(started).redirectInput(NOTHING).redirectError(Redirect.INHERIT);
    give(environment);
  }

  /** Returns the command of a program that sees {@code environment} and nothing else. */
  public static Command of(Map<String, String> environment, List<String> words) {
    return new Command(environment, words);
  }

  /** Returns the command of a tool of the host, which sees what tools need of {@code environment}. */
  public static Command ofTool(Map<String, String> environment, List<String> words) {
    return new Command(ToolEnvironment.of(environment), words);
  }

  // A variable with the same value as in this process is not touched, so that it keeps bytes that are no text.
  private void give(Map<String, String> environment) {
    Map<String, String> own = builder.environment();
    own.keySet().retainAll(environment.keySet());
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (!variable.getValue().equals(own.get(variable.getKey()))) {
        own.put(variable.getKey(), variable.getValue());
      }
    }
  }

  /** Has the program start in {@code directory}, or in that of this process when it is null. */
  public Command in(File directory) {
    builder.directory(directory);
    return this;
  }

  /** Makes stdin a pipe into which the caller writes, see {@link RunningProgram#stdin}. */
  public Command stdinPiped() {
    builder.redirectInput(Redirect.PIPE);
    return this;
  }

  /** Makes stdin that of this process. */
  public Command stdinInherited() {
    builder.redirectInput(Redirect.INHERIT);
    return this;
  }

  /** Makes stdin {@code file}, read from its beginning. */
  public Command stdinFrom(File file) {
    builder.redirectInput(file);
    return this;
  }

  /** Drops what the program writes to stdout. */
  public Command stdoutDropped() {
    builder.redirectOutput(Redirect.DISCARD);
    return this;
  }

  /** Copies stdout to {@code sink} while it comes, in a thread of its own; nobody closes the sink. */
  public Command stdoutTo(OutputStream sink) {
    outputSink = Optional.of(sink);
    return this;
  }

  /** Copies stderr to {@code sink} while it comes, in a thread of its own; nobody closes the sink. */
  public Command stderrTo(OutputStream sink) {
    builder.redirectError(Redirect.PIPE);
    errorSink = Optional.of(sink);
    return this;
  }

  /** Has the program and all that it started killed when a signal ends this process. */
  public Command killedOnSignal() {
    killedOnSignal = true;
    return this;
  }

  boolean isKilledOnSignal() {
    return killedOnSignal;
  }

  Optional<OutputStream> outputSink() {
    return outputSink;
  }

  Optional<OutputStream> errorSink() {
    return errorSink;
  }

  /** Returns the words for commons-exec, which would trim arguments and strip quotes; these pass unchanged. */
  CommandLine line() {
    String[] words = builder.command().toArray(new String[0]);
    return new CommandLine(words[0]) {
      @Override
      public String[] toStrings() {
        return words.clone();
      }
    };
  }

  /** Starts the program. The message of a failure is the kernel's reason alone. */
  Process start() throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException(IoReason.ofStart(e), e);
    }
  }

  /**
   * Returns the failure to start the program, with {@code reason} in its message and as its cause, and as its hint how
   * to install the program where it is not there.
   */
  PlashException notStarted(IOException reason) {
    Map<String, String> environment = builder.environment();
    String hint = SearchPath.of(environment).has(program) ? "" : Packages.of(environment).hint(program);
    return PlashException.of("cannot start " + program + ": " + IoReason.of(reason), reason).withHint(hint);
  }

  /** Starts programs that are joined by pipes of the kernel, from the stdout of each to the stdin of the next. */
  static List<Process> startPipeline(List<Command> commands) throws PlashException {
    List<ProcessBuilder> builders = new ArrayList<>();
    for (Command command : commands) {
      builders.add(command.builder);
    }
    try {
      return ProcessBuilder.startPipeline(builders);
    } catch (IOException e) {
      for (Command command : commands) {
        if (String.valueOf(e.getMessage()).startsWith("Cannot run program \"" + command.builder.command().get(0))) {
          throw command.notStarted(new IOException(IoReason.ofStart(e), e));
        }
      }
      throw PlashException.of("cannot join programs by pipes: " + IoReason.of(e), e);
    }
  }
}
