package io.plash.os;

import io.plash.value.PlashException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
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

  /** One program: its words, and the file that takes its stderr. */
  public record Stage(List<String> words, File errors) {}

  private final Map<String, String> environment;

  /** Pipelines whose programs run in {@code environment}. */
  public Pipeline(Map<String, String> environment) {
    this.environment = Tool.inEnglish(environment);
  }

  /** Where its programs are looked for. */
  public SearchPath searchPath() {
    return SearchPath.of(environment);
  }

  /** Runs the stages to their end and gives their statuses; the output of the last is dropped. */
  public List<Integer> run(Source source, List<Stage> stages) throws PlashException {
    List<ProcessBuilder> builders = new ArrayList<>();
    for (Stage stage : stages) {
      builders.add(builder(stage));
    }
    if (source instanceof Source.Inherited) {
      builders.get(0).redirectInput(Redirect.INHERIT);
    } else if (source instanceof Source.OfFile from) {
      builders.get(0).redirectInput(from.file());
    }
    builders.get(builders.size() - 1).redirectOutput(Redirect.DISCARD);
    List<Process> processes = start(builders);
    try {
      feed(source, processes.get(0).getOutputStream());
    } finally {
      end(processes);
    }
    List<Integer> statuses = new ArrayList<>();
    for (Process process : processes) {
      statuses.add(process.exitValue());
    }
    return statuses;
  }

  private static List<Process> start(List<ProcessBuilder> builders) throws PlashException {
    try {
      return ProcessBuilder.startPipeline(builders);
    } catch (IOException e) {
      throw PlashException.of("cannot start " + builders.get(0).command().get(0) + ": " + e.getMessage(), e);
    }
  }

  // Also where nothing is to be copied: closes this process's end.
  private static void feed(Source source, OutputStream pipe) throws PlashException {
    try {
      if (source instanceof Source.Copied copied) {
        copied.copy().into(pipe);
      }
    } catch (IOException e) {
      throw PlashException.of("cannot read the input: " + e.getMessage(), e);
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

  private static void end(List<Process> processes) throws PlashException {
    try {
      for (Process process : processes) {
        process.waitFor();
      }
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    }
  }

  private ProcessBuilder builder(Stage stage) {
    ProcessBuilder builder = new ProcessBuilder(stage.words());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectError(stage.errors());
  }
}
