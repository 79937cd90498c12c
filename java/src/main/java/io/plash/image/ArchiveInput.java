package io.plash.image;

import io.plash.os.Pipeline.Source;
import io.plash.value.PlashException;
import io.plash.value.PythonRepr;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of an archive. What can be read at a position (a file, or stdin that is one) is looked at
 * and then handed to the first program as it is; from a pipe, this process passes the bytes on.
 */
public final class ArchiveInput implements Closeable {
  /** A tar archive ends in two blocks of zeros, tar(5). */
  private static final int END_MARK_BYTES = 1024;

  private final String name;
  private final Optional<Path> file;
  private final FileInputStream stream;
  private final boolean seekable;
  private final byte[] head;
  private final Tail tail = new Tail();

  private ArchiveInput(String name, Optional<Path> file, FileInputStream stream) throws IOException {
    this.name = name;
    this.file = file;
    this.stream = stream;
    this.seekable = isSeekable(stream.getChannel());
    this.head = seekable ? peek(stream.getChannel()) : stream.readNBytes(Compression.MAGIC_BYTES);
  }

  /** The archive in {@code file}, which messages call {@code name}. */
  public static ArchiveInput file(String name, Path file) throws PlashException {
    if (!Files.exists(file)) {
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
      throw PlashException.of("cannot read " + PythonRepr.of(name) + ": " + e.getMessage(), e);
    }
  }

  /** The archive on stdin. */
  public static ArchiveInput stdin() throws PlashException {
    try {
      return new ArchiveInput("stdin", Optional.empty(), new FileInputStream(FileDescriptor.in));
    } catch (IOException e) {
      throw PlashException.of("cannot read stdin: " + e.getMessage(), e);
    }
  }

  /** What messages call it. */
  public String name() {
    return name;
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

  /** Whether its last bytes, once all has been read, are the end mark of a tar archive. */
  boolean endsInZeroBlocks() throws IOException {
    if (seekable) {
      FileChannel channel = stream.getChannel();
      ByteBuffer last = ByteBuffer.allocate(END_MARK_BYTES);
      channel.read(last, Math.max(0, channel.size() - END_MARK_BYTES));
      tail.add(last.array(), last.position());
    }
    return tail.isZero();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private void copyTo(OutputStream pipe) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try {
      pipe.write(head);
      tail.add(head, head.length);
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        tail.add(buffer, n);
        pipe.write(buffer, 0, n);
      }
      pipe.flush();
    } catch (IOException e) {
      return; // the reader has gone; its status says why
    }
  }

  private static boolean isSeekable(FileChannel channel) {
    try {
      channel.position(channel.position());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] peek(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Compression.MAGIC_BYTES);
    int n = channel.read(buffer, channel.position());
    return Arrays.copyOf(buffer.array(), Math.max(n, 0));
  }

  /** Remembers the last bytes of a stream. */
  private static final class Tail {
    private byte[] last = new byte[0];

    void add(byte[] bytes, int length) {
      int kept = Math.max(0, Math.min(last.length, END_MARK_BYTES - length));
      byte[] joined = Arrays.copyOfRange(last, last.length - kept, last.length + Math.min(length, END_MARK_BYTES));
      System.arraycopy(bytes, Math.max(0, length - END_MARK_BYTES), joined, kept, joined.length - kept);
      last = joined;
    }

    boolean isZero() {
      for (byte b : last) {
        if (b != 0) {
          return false;
        }
      }
      return last.length == END_MARK_BYTES;
    }
  }
}
