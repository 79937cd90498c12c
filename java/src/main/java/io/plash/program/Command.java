package io.plash.program;

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
 * A program to start: its words, its environment, its directory, and where its three streams lead. At first
 * stdin is empty, stdout is a pipe for the caller to read, and stderr is that of this process.
 */
public final class Command {
  private static final File NOTHING = new File("/dev/null");

  private final ProcessBuilder builder;
  private Optional<OutputStream> outputSink = Optional.empty();
  private Optional<OutputStream> errorSink = Optional.empty();
  private boolean killedOnSignal;

  private Command(Map<String, String> environment, List<String> words) {
    this.builder = new ProcessBuilder(words).redirectInput(NOTHING).redirectError(Redirect.INHERIT);
    give(environment);
  }

  /** A command that sees {@code environment} and nothing else. */
  public static Command of(Map<String, String> environment, List<String> words) {
    return new Command(environment, words);
  }

  /** A tool of the host, which sees of {@code environment} what tools need (see {@link ToolEnvironment}). */
  public static Command ofTool(Map<String, String> environment, List<String> words) {
    return new Command(ToolEnvironment.of(environment), words);
  }

  // A variable that is as this process has it is left alone, so that it keeps bytes that are no text.
  private void give(Map<String, String> environment) {
    Map<String, String> own = builder.environment();
    own.keySet().retainAll(environment.keySet());
    environment.forEach((name, value) -> {
      if (!value.equals(own.get(name))) {
        own.put(name, value);
      }
    });
  }

  /** Starts it in {@code directory}. */
  public Command in(File directory) {
    builder.directory(directory);
    return this;
  }

  /** Has the caller write what it reads, see {@link RunningProgram#stdin}. */
  public Command stdinPiped() {
    builder.redirectInput(Redirect.PIPE);
    return this;
  }

  /** Has it read what this process would read. */
  public Command stdinInherited() {
    builder.redirectInput(Redirect.INHERIT);
    return this;
  }

  /** Has it read {@code file} from its beginning. */
  public Command stdinFrom(File file) {
    builder.redirectInput(file);
    return this;
  }

  /** Drops what it prints. */
  public Command stdoutDropped() {
    builder.redirectOutput(Redirect.DISCARD);
    return this;
  }

  /** Copies what it prints to {@code sink} as it comes. */
  public Command stdoutTo(OutputStream sink) {
    outputSink = Optional.of(sink);
    return this;
  }

  /** Copies what it says on stderr to {@code sink} as it comes. */
  public Command stderrTo(OutputStream sink) {
    builder.redirectError(Redirect.PIPE);
    errorSink = Optional.of(sink);
    return this;
  }

  /** Has it, and all that it started, killed when a signal ends this process. */
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

  /** The words for commons-exec: it trims arguments and strips quotes from them, these pass as they are. */
  CommandLine line() {
    String[] words = builder.command().toArray(new String[0]);
    return new CommandLine(words[0]) {
      @Override
      public String[] toStrings() {
        return words.clone();
      }
    };
  }

  /** Starts it; the message of a failure is the kernel's reason alone. */
  Process start() throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException(reason(e), e);
    }
  }

  /** The failure to start it, for {@code reason}, which is its cause. */
  PlashException notStarted(IOException reason) {
    return PlashException.of("cannot start " + builder.command().get(0) + ": " + reason.getMessage(), reason);
  }

  /** Starts {@code commands} joined by pipes of the kernel's, from each one's stdout to the next one's stdin. */
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
          throw command.notStarted(new IOException(reason(e), e));
        }
      }
      throw PlashException.of("cannot join programs by pipes: " + e.getMessage(), e);
    }
  }

  // Cannot run program "NAME" (in directory "DIRECTORY"): error=2, No such file or directory
  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    int code = message.indexOf("error=");
    return code < 0 ? message : message.substring(message.indexOf(' ', code) + 1);
  }
}
