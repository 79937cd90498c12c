package io.plash.program;

import io.plash.failure.PlashException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.PumpStreamHandler;

/** Runs tools of the host until they end, with exactly the given arguments and an empty stdin. */
public final class Tool {
  private static final String ERROR_MARK = "plash error: ";
  private static final String HINT_MARK = "plash: ";

  /** The exit status of a tool (128 + N when signal N ended it), and the texts of its stdout and stderr. */
  public record Result(int status, String output, String errors) {
    /** Tells whether the exit status is 0. */
    public boolean succeeded() {
      return status == 0;
    }

    /**
     * Returns the first line of stderr for a message, without the mark that a step of plash begins it with, or words
     * about the exit status when there is none.
     */
    public String firstError() {
      String line = errors.lines().findFirst().orElse("ended with status " + status);
      return line.startsWith(ERROR_MARK) ? line.substring(ERROR_MARK.length()) : line;
    }

    /** Returns the hint that a step of plash gave on stderr; empty when there is none. */
    public String hint() {
      return errors.lines().filter(line -> line.startsWith(HINT_MARK)).findFirst()
          .map(line -> line.substring(HINT_MARK.length())).orElse("");
    }
  }

  private final Map<String, String> environment;

  /** Takes from {@code environment} what tools need, see {@link ToolEnvironment}. */
  public Tool(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns the folders in which the tools are looked for. */
  public SearchPath searchPath() {
    return SearchPath.of(environment);
  }

  /**
   * Runs {@code words} in {@code directory}, or in that of this process when it is null. Every exit status is a
   * result; only a program that cannot be started is a failure.
   */
  public Result run(File directory, List<String> words) throws PlashException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    FirstBytes errors = FirstBytes.ofErrors();
    Command command = Command.ofTool(environment, words).in(directory).stdoutTo(output).stderrTo(errors);
    try {
      int status = new Execution(command).execute(command.line());
      return new Result(status, output.toString(StandardCharsets.UTF_8), errors.text());
    } catch (IOException e) {
      throw command.notStarted(e);
    }
  }

  /** Runs one command by commons-exec, which reads its streams and waits for its end. */
  private static final class Execution extends DefaultExecutor {
    private final Command command;

    @SuppressWarnings("deprecation") // version 1.3 has no other
    Execution(Command command) {
      this.command = command;
      setExitValues(null); // every status is a result
      // The command knows its own. By itself this class asks for `.`, which the user need not be able to look at.
      setWorkingDirectory(new File("/"));
      setStreamHandler(new PumpStreamHandler(command.outputSink().orElse(null), command.errorSink().orElse(null)));
    }

    @Override
    @SuppressWarnings("deprecation") // version 1.3 asks for no other
    protected Process launch(CommandLine line, Map<String, String> environment, File directory) throws IOException {
      return command.start();
    }

    /** What version 1.5 asks for in its place. */
    protected Process launch(CommandLine line, Map<String, String> environment, Path directory) throws IOException {
      return command.start();
    }
  }
}
