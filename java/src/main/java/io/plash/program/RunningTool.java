package io.plash.program;

import io.plash.failure.PlashException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A program under way whose output is read as it comes, and what it says on stderr line by line. */
public final class RunningTool implements Closeable {
  private static final int PATIENCE_SECONDS = 10;
  /** How much of what it says is kept: its first lines and its last. */
  private static final int MAX_LINES = 2000;

  private final Process process;
  private final Thread reader;
  private final List<String> said = new ArrayList<>();

  private RunningTool(Process process, Consumer<String> listener) {
    this.process = process;
    this.reader = new Thread(() -> listen(listener));
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts {@code words} with empty input; {@code listener} gets each line of stderr when it is there. */
  public static RunningTool start(
      Map<String, String> environment, List<String> words, Consumer<String> listener) throws PlashException {
    ProcessBuilder builder = Tool.builder(environment, words);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new RunningTool(process, listener);
    } catch (IOException e) {
      throw PlashException.of("cannot start " + words.get(0) + ": " + e.getMessage(), e);
    }
  }

  /** What it writes to stdout; to be read to its end. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** Waits for its end; the result has no output, which was read already. */
  public Tool.Result end() throws PlashException {
    try {
      int status = process.waitFor();
      reader.join();
      return new Tool.Result(status, "", String.join("\n", said));
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    }
  }

  /** Ends it, and what it has started, if it still runs. */
  @Override
  public void close() throws IOException {
    List<ProcessHandle> programs = new ArrayList<>(process.descendants().toList());
    programs.add(process.toHandle());
    programs.forEach(ProcessHandle::destroy);
    process.getInputStream().close();
    for (ProcessHandle program : programs) {
      endSurely(program);
    }
  }

  // One that does not mind SIGTERM, such as a hook of an installation, is not waited for for ever.
  private static void endSurely(ProcessHandle program) {
    try {
      program.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      program.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      return; // it has gone
    }
  }

  private void listen(Consumer<String> listener) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (said.size() > MAX_LINES) {
          said.remove(MAX_LINES / 2);
        }
        listener.accept(line);
      }
    } catch (IOException e) {
      said.add(String.valueOf(e.getMessage()));
    }
  }
}
