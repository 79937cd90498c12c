package io.plash.external;

import io.plash.failure.PlashException;
import io.plash.lang.MacroException;
import io.plash.program.Command;
import io.plash.program.Packages;
import io.plash.program.RunningProgram;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A running python3 that exchanges messages with this process in turns. A message is a list of words, in the format
 * that {@code python/plash/channel.py} describes.
 */
final class PythonProcess implements AutoCloseable {
  private static final int MARK = 0x504c5348; // PLSH
  private static final int LONGEST = ScriptText.LONGEST;
  private static final int MOST_WORDS = 1 << 20;

  /** How often to check whether python3 still runs, since a fork of it may hold its end of the pipe open. */
  private static final int LOOK_MILLIS = 200;
  /** How long python3 may take to tidy up and end. */
  private static final int END_MILLIS = 2000;

  private static final List<String> END = List.of();
  private static final String OPTIONS = "PYTHON";
  private static final Set<String> KEPT_OPTIONS = Set.of("PYTHONPATH", "PYTHONDONTWRITEBYTECODE");

  private final RunningProgram python;
  private final DataOutputStream questions;
  private final BlockingQueue<List<String>> answers = new LinkedBlockingQueue<>();
  private volatile boolean garbled;

  private PythonProcess(RunningProgram python) {
    this.python = python;
    this.questions = new DataOutputStream(new BufferedOutputStream(python.stdin()));
    Thread reader = new Thread(this::read);
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts python3 with {@code folder}, which holds the {@code __main__.py} to run. */
  static PythonProcess start(Map<String, String> environment, String folder) throws MacroException {
    Command command = MacroProgram.command(withoutItsOptions(environment), List.of("python3", folder)).stdinPiped();
    return new PythonProcess(MacroProgram.start(command, "python3",
        "macros are imported by python3, version 3.6 or later: " + Packages.of(environment).hint("python3")));
  }

  // Macros see the user's variables, except those that python3 itself obeys (PYTHONHOME, PYTHONINSPECT ...): they
  // were set for other programs. PYTHONPATH stays, because it says where modules are.
  private static Map<String, String> withoutItsOptions(Map<String, String> environment) {
    Map<String, String> kept = new HashMap<>(environment);
    kept.keySet().removeIf(name -> name.startsWith(OPTIONS) && !KEPT_OPTIONS.contains(name));
    return kept;
  }

  /** Sends a message. */
  void send(List<String> words) throws MacroException, PlashException {
    try {
      questions.writeInt(MARK);
      questions.writeInt(words.size());
      for (String word : words) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        questions.writeInt(bytes.length);
        questions.write(bytes);
      }
      questions.flush();
    } catch (IOException e) {
      throw lost();
    }
  }

  /** Waits for the next message and returns it. */
  List<String> receive() throws MacroException, PlashException {
    try {
      List<String> words = answers.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      while (words == null) {
        boolean alive = python.isAlive();
        words = answers.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (words == null && !alive) {
          words = END;
        }
      }
      if (words.isEmpty()) {
        throw lost();
      }
      return words;
    } catch (InterruptedException e) {
      throw lost();
    }
  }

  private MacroException lost() throws PlashException {
    if (garbled) {
      return MacroException.of("python3 sent what is no message of plash")
          .withHint("does the module write to descriptors that are not its own?");
    }
    String outcome = python.awaitEnd(END_MILLIS)
        ? "ended with " + MacroProgram.outcome(python.await())
        : "closed its connection to plash";
    return MacroException.of("python3 " + outcome);
  }

  private void read() {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(python.stdout()))) {
      while (true) {
        answers.add(message(in));
      }
    } catch (IOException e) {
      answers.add(END);
    }
  }

  private List<String> message(DataInputStream in) throws IOException {
    garbled |= in.readInt() != MARK;
    int count = length(in, MOST_WORDS);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(word(in));
    }
    garbled |= words.isEmpty();
    return words;
  }

  private String word(DataInputStream in) throws IOException {
    byte[] bytes = ((InputStream) in).readNBytes(length(in, LONGEST));
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private int length(DataInputStream in, int most) throws IOException {
    int length = garbled ? -1 : in.readInt();
    garbled |= length < 0 || length > most;
    if (garbled) {
      throw new IOException("not a message");
    }
    return length;
  }

  /** Closes stdin of python3, waits two seconds for its end and then kills it. */
  @Override
  public void close() throws PlashException {
    try {
      questions.close();
    } catch (IOException e) {
      garbled = true; // it has gone before it took all that was sent
    }
    if (!python.awaitEnd(garbled ? 0 : END_MILLIS)) {
      python.kill();
    }
    python.close();
  }
}
