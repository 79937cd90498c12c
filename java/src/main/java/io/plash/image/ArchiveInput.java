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
 * The bytes of an archive. A regular file, or stdin that is one, is looked at and then handed to the
 * first program as it is; from a pipe, this process passes the bytes on.
 */
public final class ArchiveInput implements Closeable {
  private static final Path STDIN = Path.of("/proc/self/fd/0");
  private static final int COPY_BYTES = 1 << 16;
  private static final int PADDING = 4;
  /** How long the blocks of a tar archive are. */
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

  /** The archive in {@code file}, which messages call {@code name}. */
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

  /** The archive on stdin. */
  public static ArchiveInput stdin() throws PlashException {
    try {
      return new ArchiveInput("stdin", Optional.empty(), new FileInputStream(FileDescriptor.in));
    } catch (IOException e) {
      throw PlashException.of("cannot read stdin: " + IoReason.of(e), e);
    }
  }

  /**
   * The archive that comes in {@code stream}, which messages call {@code name}; {@code proven} when it will
   * be known for certain whether that is the whole of it.
   */
  public static ArchiveInput stream(String name, InputStream stream, boolean proven) throws PlashException {
    try {
      return new ArchiveInput(name, stream, proven);
    } catch (IOException e) {
      throw PlashException.unwrapping(e, "cannot read " + PythonRepr.of(name));
    }
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /** Whether it needs no end mark to show that it is whole. */
  boolean isProven() {
    return proven;
  }

  /**
   * Whether it ends, as it lies here, in zeros, after it was read to its end: padding, as of tapes and
   * disks.
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
   * Whether nothing but zeros lies behind the last whole block of a plain archive: tar(1) does not look
   * at less than a block. From a pipe, blocks are filled up on the way.
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

  // As it was opened: this user may not be allowed to open what somebody else opened for stdin.
  private FileChannel channel() {
    return ((FileInputStream) stream).getChannel();
  }

  /** Its first bytes, at most {@link Compression#MAGIC_BYTES}. */
  byte[] head() {
    return head.clone();
  }

  /** The whole of it, for the first program of a pipeline. */
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
        return; // the reader has gone; its status says why
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

  // Too little for a block of its own.
  private void fillBlock(OutputStream pipe) {
    try {
      if (Compression.of(head) == Compression.NONE) {
        pipe.write(new byte[BLOCK_BYTES - 1]);
      }
    } catch (IOException e) {
      return; // the same
    }
  }

  // FileInputStream.readNBytes asks for the position, which a pipe has none of (JDK 17).
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
