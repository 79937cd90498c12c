package io.plash.program;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A program that reads bytes beside what this process does with them. */
public final class StdinProgram implements AutoCloseable {
  private final Process process;
  private final OutputStream input;
  private boolean reading = true;

  private StdinProgram(Process process) {
    this.process = process;
    this.input = process.getOutputStream();
  }

  /** Starts {@code words} in {@code environment}; its output is dropped, its complaints must be few. */
  public static StdinProgram start(Map<String, String> environment, List<String> words) throws PlashException {
    ProcessBuilder builder = Tool.builder(environment, words);
    builder.redirectOutput(Redirect.DISCARD);
    try {
      return new StdinProgram(builder.start());
    } catch (IOException e) {
      throw PlashException.of("cannot start " + words.get(0) + ": " + e.getMessage(), e);
    }
  }

  /** Gives it bytes; one that does not want more says why at its end. */
  public void feed(byte[] buffer, int offset, int count) {
    try {
      if (reading) {
        input.write(buffer, offset, count);
      }
    } catch (IOException e) {
      reading = false;
    }
  }

  /** Tells it that this was all, and waits for its end. */
  public Tool.Result end() throws PlashException {
    try (InputStream errors = process.getErrorStream()) {
      closeInput();
      String said = new String(errors.readAllBytes(), StandardCharsets.UTF_8);
      return new Tool.Result(process.waitFor(), "", said);
    } catch (IOException e) {
      throw PlashException.of("cannot hear of a program: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    }
  }

  private void closeInput() {
    try {
      input.close();
    } catch (IOException e) {
      reading = false;
    }
  }

  /** Ends it if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
