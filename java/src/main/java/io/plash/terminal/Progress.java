package io.plash.terminal;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import io.plash.text.TerminalText;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows on stderr what takes long: a bar that is redrawn in place on a terminal, one line for each step elsewhere.
 * With {@code PLASH_PROGRESS=plain} a terminal gets lines, too, and with {@code PLASH_PROGRESS=none} nothing is shown.
 * Several threads may tell of what they do.
 */
public final class Progress {
  private static final String VARIABLE = "PLASH_PROGRESS";
  private static final String LINE = "plash: ";

  private final PrintStream messages;
  private final boolean silent;
  private final boolean redrawn;
  private final Supplier<IntSupplier> terminal;
  private final LongSupplier nanos;
  private IntSupplier width;
  private boolean midLine;

  private Progress(
      PrintStream messages, boolean silent, boolean redrawn, Supplier<IntSupplier> terminal, LongSupplier nanos) {
    this.messages = messages;
    this.silent = silent;
    this.redrawn = redrawn;
    this.terminal = terminal;
    this.nanos = nanos;
  }

  /**
   * Writes to {@code messages}, which is stderr, in the form that {@code environment} chooses. Before the first bar is
   * drawn {@code resizing} is given the width that the terminal had; what it returns is asked each time.
   */
  public static Progress of(
      Map<String, String> environment, PrintStream messages, IntFunction<IntSupplier> resizing) throws PlashException {
    return of(environment, messages, resizing, System::nanoTime);
  }

  static Progress of(
      Map<String, String> environment, PrintStream messages, IntFunction<IntSupplier> resizing, LongSupplier nanos)
      throws PlashException {
    String wanted = environment.getOrDefault(VARIABLE, "");
    if (!wanted.isEmpty() && !wanted.equals("auto") && !wanted.equals("plain") && !wanted.equals("none")) {
      throw PlashException.of(VARIABLE + " is " + PythonRepr.of(wanted) + ", which means nothing")
          .withHint("set it to auto, plain or none, or not at all");
    }
    Terminal terminal = Terminal.of(environment);
    boolean able = terminal.interactive() && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Progress(messages, wanted.equals("none"), able && !wanted.equals("plain"),
        () -> resizing.apply(terminal.columns()), nanos);
  }

  /**
   * Writes one line about a step in which nothing can be counted, such as {@code extracting...}, or about something
   * that happens during another step. Names in it may hold any character.
   */
  public synchronized void say(String line) {
    endLine();
    if (!silent) {
      messages.println(LINE + TerminalText.line(line));
    }
  }

  private void endLine() {
    if (midLine) {
      messages.println();
      midLine = false;
    }
  }

  /**
   * Begins a step in which bytes are counted. {@code verb} and {@code thing} make a line such as {@code fetching
   * http://localhost/root.tar}; {@code total} is the expected number of bytes, or negative when it is not known.
   */
  public synchronized Step begin(String verb, String thing, long total) {
    Step step = new Step(verb, total, nanos.getAsLong());
    if (redrawn && !silent) {
      width = width == null ? terminal.get() : width;
      step.draw(step.begun);
    } else {
      say(verb + " " + thing + (total < 0 ? "" : " (" + HumanUnits.bytes(total) + ")"));
    }
    return step;
  }

  /** A step in which bytes are counted. Closing it ends the line, finished or not. */
  public final class Step implements AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int PERCENT = 100;
    private static final int MIN_BAR = 4;

    private final String verb;
    private final long total;
    private final long begun;
    private long done;
    private long drawn;
    private boolean open = true;

    private Step(String verb, long total, long begun) {
      this.verb = verb;
      this.total = total;
      this.begun = begun;
    }

    /** Adds {@code bytes} to those that are done. */
    public void advance(long bytes) {
      synchronized (Progress.this) {
        done += bytes;
        if (redrawn && !silent) {
          long now = nanos.getAsLong();
          if (now - drawn >= REDRAW_NANOS) {
            draw(now);
          }
        }
      }
    }

    @Override
    public void close() {
      synchronized (Progress.this) {
        if (open && redrawn && !silent) {
          draw(nanos.getAsLong());
          endLine();
        }
        open = false;
      }
    }

    // Fills the line with blanks up to the last column but one, because some terminals wrap in the last one.
    private void draw(long now) {
      drawn = now;
      int room = Math.max(1, width.getAsInt() - 1);
      String line = line(now - begun, room);
      midLine = true;
      messages.print("\r" + line + " ".repeat(room - line.length()));
      messages.flush();
    }

    // As much as there is room for. What tells least is left out first.
    private String line(long elapsed, int room) {
      String amount = total < 0 ? HumanUnits.bytes(done) : percent() + "%";
      String head = verb + " " + amount;
      String rest = total < 0 ? rate(elapsed) : HumanUnits.bytes(total) + rate(elapsed) + time(elapsed);
      int bar = room - LINE.length() - head.length() - rest.length() - " [] ".length();
      if (total >= 0 && bar >= MIN_BAR) {
        return LINE + head + " " + bar(bar) + " " + rest;
      }
      for (String line : List.of(LINE + head + (total < 0 ? "" : " ") + rest, LINE + head, head, amount)) {
        if (line.length() <= room) {
          return line;
        }
      }
      return amount.substring(0, room);
    }

    private long percent() {
      return total == 0 ? PERCENT : Math.min(PERCENT, done * PERCENT / total);
    }

    private long rateOf(long elapsed) {
      return elapsed < REDRAW_NANOS ? 0 : (long) (done / (elapsed / (double) SECOND_NANOS));
    }

    private String rate(long elapsed) {
      long rate = rateOf(elapsed);
      return rate == 0 ? "" : " " + HumanUnits.bytes(rate) + "/s";
    }

    private String time(long elapsed) {
      long rate = rateOf(elapsed);
      if (done >= total) {
        return " " + HumanUnits.seconds(elapsed / SECOND_NANOS);
      }
      return rate == 0 ? "" : " " + HumanUnits.seconds((total - done) / rate) + " left";
    }

    private String bar(int room) {
      int filled = total == 0 ? room : (int) Math.min(room, done * room / total);
      return "[" + "#".repeat(filled) + " ".repeat(room - filled) + "]";
    }
  }
}
