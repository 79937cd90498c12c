package io.plash.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import jnr.unixsocket.UnixSocket;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;

/**
 * A unix socket with a timeout for each read and each write. The streams of the library itself would go on waiting
 * when a timeout is over. This is the only class that knows jnr.
 */
final class TimedUnixSocket extends UnixSocket {
  private static final int MILLIS = 1000;

  private final UnixSocketChannel channel;

  private TimedUnixSocket(UnixSocketChannel channel) {
    super(channel);
    this.channel = channel;
  }

  /**
   * Connects to the socket at {@code path}; the caller closes it. A read or a write fails when nothing moves for
   * {@code seconds}. The failure to connect is a ConnectException with the words of strerror(3).
   */
  static TimedUnixSocket connect(Path path, int seconds) throws IOException {
    // By reflection instead of classes written at run time: those cannot be in the class archive.
    System.setProperty("jnr.ffi.asm.enabled", "false");
    try {
      UnixSocketChannel channel = UnixSocketChannel.open(new UnixSocketAddress(path.toString()));
      channel.setOption(UnixSocketOptions.SO_RCVTIMEO, seconds * MILLIS);
      channel.setOption(UnixSocketOptions.SO_SNDTIMEO, seconds * MILLIS);
      return new TimedUnixSocket(channel);
    } catch (IOException e) {
      throw new ConnectException(e.getMessage());
    } catch (LinkageError e) {
      throw new IOException("cannot load the native library of jffi, which it unpacks to "
          + System.getProperty("java.io.tmpdir") + ": " + e.getMessage(), e);
    }
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int count = channel.read(ByteBuffer.wrap(bytes, from, length));
        if (count == 0 && length > 0) {
          throw new SocketTimeoutException("no answer");
        }
        return count;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
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
}
