package io.plash.image;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.program.Pipeline.Source;
import io.plash.text.PythonRepr;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of one archive. A regular file (stdin may be one) is handed to the first program of a pipeline, which
 * reads it by itself; the bytes of a pipe or of a connection pass through this process.
 */
public final class ArchiveInput implements Closeable {
  private static final Path STDIN = Path.of("/proc/self/fd/0");
  private static final int COPY_BYTES = 1 << 16;
  private static final int PADDING = 4;
  /** The length of a block of a tar archive in bytes. */
  static final int BLOCK_BYTES = 512;

  private final String name;
  private final Optional<Path> file;
  private final InputStream stream;
  private final boolean seekable;
  private final boolean proven;
  private final byte[] head;
  private int zerosPassed;

  private ArchiveInput(String name, Optional<Path> file, FileInputStream stream) throws IOException {
    this.name = name;
    this.file = file;
    this.stream = stream;
    this.proven = false;
    this.seekable = Files.isRegularFile(file.orElse(STDIN));
    this.head = seekable ? peek(stream.getChannel()) : readHead(stream);
  }

  private ArchiveInput(String name, InputStream stream, boolean proven) throws IOException {
    this.name = name;
    this.proven = proven;
    this.file = Optional.empty();
    this.stream = stream;
    this.seekable = false;
    this.head = readHead(stream);
  }

  /** Opens the archive in {@code file}, which messages call {@code name}. */
  public static ArchiveInput file(String name, Path file) throws PlashException {
    if (name.isEmpty() || !Files.exists(file)) {
      throw PlashException.of("[Errno 2] No such file or directory: " + PythonRepr.of(name));
    }
    if (Files.isDirectory(file)) {
      throw PlashException.of("[Errno 21] Is a directory: " + PythonRepr.of(name));
    }
    if (!Files.isReadable(file)) {
      throw PlashException.of("[Errno 13] Permission denied: " + PythonRepr.of(name));
    }
    try {
      return new ArchiveInput(name, Optional.of(file), new FileInputStream(file.toFile()));
    } catch (IOException e) {
      throw PlashException.of("cannot read " + PythonRepr.of(name) + ": " + IoReason.of(e), e);
    }
  }

  /** Returns the archive on stdin. */
  public static ArchiveInput stdin() throws PlashException {
    try {
      return new ArchiveInput("stdin", Optional.empty(), new FileInputStream(FileDescriptor.in));
    } catch (IOException e) {
      throw PlashException.of("cannot read stdin: " + IoReason.of(e), e);
    }
  }

  /**
   * Returns the archive that {@code stream} brings; closing the archive closes the stream.
   *
   * @param name what messages call the archive
   * @param proven whether the caller proves that the stream was whole, by a checksum or a signature
   */
  public static ArchiveInput stream(String name, InputStream stream, boolean proven) throws PlashException {
    try {
      return new ArchiveInput(name, stream, proven);
    } catch (IOException e) {
      throw PlashException.unwrapping(e, "cannot read " + PythonRepr.of(name));
    }
  }

  /** Returns what messages call the archive. */
  public String name() {
    return name;
  }

  /** Tells whether the caller proves that it is whole, so that it need not have an end mark. */
  boolean isProven() {
    return proven;
  }

  /**
   * Tells whether the archive as it was stored, and perhaps compressed, ends in zeros, as padding of tapes and
   * disks does. To be asked when it has been read to its end.
   */
  boolean endsInZeros() throws IOException {
    if (!seekable) {
      return zerosPassed >= PADDING;
    }
    FileChannel channel = channel();
    ByteBuffer end = ByteBuffer.allocate(PADDING);
    int n = channel.read(end, Math.max(0, channel.size() - PADDING));
    return n == PADDING && Arrays.equals(end.array(), new byte[PADDING]);
  }

  /**
   * Tells whether nothing but zeros follows the last whole block of a plain archive. tar(1) does not look at less
   * than a block; the bytes of a pipe are filled up to one on their way.
   */
  boolean endsWithBlock() throws IOException {
    if (!seekable) {
      return true;
    }
    FileChannel channel = channel();
    int rest = (int) (Math.max(0, channel.size() - channel.position()) % BLOCK_BYTES);
    ByteBuffer end = ByteBuffer.allocate(rest);
    channel.read(end, channel.size() - rest);
    return Arrays.equals(end.array(), new byte[rest]);
  }

  // The channel that is open: this user may not be allowed to open a file that somebody else opened as stdin.
  private FileChannel channel() {
    return ((FileInputStream) stream).getChannel();
  }

  /** Returns its first bytes, at most {@link Compression#MAGIC_BYTES}. */
  byte[] head() {
    return head.clone();
  }

  /** Returns the whole archive, for the first program of a pipeline to read. */
  Source source() {
    if (!seekable) {
      return new Source.Copied(this::copyTo);
    }
    return file.isPresent() ? new Source.OfFile(file.get().toFile()) : new Source.Inherited();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private void copyTo(OutputStream pipe) throws IOException {
    byte[] buffer = new byte[COPY_BYTES];
    byte[] next = head;
    int length = head.length;
    while (length >= 0) {
      try {
        pipe.write(next, 0, length);
        pipe.flush();
      } catch (IOException e) {
        return; // the reader has ended; its status says why
      }
      zerosPassed = zerosAtEnd(zerosPassed, next, length);
      next = buffer;
      length = stream.read(buffer);
    }
    fillBlock(pipe);
  }

  private static int zerosAtEnd(int before, byte[] bytes, int length) {
    int zeros = 0;
    while (zeros < length && zeros < PADDING && bytes[length - 1 - zeros] == 0) {
      zeros++;
    }
    return zeros == length ? Math.min(before + zeros, PADDING) : zeros;
  }

  // Adds zeros, too few for a block of their own, so that tar looks at what follows the last whole block.
  private void fillBlock(OutputStream pipe) {
    try {
      if (Compression.of(head) == Compression.NONE) {
        pipe.write(new byte[BLOCK_BYTES - 1]);
      }
    } catch (IOException e) {
      return; // the reader has ended
    }
  }

  // Not FileInputStream.readNBytes: it asks for the position, and a pipe has none (JDK 17).
  private static byte[] readHead(InputStream stream) throws IOException {
    byte[] head = new byte[Compression.MAGIC_BYTES];
    int length = 0;
    int n = 0;
    while (length < head.length && n >= 0) {
      length += n;
      n = stream.read(head, length, head.length - length);
    }
    return Arrays.copyOf(head, length);
  }

  private static byte[] peek(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Compression.MAGIC_BYTES);
    int n = channel.read(buffer, channel.position());
    return Arrays.copyOf(buffer.array(), Math.max(n, 0));
  }
}
