package io.plash.program;

import io.plash.failure.PlashException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
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
    List<ProcessBuilder> builders = new ArrayList<>();
    for (List<String> words : programs) {
      builders.add(Tool.builder(environment, words));
    }
    if (source instanceof Source.Inherited) {
      builders.get(0).redirectInput(Redirect.INHERIT);
    } else if (source instanceof Source.OfFile from) {
      builders.get(0).redirectInput(from.file());
    }
    builders.get(builders.size() - 1).redirectOutput(Redirect.DISCARD);
    List<Process> processes = start(builders);
    // What they say is kept in memory: the disk may be what is full.
    List<Complaints> complaints = new ArrayList<>();
    for (Process process : processes) {
      complaints.add(Complaints.of(process));
    }
    try {
      feed(source, processes.get(0).getOutputStream());
    } finally {
      end(processes, complaints);
    }
    List<Tool.Result> results = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
      results.add(new Tool.Result(processes.get(i).exitValue(), "", complaints.get(i).text));
    }
    return results;
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

  private static void end(List<Process> processes, List<Complaints> complaints) throws PlashException {
    try {
      for (int i = 0; i < processes.size(); i++) {
        processes.get(i).waitFor();
        complaints.get(i).join();
      }
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    }
  }

  /** Reads what one program says on stderr. */
  private static final class Complaints extends Thread {
    private static final int MAX_BYTES = 1 << 20;
    private static final String MORE = "\nand more than can be kept\n";

    private final Process process;
    private String text = "";

    private Complaints(Process process) {
      this.process = process;
    }

    static Complaints of(Process process) {
      Complaints complaints = new Complaints(process);
      complaints.setDaemon(true);
      complaints.start();
      return complaints;
    }

    @Override
    public void run() {
      try (InputStream errors = process.getErrorStream()) {
        String kept = new String(errors.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        text = errors.transferTo(OutputStream.nullOutputStream()) > 0 ? kept + MORE : kept;
      } catch (IOException e) {
        text = e.getMessage() + "\n";
      }
    }
  }
}
