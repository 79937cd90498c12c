package io.plash.program;

import io.plash.failure.PlashException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs tools of the host that are joined by pipes. The kernel carries the bytes from one to the next; this process
 * copies them only into the first one, and only where they do not lie in a file.
 */
public final class Pipeline {
  /** Where the first program reads its input. */
  public sealed interface Source {
    /** The stdin of this process, from its current position. */
    record Inherited() implements Source {}

    /** A file, read from its beginning. */
    record OfFile(File file) implements Source {}

    /** Bytes that this process writes into a pipe. */
    record Copied(Copy copy) implements Source {}
  }

  /** Writes the whole input of a pipeline. */
  @FunctionalInterface
  public interface Copy {
    /**
     * Writes the input to {@code pipe}, which the pipeline closes. Returns early, without an exception, when the
     * first program does not read on; an exception means that the input itself cannot be read.
     */
    void into(OutputStream pipe) throws IOException;
  }

  private static final String MORE = "\nand more than can be kept\n";

  private final Map<String, String> environment;

  /** Takes from {@code environment} what tools need, see {@link ToolEnvironment}. */
  public Pipeline(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns the folders in which the programs are looked for. */
  public SearchPath searchPath() {
    return SearchPath.of(environment);
  }

  /** Runs the programs as the other {@code run} does, with the whole input. */
  public List<Tool.Result> run(Source source, List<List<String>> programs) throws PlashException {
    return run(source, programs, List.of());
  }

  /**
   * Runs the programs, each given by its words, until all have ended, and drops what the last one prints. Returns
   * their results in the same order; a program that fails is a result, one that cannot be started a failure.
   *
   * @param last what the last program may say on stderr, after which nothing more is copied into the first one
   */
  public List<Tool.Result> run(Source source, List<List<String>> programs, List<String> last) throws PlashException {
    List<Command> commands = new ArrayList<>();
    List<Complaints> errors = new ArrayList<>();
    for (List<String> words : programs) {
      Complaints said = new Complaints(last);
      errors.add(said);
      commands.add(Command.ofTool(environment, words).stdinPiped().stderrTo(said));
    }
    if (source instanceof Source.Inherited) {
      commands.get(0).stdinInherited();
    } else if (source instanceof Source.OfFile from) {
      commands.get(0).stdinFrom(from.file());
    }
    commands.get(commands.size() - 1).stdoutDropped();
    List<RunningProgram> running = RunningProgram.startPipeline(commands);
    List<Tool.Result> results = new ArrayList<>();
    try {
      feed(source, errors.get(errors.size() - 1).endingWith(running.get(0).stdin()));
    } finally {
      for (int i = 0; i < running.size(); i++) {
        results.add(result(running.get(i), errors.get(i)));
      }
    }
    return results;
  }

  private static Tool.Result result(RunningProgram program, FirstBytes errors) throws PlashException {
    int status = program.await();
    return new Tool.Result(status, "", errors.isOver() ? errors.text() + MORE : errors.text());
  }

  // Closes this process's end of the pipe also where there is nothing to copy.
  private static void feed(Source source, OutputStream pipe) throws PlashException {
    try {
      if (source instanceof Source.Copied copied) {
        copied.copy().into(pipe);
      }
    } catch (IOException e) {
      throw PlashException.unwrapping(e, "cannot read the input");
    } finally {
      close(pipe);
    }
  }

  private static void close(OutputStream pipe) {
    try {
      pipe.close();
    } catch (IOException e) {
      return; // bytes that a reader which has gone did not take
    }
  }
}
