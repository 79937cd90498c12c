package io.plash.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;

/**
 * The answer to a request: its status, its header fields, and its body, which is read as it comes. Closing
 * the answer closes its connection, unless the body was read to its end and the connection may be used again.
 */
public final class Answer implements Closeable {
  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_DISCARDED = 1 << 16;
  private static final int FIRST_REDIRECTION = 300;

  private final HttpConnection connection;
  private final ClassicHttpResponse response;
  private final Body body;
  private final boolean reusable;

  /** Takes the answer from {@code response}. After its end {@code connection} may be used again if {@code reusable}. */
  Answer(HttpConnection connection, ClassicHttpResponse response, boolean reusable) throws IOException {
    this.connection = connection;
    this.response = response;
    HttpEntity entity = response.getEntity();
    this.body = new Body(entity == null ? InputStream.nullInputStream() : entity.getContent());
    boolean delimited = entity == null || entity.getContentLength() >= 0 || entity.isChunked();
    this.reusable = reusable && delimited && response.getVersion().greaterEquals(HttpVersion.HTTP_1_1)
        && !field("Connection").toLowerCase(Locale.ROOT).contains("close");
  }

  /** Returns the status code. */
  public int status() {
    return response.getCode();
  }

  /** Returns the reason phrase, in the server's words; empty without one. */
  public String phrase() {
    return response.getReasonPhrase() == null ? "" : response.getReasonPhrase();
  }

  /** Tells whether what was asked for was done. */
  public boolean succeeded() {
    return status() < FIRST_REDIRECTION;
  }

  /** Returns the value of the header field {@code name}, in upper or lower case; empty without one. */
  public String field(String name) {
    Header header = response.getFirstHeader(name);
    return header == null || header.getValue() == null ? "" : header.getValue();
  }

  /** Returns the values of all header fields {@code name}, in upper or lower case, in their order. */
  public List<String> fields(String name) {
    List<String> values = new ArrayList<>();
    for (Header header : response.getHeaders(name)) {
      values.add(header.getValue() == null ? "" : header.getValue());
    }
    return values;
  }

  /** Returns how many bytes the body has; negative when the server does not say. */
  public long length() {
    return response.getEntity() == null ? 0 : response.getEntity().getContentLength();
  }

  /** Returns the body, a read of which fails when the connection ends too early. Closing it closes the answer. */
  public InputStream body() {
    return body;
  }

  /** Reads the whole body, which must have less than a megabyte, as UTF-8. */
  public String text() throws IOException {
    byte[] bytes = body.readNBytes(MAX_TEXT);
    if (bytes.length == MAX_TEXT) {
      throw AnswerException.malformed("its answer is too long");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Closes the answer after reading a short body, so that the connection may be used again. */
  public void discard() {
    try {
      body.readNBytes(MAX_DISCARDED);
      body.read(); // the end
    } catch (IOException e) {
      connection.close(); // which is all that was wanted of it
    }
    close();
  }

  @Override
  public void close() {
    if (!body.ended || !reusable) {
      connection.close();
    }
  }

  /** The body as the library reads it, with failures in words of ours. */
  private final class Body extends InputStream {
    private final InputStream in;
    private boolean ended;

    Body(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        int count = ended ? -1 : in.read(bytes, from, length);
        if (count < 0 && !ended) { // later on another answer may come by this connection
          ended = true;
          if (reusable) {
            connection.release();
          }
        }
        return count;
      } catch (MalformedChunkCodingException | MessageConstraintException e) {
        throw AnswerException.malformed("bogus chunk size");
      }
    }

    @Override
    public void close() {
      Answer.this.close();
    }
  }
}
