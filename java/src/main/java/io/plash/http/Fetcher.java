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

/** Gets what URLs name. Redirections are followed, but never from https to http. */
public final class Fetcher {
  /** How long nothing at all may come. */
  private static final int SILENCE_MILLIS = 30_000;
  private static final int MAX_REDIRECTIONS = 10;
  private static final int RETRIES = 3;
  private static final int MAX_PAUSE_SECONDS = 30;

  private final Transport transport;
  private final Consumer<String> notices;
  private final long pauseMillis;

  /**
   * A fetcher that heeds the variables of {@code environment} for proxies and certificates, names
   * itself {@code plash/version} and gives lines about lost connections to {@code notices}.
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

  /** What is there; that nothing is there is a failure. */
  public Download open(Location location) throws PlashException {
    if (location.isFile()) {
      return Download.ofFile(location, location.path());
    }
    Response response = begin(location);
    if (response.status() != HttpStatus.SC_OK) {
      throw refused(location, response);
    }
    return Download.of(this, location, response.answer());
  }

  /** What is there, or nothing when the server says that nothing is (404, 410). */
  public Optional<Download> openIfThere(Location location) throws PlashException {
    if (location.isFile()) {
      Path path = location.path();
      return Files.exists(path) ? Optional.of(Download.ofFile(location, path)) : Optional.empty();
    }
    Response response = begin(location);
    if (response.status() == HttpStatus.SC_NOT_FOUND || response.status() == HttpStatus.SC_GONE) {
      response.answer().close();
      return Optional.empty();
    }
    if (response.status() != HttpStatus.SC_OK) {
      throw refused(location, response);
    }
    return Optional.of(Download.of(this, location, response.answer()));
  }

  /** A small document that is all of {@code download}; one of more than {@code limit} bytes is a failure. */
  public static byte[] whole(Download download, int limit) throws PlashException {
    try (download) {
      byte[] bytes = download.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw download.location().failure("it is larger than expected (" + limit + " bytes)");
      }
      return bytes;
    } catch (IOException e) {
      throw PlashException.unwrapping(e, "cannot read " + download.location().shown());
    }
  }

  /** An answer; where it came from differs from what was asked for after redirections. */
  record Response(Answer answer, Location from) {
    int status() {
      return answer.status();
    }
  }

  // A server that is busy for a moment, or drops the connection before it answers, is asked again.
  private Response begin(Location location) throws PlashException {
    for (int tries = 1; ; tries++) {
      try {
        Response response = request(location, Map.of());
        if (tries > RETRIES || !isBusy(response.status())) {
          return response;
        }
        notice("the server is busy (" + error(response) + "), trying again");
        long wanted = wantedPause(response);
        response.answer().close();
        sleep(Math.max(wanted, pauseMillis << (tries - 1)));
      } catch (IOException e) {
        if (tries > RETRIES || !mayPass(e)) {
          Reason reason = reason(location, e);
          throw location.failure(reason.text()).withHint(reason.hint());
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

  /** One GET with further headers, redirections followed. Input and output errors may pass away. */
  Response request(Location location, Map<String, String> headers) throws IOException, PlashException {
    Location at = location;
    for (int n = 0; n <= MAX_REDIRECTIONS; n++) {
      Answer answer = transport.ask("GET", at, headers);
      String target = answer.field("Location");
      if (!isRedirection(answer.status()) || target.isEmpty()) {
        return new Response(answer, at);
      }
      answer.close();
      Location next = at.redirected(target);
      if (next.isFile()) {
        throw location.failure("redirected to a file of this machine, which is refused");
      }
      if (at.isSecure() && !next.isSecure()) {
        throw location.failure("redirected from https to " + PythonRepr.of(next.shown()) + ", which is refused")
            .withHint("name that address yourself if you trust the way to it");
      }
      at = next;
    }
    throw location.failure("more than " + MAX_REDIRECTIONS + " redirections");
  }

  /** Why a request for {@code location} failed. */
  Reason reason(Location location, IOException e) throws PlashException {
    return Reason.of(e, transport.proxy(location));
  }

  void notice(String line) {
    notices.accept(line);
  }

  /** Waits before the next try: longer each time. */
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

  private static PlashException refused(Location location, Response response) throws PlashException {
    String where = response.from().shown().equals(location.shown()) ? "" : " at " + response.from().shown();
    PlashException failure = location.failure(error(response) + where);
    response.answer().close();
    return switch (response.status()) {
      case HttpStatus.SC_UNAUTHORIZED ->
          failure.withHint("it wants a user and password: " + response.from().scheme() + "://USER:PASSWORD@HOST/...");
      case HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED ->
          failure.withHint(Reason.PROXY_LOGIN);
      default -> failure;
    };
  }

  /** Such as {@code HTTP Error 404: Not Found}; the words are the server's. */
  static String error(Response response) {
    String words = TerminalText.line(response.answer().phrase());
    return "HTTP Error " + response.status() + (words.isBlank() ? "" : ": " + words);
  }
}
