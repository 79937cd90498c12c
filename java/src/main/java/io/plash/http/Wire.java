package io.plash.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.io.SessionOutputBuffer;

/**
 * The connection of the library, within limits and with two corrections. In places the library takes a body that is
 * cut for a whole one; and it ends a body properly of which only a part was written, so that the other side takes
 * it for whole.
 */
final class Wire extends DefaultBHttpClientConnection {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_LINE_BYTES = 1 << 15;
  private static final int MAX_FIELDS = 200;

  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setBufferSize(BUFFER_BYTES)
          .setChunkSizeHint(BUFFER_BYTES)
          .setMaxLineLength(MAX_LINE_BYTES)
          .setMaxHeaderCount(MAX_FIELDS)
          .build();

  /** Makes a connection that is not yet bound to a socket. */
  Wire() {
    super(LIMITS, null, null, null, null, null, unused -> new HeadParser(LIMITS)); // the library gives its own limits
  }

  @Override
  protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream in) {
    boolean endsWithConnection = length == ContentLengthStrategy.UNDEFINED;
    return super.createContentInputStream(length, buffer, endsWithConnection ? in : new UnendedInput(in, true));
  }

  @Override
  protected OutputStream createContentOutputStream(
      long length, SessionOutputBuffer buffer, OutputStream out, Supplier<List<? extends Header>> trailers) {
    return new Content(super.createContentOutputStream(length, buffer, out, trailers));
  }

  /** The body of a request on its way out. Closing it ends the body only when it was completed before. */
  static final class Content extends FilterOutputStream {
    private boolean complete;

    /** Writes to {@code out}, the closing of which ends the body. */
    Content(OutputStream out) {
      super(out);
    }

    /** Notes that all was written. */
    void complete() {
      complete = true;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      if (complete) {
        out.close();
      }
    }
  }
}
