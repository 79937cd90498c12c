package io.plash.program;

import io.plash.failure.PlashException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs joined by pipes that the kernel carries; the JVM touches their data only when it must. */
public final class Pipeline {
  /** Where the first program reads. */
  public sealed interface Source {
    /** This process's own stdin, from where it stands. */
    record Inherited() implements Source {}

    /** A file, from its beginning. */
    record OfFile(File file) implements Source {}

    /** Bytes that this process copies into the pipe. */
    record Copied(Copy copy) implements Source {}
  }

  /** Writes all there is into the pipe. */
  @FunctionalInterface
  public interface Copy {
    /** Ends early, without an exception, when the reader has closed the pipe. */
    void into(OutputStream pipe) throws IOException;
  }

  private static final String MORE = "\nand more than can be kept\n";

  private final Map<String, String> environment;

  /** Pipelines whose programs run in {@code environment}. */
  public Pipeline(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Where its programs are looked for. */
  public SearchPath searchPath() {
    return SearchPath.of(environment);
  }

  /** Runs the programs, each given by its words, to their end; the output of the last is dropped. */
  public List<Tool.Result> run(Source source, List<List<String>> programs) throws PlashException {
    List<Command> commands = new ArrayList<>();
    List<FirstBytes> errors = new ArrayList<>();
    for (List<String> words : programs) {
      FirstBytes said = FirstBytes.ofErrors();
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
      feed(source, running.get(0).stdin());
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

  // Also where nothing is to be copied: closes this process's end.
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
