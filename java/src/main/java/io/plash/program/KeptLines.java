package io.plash.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.exec.LogOutputStream;

/** Reads what a program writes line by line, and keeps its first 1000 and its last 1000 lines. */
public final class KeptLines extends LogOutputStream {
  private static final int MAX_LINES = 2000;

  private final Consumer<String> listener;
  private final List<String> lines = new ArrayList<>();

  /** Calls {@code listener} with each line as soon as it is complete, in the thread that reads the program. */
  public KeptLines(Consumer<String> listener) {
    this.listener = listener;
  }

  @Override
  protected synchronized void processLine(String line, int level) {
    lines.add(line);
    if (lines.size() > MAX_LINES) {
      lines.remove(MAX_LINES / 2);
    }
    listener.accept(line);
  }

  /** Returns the lines that were kept, joined by newlines. */
  public synchronized String text() {
    return String.join("\n", lines);
  }
}
