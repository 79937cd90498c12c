package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.program.Command;
import io.plash.program.FirstBytes;
import io.plash.program.RunningProgram;
import io.plash.program.Tool;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The program of a check while a file is fetched: it is shown all bytes in order. It works beside the thread that shows
 * them, which only copies them into a pipe. Closing it ends the program.
 */
final class CheckUnderWay implements AutoCloseable {
  private static final int MAX_OUTPUT_BYTES = 1000;

  private final ArchiveCheck check;
  private final FirstBytes output = new FirstBytes(MAX_OUTPUT_BYTES);
  private final FirstBytes errors = FirstBytes.ofErrors();
  private final RunningProgram program;
  private final OutputStream input;
  private boolean reading = true;

  private CheckUnderWay(ArchiveCheck check, Command command) throws PlashException {
    this.check = check;
    this.program = RunningProgram.start(command.stdinPiped().stdoutTo(output).stderrTo(errors));
    this.input = program.stdin();
  }

  /** Starts the program of {@code check}. */
  static CheckUnderWay start(CommandContext context, ArchiveCheck check) throws PlashException {
    return new CheckUnderWay(check, Command.ofTool(context.environment(), check.words()));
  }

  /** Shows {@code count} more bytes of the file, which begin at {@code offset} in {@code buffer}. */
  void see(byte[] buffer, int offset, int count) {
    try {
      if (reading) {
        input.write(buffer, offset, count);
      }
    } catch (IOException e) {
      reading = false; // it has ended; its status and what it said tell why
    }
  }

  /** Ends the file, and fails when it is not what it should be. */
  void decide() throws PlashException {
    try {
      input.close();
    } catch (IOException e) {
      reading = false;
    }
    int status = program.await();
    check.decide(new Tool.Result(status, output.text(), errors.text()));
  }

  @Override
  public void close() {
    program.close();
  }
}
