package io.plash.http;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import io.plash.text.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Gets what URLs name. It follows redirections, but never from https to http, and asks servers again that are busy
 * or drop the connection.
 */
public final class Fetcher {
  /** The time after which a server that sends nothing is given up. */
  private static final int SILENCE_MILLIS = 30_000;
  private static final int MAX_REDIRECTIONS = 10;
  private static final int RETRIES = 3;
  private static final int MAX_PAUSE_SECONDS = 30;

  private final Transport transport;
  private final Consumer<String> notices;
  private final long pauseMillis;

  /**
   * Heeds the variables of {@code environment} for proxies and certificates, calls itself {@code plash/VERSION} to
   * servers, and says to {@code notices}, in a line each, that it tries again.
   */
  public Fetcher(Map<String, String> environment, String version, Consumer<String> notices) {
    this(environment, version, notices, SILENCE_MILLIS, 1000);
  }

  Fetcher(
      Map<String, String> environment, String version, Consumer<String> notices, int silence, long pause) {
    this.transport = new Transport(environment, "plash/" + version, silence);
    this.notices = notices;
    this.pauseMillis = pause;
  }

  /** Opens what is at {@code url}; the caller closes it. That nothing is there is a failure. */
  public Download open(ResourceUrl url) throws PlashException {
    if (url.isFile()) {
      return Download.ofFile(url, url.path());
    }
    Response response = begin(url);
    if (response.status() != HttpStatus.SC_OK) {
      throw refused(url, response);
    }
    return Download.of(this, url, response.answer());
  }

  /** Opens the same, or returns nothing when the server says that nothing is there (404, 410). */
  public Optional<Download> openIfThere(ResourceUrl url) throws PlashException {
    if (url.isFile()) {
      Path path = url.path();
      return Files.exists(path) ? Optional.of(Download.ofFile(url, path)) : Optional.empty();
    }
    Response response = begin(url);
    if (response.status() == HttpStatus.SC_NOT_FOUND || response.status() == HttpStatus.SC_GONE) {
      response.answer().close();
      return Optional.empty();
    }
    if (response.status() != HttpStatus.SC_OK) {
      throw refused(url, response);
    }
    return Optional.of(Download.of(this, url, response.answer()));
  }

  /** Reads all of {@code download} and closes it. More than {@code limit} bytes are a failure. */
  public static byte[] whole(Download download, int limit) throws PlashException {
    try (download) {
      byte[] bytes = download.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw download.url().failure("it is larger than expected (" + limit + " bytes)");
      }
      return bytes;
    } catch (IOException e) {
      throw PlashException.unwrapping(e, "cannot read " + download.url().shown());
    }
  }

  /** An answer, and the URL that gave it, which is another than the one asked for after redirections. */
  record Response(Answer answer, ResourceUrl from) {
    /** Returns the status code. */
    int status() {
      return answer.status();
    }
  }

  // A server that is busy for a moment, or drops the connection before it answers, is asked again.
  private Response begin(ResourceUrl url) throws PlashException {
    for (int tries = 1; ; tries++) {
      try {
        Response response = request(url, Map.of());
        if (tries > RETRIES || !isBusy(response.status())) {
          return response;
        }
        notice("the server is busy (" + error(response) + "), trying again");
        long wanted = wantedPause(response);
        response.answer().close();
        sleep(Math.max(wanted, pauseMillis << (tries - 1)));
      } catch (IOException e) {
        if (tries > RETRIES || !mayPass(e)) {
          FailureReason reason = reason(url, e);
          throw url.failure(reason.text()).withHint(reason.hint());
        }
        notice("the server dropped the connection, trying again");
        pause(tries);
      }
    }
  }

  private static boolean isBusy(int status) {
    return switch (status) {
      case 429, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private static boolean mayPass(IOException e) {
    return e instanceof AnswerException broken
        ? broken.kind() == AnswerException.Kind.NONE : String.valueOf(e.getMessage()).contains("Connection reset");
  }

  // Retry-After of RFC 9110 in seconds; the other form, a date, and what takes too long are passed over.
  private static long wantedPause(Response response) {
    String seconds = response.answer().field("Retry-After").strip();
    return seconds.matches("[0-9]{1,2}") ? Math.min(Integer.parseInt(seconds), MAX_PAUSE_SECONDS) * 1000L : 0;
  }

  /**
   * Sends a GET request with further header fields, and follows redirections. The caller closes the answer. Another
   * try may help against an IOException.
   */
  Response request(ResourceUrl url, Map<String, String> headers) throws IOException, PlashException {
    ResourceUrl at = url;
    for (int n = 0; n <= MAX_REDIRECTIONS; n++) {
      Answer answer = transport.ask("GET", at, headers);
      String target = answer.field("Location");
      if (!isRedirection(answer.status()) || target.isEmpty()) {
        return new Response(answer, at);
      }
      answer.close();
      ResourceUrl next = at.redirected(target);
      if (next.isFile()) {
        throw url.failure("redirected to a file of this machine, which is refused");
      }
      if (at.isSecure() && !next.isSecure()) {
        throw url.failure("redirected from https to " + PythonRepr.of(next.shown()) + ", which is refused")
            .withHint("name that address yourself if you trust the way to it");
      }
      at = next;
    }
    throw url.failure("more than " + MAX_REDIRECTIONS + " redirections");
  }

  /** Returns why a request for {@code url}, or the reading of its answer, failed with {@code e}. */
  FailureReason reason(ResourceUrl url, IOException e) throws PlashException {
    return FailureReason.of(e, transport.proxy(url));
  }

  /** Tells the user that something is tried again. */
  void notice(String line) {
    notices.accept(line);
  }

  /** Waits before the next try; after {@code tries}, twice as long as after one less. */
  void pause(int tries) throws PlashException {
    sleep(pauseMillis << (tries - 1));
  }

  private static void sleep(long millis) throws PlashException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw PlashException.of("interrupted", e);
    }
  }

  private static boolean isRedirection(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private static PlashException refused(ResourceUrl url, Response response) throws PlashException {
    String where = response.from().shown().equals(url.shown()) ? "" : " at " + response.from().shown();
    PlashException failure = url.failure(error(response) + where);
    response.answer().close();
    return switch (response.status()) {
      case HttpStatus.SC_UNAUTHORIZED ->
          failure.withHint("it wants a user and password: " + response.from().scheme() + "://USER:PASSWORD@HOST/...");
      case HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED ->
          failure.withHint(FailureReason.PROXY_LOGIN);
      default -> failure;
    };
  }

  /** Returns the status of an answer, such as {@code HTTP Error 404: Not Found}, with the words of the server. */
  static String error(Response response) {
    String words = TerminalText.line(response.answer().phrase());
    return "HTTP Error " + response.status() + (words.isBlank() ? "" : ": " + words);
  }
}
