package io.plash.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.exec.LogOutputStream;

/** What a program says on stderr, line by line as it comes; its first and its last lines are kept. */
public final class KeptLines extends LogOutputStream {
  private static final int MAX_LINES = 2000;

  private final Consumer<String> listener;
  private final List<String> lines = new ArrayList<>();

  /** Tells {@code listener} each line when it is there, in the thread that reads it. */
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

  /** The lines that were kept, at most 2000, joined by newlines. */
  public synchronized String text() {
    return String.join("\n", lines);
  }
}
