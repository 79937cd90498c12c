package io.plash.image;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.program.Command;
import io.plash.program.FirstBytes;
import io.plash.program.Packages;
import io.plash.program.RunningProgram;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The archive of a layer without its compression, which the first bytes tell. gzip is undone in this process, which
 * takes less time than a program and a pipe; anything else by its program.
 */
final class LayerDecompression {
  private static final int BUFFER = 1 << 16;
  private static final int MAX_COMPLAINT = 1000;

  private LayerDecompression() {}

  /** Returns what {@code stored} holds. Closing the result ends the program; {@code stored} stays open. */
  static InputStream of(CommandContext context, InputStream stored) throws IOException, PlashException {
    PushbackInputStream in = new PushbackInputStream(stored, Compression.MAGIC_BYTES);
    byte[] head = in.readNBytes(Compression.MAGIC_BYTES);
    in.unread(head);
    Compression compression = Compression.of(head);
    return switch (compression) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(new Members(in), BUFFER);
      default -> new Decompressor(context, in, compression.decompressor());
    };
  }

  /** A file of gzip may consist of several members. Java looks for the next one only where more bytes are at hand. */
  private static final class Members extends FilterInputStream {
    Members(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }

  /** What a program makes of a stream, which a thread writes to it. */
  private static final class Decompressor extends FilterInputStream {
    private final String name;
    private final RunningProgram program;
    private final FirstBytes complaint;
    private final Thread feeder;
    private volatile IOException failure;

    Decompressor(CommandContext context, InputStream stored, List<String> words) throws PlashException {
      super(InputStream.nullInputStream());
      name = words.get(0);
      if (!context.pipeline().searchPath().has(name)) {
        throw PlashException.of(name + " not found in PATH")
            .withHint(Packages.of(context.environment()).hint(name));
      }
      complaint = new FirstBytes(MAX_COMPLAINT);
      program = RunningProgram.start(
          Command.ofTool(context.environment(), words).stdinPiped().stderrTo(complaint));
      in = program.stdout();
      feeder = new Thread(() -> feed(stored));
      feeder.setDaemon(true);
      feeder.start();
    }

    private void feed(InputStream stored) {
      try (OutputStream pipe = program.stdin()) {
        byte[] buffer = new byte[BUFFER];
        int n = read(stored, buffer);
        while (n >= 0) {
          pipe.write(buffer, 0, n);
          n = read(stored, buffer);
        }
      } catch (IOException e) {
        return; // the program has ended, and its status tells why; or reading failed, which is kept
      }
    }

    private int read(InputStream stored, byte[] buffer) throws IOException {
      try {
        return stored.read(buffer);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int n = super.read(bytes, from, length);
      if (n < 0) {
        requireSuccess();
      }
      return n;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private void requireSuccess() throws IOException {
      try {
        int status = program.await();
        feeder.join();
        if (failure != null) {
          throw failure;
        }
        if (status != 0) {
          String said = complaint.text().strip();
          throw new IOException(said.isEmpty() ? name + " ended with status " + status : said);
        }
      } catch (PlashException | InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      program.close();
      try {
        feeder.join();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }
}
