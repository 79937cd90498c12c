package io.plash.http;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import io.plash.text.TerminalText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.core5.http.HttpStatus;

/**
 * The bytes of a URL as they come. When the connection is lost, it asks for the rest, and makes sure
 * that it is the rest of the same file. An {@link IOException} of this stream has a
 * {@link PlashException} as its cause, which is what people should read.
 */
public final class Download extends InputStream {
  private static final int TYPE = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int BLOCK_DEVICE = 0060000;
  private static final int TRIES = 3;
  /** When so many bytes came since the last try, the connection was worth it. */
  private static final long WORTH_BYTES = 1 << 20;

  private final Fetcher fetcher;
  private final Location location;
  private final String type;
  private final long length;
  private final String mark;
  private Answer answer; // null for a file
  private InputStream stream;
  private long position;
  private long lost;
  private int tries;

  private Download(Fetcher fetcher, Location location, Answer answer) {
    this.fetcher = fetcher;
    this.location = location;
    this.answer = answer;
    this.stream = answer.body();
    this.length = answer.length();
    this.type = TerminalText.line(answer.field("Content-Type"));
    this.mark = mark(answer);
  }

  private Download(Location location, InputStream stream, long length) {
    this.fetcher = null;
    this.location = location;
    this.stream = stream;
    this.length = length;
    this.type = "";
    this.mark = "";
  }

  /** The body of {@code answer}, which it closes. */
  static Download of(Fetcher fetcher, Location location, Answer answer) {
    return new Download(fetcher, location, answer);
  }

  static Download ofFile(Location location, Path file) throws PlashException {
    try {
      if (Files.isDirectory(file)) {
        throw location.failure("[Errno 21] Is a directory: " + PythonRepr.of(file.toString()));
      }
      if (!Files.exists(file)) {
        throw location.failure("[Errno 2] No such file or directory: " + PythonRepr.of(file.toString()));
      }
      if (isDevice(file)) {
        throw location.failure("it is a device, which may have no end");
      }
      long length = Files.isRegularFile(file) ? Files.size(file) : -1;
      return new Download(location, Files.newInputStream(file), length);
    } catch (IOException e) {
      String reason = Files.isReadable(file) ? "cannot be read" : "[Errno 13] Permission denied";
      throw location.failure(reason + ": " + PythonRepr.of(file.toString()));
    }
  }

  private static boolean isDevice(Path file) throws IOException {
    int type = (Integer) Files.getAttribute(file, "unix:mode") & TYPE;
    return type == CHARACTER_DEVICE || type == BLOCK_DEVICE;
  }

  /** Where it comes from. */
  public Location location() {
    return location;
  }

  /** How many bytes there are in all; negative when nobody knows. */
  public long length() {
    return length;
  }

  /** What the server says it is, such as {@code text/html}; empty when it does not say. */
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
        Reason reason;
        try {
          int n = stream.read(buffer, offset, count);
          if (n >= 0) {
            position += n;
            return n;
          }
          if (length < 0 || position >= length) {
            return -1;
          }
          reason = new Reason("it ended early", "");
        } catch (IOException e) {
          reason = answer == null ? new Reason("cannot be read", "") : fetcher.reason(location, e);
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

  private void goOn(Reason first) throws PlashException {
    Reason reason = first;
    if (answer == null) {
      throw location.failure(reason.text());
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
        Fetcher.Response response = fetcher.request(location, headers());
        if (isRest(response)) {
          answer = response.answer();
          stream = answer.body();
          return;
        }
        reason = new Reason(Fetcher.error(response), "");
        response.answer().close();
      } catch (IOException e) {
        reason = fetcher.reason(location, e);
      }
    }
    throw cut(reason).withHint(reason.hint());
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    if (position > 0) {
      headers.put("Range", "bytes=" + position + "-");
      headers.put("If-Range", mark);
    }
    return headers;
  }

  // Fails when what the server has is not what was begun; false when another try may help.
  private boolean isRest(Fetcher.Response response) throws PlashException {
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
      throw same ? cut(new Reason("the server cannot send the rest alone", "")) : changed();
    }
    throw status == HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE
        ? changed() : location.failure(Fetcher.error(response));
  }

  private PlashException changed() {
    return location.failure("the file changed on the server while it was fetched")
        .withHint("try again");
  }

  private PlashException cut(Reason reason) {
    return location.failure("the connection was cut after " + position
        + (length < 0 ? "" : " of " + length) + " bytes: " + reason.text());
  }

  // What If-Range may hold: an ETag that is not weak, or a date.
  private static String mark(Answer answer) {
    String tag = answer.field("ETag");
    return tag.startsWith("\"") ? tag : answer.field("Last-Modified");
  }
}
