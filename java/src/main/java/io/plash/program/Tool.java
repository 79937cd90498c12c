package io.plash.program;

import io.plash.failure.PlashException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.PumpStreamHandler;

/** Runs a tool of the host to its end, with exactly the given arguments and empty input. */
public final class Tool {
  /** How it ended, and what it said. */
  public record Result(int status, String output, String errors) {
    /** Whether it ended with 0. */
    public boolean succeeded() {
      return status == 0;
    }

    /** The first line of its complaint, for a message. */
    public String firstError() {
      return errors.lines().findFirst().orElse("ended with status " + status);
    }
  }

  private final Map<String, String> environment;

  /** Tools that see of {@code environment} what tools need. */
  public Tool(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs {@code words} in {@code directory}; a program that cannot be started is a failure, not a result. */
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

  /** An execution of commons-exec's to the program's end, with the streams that its command names. */
  private static final class Execution extends DefaultExecutor {
    private final Command command;

    Execution(Command command) {
      this.command = command;
      setExitValues(null); // every status is a result
      setStreamHandler(new PumpStreamHandler(command.outputSink().orElse(null), command.errorSink().orElse(null)));
    }

    @Override
    protected Process launch(CommandLine line, Map<String, String> environment, File directory) throws IOException {
      return command.start();
    }
  }
}
