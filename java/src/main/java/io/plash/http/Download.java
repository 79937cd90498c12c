package io.plash.http;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import io.plash.text.TerminalText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hc.core5.http.HttpStatus;

/**
 * The bytes of a URL, as they come. When the connection is lost, this stream asks for the rest and makes sure that
 * it is the rest of the same file. An {@link IOException} of this stream has a {@link PlashException} as its cause,
 * which says to people what went wrong. Closing the stream ends the connection, unless all was read.
 */
public final class Download extends InputStream {
  private static final int TYPE = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int BLOCK_DEVICE = 0060000;
  private static final int TRIES = 3;
  /** A connection that brought so many bytes does not count as a vain try. */
  private static final long WORTH_BYTES = 1 << 20;

  private final Fetcher fetcher;
  private final Call call;
  private final String type;
  private final long length;
  private final String mark;
  private Answer answer; // null when a file of this machine is read
  private InputStream stream;
  private long position;
  private long lost;
  private int tries;

  private Download(Fetcher fetcher, Call call, Answer answer) {
    this.fetcher = fetcher;
    this.call = call;
    this.answer = answer;
    this.stream = answer.body();
    this.length = answer.length();
    this.type = TerminalText.line(answer.field("Content-Type"));
    this.mark = mark(answer);
  }

  private Download(ResourceUrl url, InputStream stream, long length) {
    this.fetcher = null;
    this.call = Call.get(url);
    this.stream = stream;
    this.length = length;
    this.type = "";
    this.mark = "";
  }

  /** Reads the body of {@code answer}, which the download closes; {@code fetcher} asks for the rest. */
  static Download of(Fetcher fetcher, Call call, Answer answer) {
    return new Download(fetcher, call, answer);
  }

  /** Reads {@code file}, which {@code url} names. A directory or a device is refused. */
  static Download ofFile(ResourceUrl url, Path file) throws PlashException {
    try {
      if (Files.isDirectory(file)) {
        throw url.failure("[Errno 21] Is a directory: " + PythonRepr.of(file.toString()));
      }
      if (!Files.exists(file)) {
        throw url.failure("[Errno 2] No such file or directory: " + PythonRepr.of(file.toString()));
      }
      if (isDevice(file)) {
        throw url.failure("it is a device, which may have no end");
      }
      long length = Files.isRegularFile(file) ? Files.size(file) : -1;
      return new Download(url, Files.newInputStream(file), length);
    } catch (IOException e) {
      String reason = Files.isReadable(file) ? "cannot be read" : "[Errno 13] Permission denied";
      throw url.failure(reason + ": " + PythonRepr.of(file.toString()));
    }
  }

  private static boolean isDevice(Path file) throws IOException {
    int type = (Integer) Files.getAttribute(file, "unix:mode") & TYPE;
    return type == CHARACTER_DEVICE || type == BLOCK_DEVICE;
  }

  /** Returns the URL that was asked for. */
  public ResourceUrl url() {
    return call.url();
  }

  /** Returns the failure of what the bytes are for. */
  PlashException failure(String reason) {
    return call.caller().failure(reason, "");
  }

  /** Returns how many bytes there are in all; negative when nobody knows. */
  public long length() {
    return length;
  }

  /** Returns the media type that the server tells, such as {@code text/html}; empty when it tells none. */
  public String type() {
    return type;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    try {
      while (true) {
        FailureReason reason;
        try {
          int n = stream.read(buffer, offset, count);
          if (n >= 0) {
            position += n;
            return n;
          }
          if (length < 0 || position >= length) {
            return -1;
          }
          reason = new FailureReason("it ended early", "");
        } catch (IOException e) {
          reason = answer == null ? new FailureReason("cannot be read", "") : fetcher.reason(call.url(), e);
        }
        goOn(reason);
      }
    } catch (PlashException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private void goOn(FailureReason first) throws PlashException {
    FailureReason reason = first;
    if (answer == null) {
      throw failure(reason.text());
    }
    answer.close();
    if (position - lost >= WORTH_BYTES) {
      tries = 0;
    }
    lost = position;
    while (tries < TRIES) {
      if (position > 0 && mark.isEmpty()) {
        throw cut(reason).withHint("the server gives no ETag or Last-Modified by which the rest could be asked for");
      }
      tries++;
      fetcher.notice("the connection was lost after " + position + " bytes (" + reason.text() + "), trying again");
      fetcher.pause(tries);
      try {
        Response response = fetcher.request(rest());
        if (isTaken(response)) {
          return;
        }
        reason = new FailureReason(Fetcher.error(response), "");
      } catch (IOException e) {
        reason = fetcher.reason(call.url(), e);
      }
    }
    throw cut(reason).withHint(reason.hint());
  }

  private Call rest() {
    return position == 0 ? call : call.with("Range", "bytes=" + position + "-").with("If-Range", mark);
  }

  // Goes on with the answer if it is the rest, and else closes it.
  private boolean isTaken(Response response) throws PlashException {
    boolean taken = false;
    try {
      taken = isRest(response);
    } finally {
      if (!taken) {
        response.answer().close();
      }
    }
    if (taken) {
      answer = response.answer();
      stream = answer.body();
    }
    return taken;
  }

  // False when another try may help; it fails when what the server has is not what was begun.
  private boolean isRest(Response response) throws PlashException {
    Answer rest = response.answer();
    int status = rest.status();
    if (status >= HttpStatus.SC_INTERNAL_SERVER_ERROR || status == HttpStatus.SC_REQUEST_TIMEOUT
        || status == HttpStatus.SC_TOO_MANY_REQUESTS) {
      return false;
    }
    if (status == HttpStatus.SC_PARTIAL_CONTENT && position > 0) {
      String range = rest.field("Content-Range");
      String end = range.substring(range.lastIndexOf('/') + 1);
      boolean same = mark.equals(mark(rest)) || rest.field("ETag").isEmpty() && !mark.startsWith("\"");
      if (range.startsWith("bytes " + position + "-") && same
          && (length < 0 || end.equals("*") || end.equals(Long.toString(length)))) {
        return true;
      }
      throw changed();
    }
    if (status == HttpStatus.SC_OK) {
      boolean same = mark.equals(mark(rest)) && rest.length() == length;
      if (position == 0 && same) {
        return true;
      }
      throw same ? cut(new FailureReason("the server cannot send the rest alone", "")) : changed();
    }
    throw status == HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE
        ? changed() : failure(Fetcher.error(response));
  }

  private PlashException changed() {
    return failure("the file changed on the server while it was fetched")
        .withHint("try again");
  }

  private PlashException cut(FailureReason reason) {
    return failure("the connection was cut after " + position
        + (length < 0 ? "" : " of " + length) + " bytes: " + reason.text());
  }

  // Returns what If-Range may hold: an ETag that is not weak, or a date.
  private static String mark(Answer answer) {
    String tag = answer.field("ETag");
    return tag.startsWith("\"") ? tag : answer.field("Last-Modified");
  }
}
