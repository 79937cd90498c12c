package io.plash.engine;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;

/** A stream of bytes to and from a unix socket; the only class that knows jnr. */
final class Connection implements Closeable {
  private static final int MILLIS = 1000;

  private final UnixSocketChannel channel;

  private Connection(UnixSocketChannel channel) {
    this.channel = channel;
  }

  /** Connects; a read or write that makes no progress for {@code seconds} fails. */
  static Connection open(Path socket, int seconds) throws IOException {
    // By reflection instead of classes written at run time: those cannot be in the class archive.
    System.setProperty("jnr.ffi.asm.enabled", "false");
    try {
      UnixSocketChannel channel = UnixSocketChannel.open(new UnixSocketAddress(socket.toString()));
      channel.setOption(UnixSocketOptions.SO_RCVTIMEO, seconds * MILLIS);
      channel.setOption(UnixSocketOptions.SO_SNDTIMEO, seconds * MILLIS);
      return new Connection(channel);
    } catch (IOException e) {
      throw new ConnectException(e.getMessage());
    } catch (LinkageError e) {
      throw new IOException("cannot load the native library of jffi, which it unpacks to "
          + System.getProperty("java.io.tmpdir") + ": " + e.getMessage(), e);
    }
  }

  /** What comes. Closing it closes the connection. */
  InputStream input() {
    return new BlockInput() {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int n = channel.read(ByteBuffer.wrap(bytes, from, length));
        if (n == 0 && length > 0) {
          throw new SocketTimeoutException("no answer");
        }
        return n;
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** What goes. */
  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
        while (buffer.hasRemaining()) {
          if (channel.write(buffer) == 0) {
            throw new SocketTimeoutException("it takes no more data");
          }
        }
      }
    };
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
