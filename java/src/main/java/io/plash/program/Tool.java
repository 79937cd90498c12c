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
    this.environment = ToolEnvironment.of(environment);
  }

  /** A program of {@code words} that sees of {@code environment} what a tool does. */
  static ProcessBuilder builder(Map<String, String> environment, List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(ToolEnvironment.of(environment));
    return builder;
  }

  /** Runs {@code words}; a program that can not be started is a failure, not a result. */
  public Result run(File directory, List<String> words) throws PlashException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new FirstBytes();
    DefaultExecutor executor = new DefaultExecutor();
    executor.setWorkingDirectory(directory);
    executor.setExitValues(null); // every status is a result
    executor.setStreamHandler(new PumpStreamHandler(output, errors));
    try {
      int status = executor.execute(new ExactCommandLine(words), environment);
      return new Result(
          status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw PlashException.of("cannot start " + words.get(0) + ": " + e.getMessage(), e);
    }
  }

  /** Keeps the beginning of what a tool complains of, which may be a line for each of a million files. */
  private static final class FirstBytes extends ByteArrayOutputStream {
    private static final int MAX_BYTES = 1 << 20;

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, Math.min(length, Math.max(0, MAX_BYTES - size())));
    }
  }

  /** commons-exec 1.5 trims arguments and strips quotes from them; these words pass as they are. */
  private static final class ExactCommandLine extends CommandLine {
    private final String[] words;

    ExactCommandLine(List<String> words) {
      super(words.get(0));
      this.words = words.toArray(new String[0]);
    }

    @Override
    public String[] toStrings() {
      return words.clone();
    }
  }
}
