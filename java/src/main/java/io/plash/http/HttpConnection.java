package io.plash.http;

import io.plash.failure.PlashException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection of HTTP/1.1 over a socket, which it owns and closes. One exchange happens at a time: the next request
 * may be sent when the body of the last answer was read to its end.
 */
public final class HttpConnection implements Closeable {
  private static final int MAX_INTERIM = 10;
  private static final int FIRST_FINAL = 200;

  private final Wire wire = new Wire();
  private volatile boolean busy;

  private HttpConnection() {}

  /** Begins a connection over {@code socket}, which is connected and has the timeout that reads shall have. */
  public static HttpConnection over(Socket socket) throws IOException {
    HttpConnection connection = new HttpConnection();
    connection.wire.bind(socket);
    return connection;
  }

  /**
   * Sends {@code request}, reads the head of the answer, and returns the answer, which the caller closes. When the
   * other side stops taking the body, its answer tells why, and is returned. After a failure the connection is
   * closed.
   */
  public Answer ask(Request request) throws IOException, PlashException {
    boolean answered = false;
    reserve();
    try {
      Optional<IOException> refused = send(request);
      boolean reusable = refused.isEmpty() && !"close".equals(request.fields().get("Connection"));
      Answer answer = new Answer(this, receive(request.method(), refused), reusable);
      answered = true;
      return answer;
    } finally {
      if (!answered) {
        close();
      }
    }
  }

  private Optional<IOException> send(Request request) throws IOException, PlashException {
    // By the constructor with a host, be there none, the library takes the target as it is.
    BasicClassicHttpRequest message =
        new BasicClassicHttpRequest(request.method(), (HttpHost) null, request.target());
    request.fields().forEach(message::setHeader);
    request.body().ifPresent(body ->
        message.setEntity(new EntityTemplate(body.length(), null, null, out -> write(body.content(), out))));
    try {
      wire.sendRequestHeader(message);
      wire.sendRequestEntity(message);
      wire.flush();
      return Optional.empty();
    } catch (ContentFailure e) {
      throw e.failure;
    } catch (IOException e) {
      return Optional.of(e);
    } catch (HttpException e) {
      throw new IOException("cannot send the request: " + e.getMessage(), e);
    }
  }

  private static void write(Upload content, OutputStream out) throws IOException {
    try {
      content.into(out);
      ((Wire.Content) out).complete();
    } catch (PlashException e) {
      throw new ContentFailure(e);
    }
  }

  private ClassicHttpResponse receive(String method, Optional<IOException> refused) throws IOException {
    try {
      for (int n = 0; n < MAX_INTERIM; n++) {
        ClassicHttpResponse response = wire.receiveResponseHeader();
        if (response.getCode() >= FIRST_FINAL) {
          receiveBody(method, response);
          return response;
        }
      }
      throw AnswerException.malformed("the server sends one answer 100 after the other");
    } catch (HttpException e) {
      throw AnswerException.foreign();
    } catch (IOException e) {
      throw refused.orElse(e);
    }
  }

  private void receiveBody(String method, ClassicHttpResponse response) throws IOException {
    try {
      if (MessageSupport.canResponseHaveBody(method, response)) {
        wire.receiveResponseEntity(response);
      }
    } catch (HttpException e) {
      throw AnswerException.malformed("its answer does not tell where it ends: " + e.getMessage());
    }
  }

  /** Has each later read fail when nothing comes for {@code millis}. */
  void bearSilence(int millis) throws IOException {
    if (wire.isOpen()) {
      wire.setSocketTimeout(Timeout.ofMilliseconds(millis));
    }
  }

  /** Lets the connection be used again, since the last answer was read to its end. */
  void release() {
    busy = false;
  }

  /** Keeps the connection for a request that is about to be sent. */
  void reserve() {
    busy = true;
  }

  /** Tells whether the next request may be sent: no answer is being read, and the other side has not closed. */
  boolean isFree() {
    try {
      return !busy && wire.isOpen() && !wire.isStale();
    } catch (IOException e) {
      return false;
    }
  }

  /** Tells whether a request is being sent or an answer being read. */
  boolean isBusy() {
    return busy;
  }

  /** Closes the socket at once, however much of an answer is still to come. */
  @Override
  public void close() {
    wire.close(CloseMode.IMMEDIATE);
    busy = false;
  }

  /** Carries the failure to make content through the library, which knows IOExceptions only. */
  private static final class ContentFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final PlashException failure;

    ContentFailure(PlashException failure) {
      super(failure);
      this.failure = failure;
    }
  }
}
