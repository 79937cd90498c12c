package io.plash.external;

import io.plash.text.TerminalText;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes on what a program writes to stderr while it comes, except the last line. That line is the reason in the
 * message when the program fails.
 */
final class HeldLine extends OutputStream {
  /** The limit in bytes for a line that is held back; a longer one is passed on in pieces. */
  private static final int LONGEST_LINE = 1 << 12;

  private final PrintStream messages;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  /** Passes the text on to {@code messages}. */
  HeldLine(PrintStream messages) {
    this.messages = messages;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] part, int offset, int count) {
    held.write(part, offset, count);
    byte[] all = held.toByteArray();
    int end = all.length;
    while (end > 0 && isBlank(all[end - 1])) {
      end--;
    }
    int start = end;
    while (start > 0 && all[start - 1] != '\n') {
      start--;
    }
    if (all.length - start > LONGEST_LINE) {
      start = all.length;
    }
    messages.write(all, 0, start);
    messages.flush();
    held.reset();
    held.write(all, start, all.length - start);
  }

  private static boolean isBlank(byte b) {
    return b == '\n' || b == ' ' || b == '\r' || b == '\t';
  }

  /** Tells whether the last line is a message of plash about a failure. */
  synchronized boolean areOfPlash() {
    String line = held.toString(StandardCharsets.UTF_8);
    return line.startsWith("plash error: ") || line.startsWith("plash: ");
  }

  /** Returns the last line, fit for a terminal, and forgets it. */
  synchronized String last() {
    String line = TerminalText.line(held.toString(StandardCharsets.UTF_8).strip());
    held.reset();
    return line.isEmpty() ? "it gave no reason" : line;
  }

  /** Passes on the last line, too. */
  synchronized void passOn() {
    messages.write(held.toByteArray(), 0, held.size());
    messages.flush();
    held.reset();
  }
}
