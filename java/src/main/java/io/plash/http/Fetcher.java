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
import java.util.function.IntPredicate;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Gets what URLs name, and sends what servers are to store. It follows redirections, but never from https to http, and
 * asks servers again that are busy or drop the connection. Several threads may use it at once.
 */
public final class Fetcher {
  /** Why a request over TLS fails where a server speaks plain HTTP. */
  public static final String NO_TLS = "the server does not speak TLS at this port";

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

  /**
   * Does the same, but gives a server up after {@code firstMillis} that cannot be connected to or sends nothing, as
   * long as no server has answered.
   */
  public Fetcher(Map<String, String> environment, String version, Consumer<String> notices, int firstMillis) {
    this(new Transport(environment, "plash/" + version, firstMillis, SILENCE_MILLIS), notices, 1000);
  }

  Fetcher(
      Map<String, String> environment, String version, Consumer<String> notices, int silence, long pause) {
    this(new Transport(environment, "plash/" + version, silence, silence), notices, pause);
  }

  private Fetcher(Transport transport, Consumer<String> notices, long pause) {
    this.transport = transport;
    this.notices = notices;
    this.pauseMillis = pause;
  }

  /** Opens what is at {@code url}; the caller closes it. That nothing is there is a failure. */
  public Download open(ResourceUrl url) throws PlashException {
    if (url.isFile()) {
      return Download.ofFile(url, url.path());
    }
    Call call = Call.get(url);
    Response response = send(call);
    if (response.status() != HttpStatus.SC_OK) {
      throw refused(url, response);
    }
    return download(call, response);
  }

  /** Opens the same, or returns nothing when the server says that nothing is there (404, 410). */
  public Optional<Download> openIfThere(ResourceUrl url) throws PlashException {
    if (url.isFile()) {
      Path path = url.path();
      return Files.exists(path) ? Optional.of(Download.ofFile(url, path)) : Optional.empty();
    }
    Call call = Call.get(url);
    Response response = send(call);
    if (response.status() == HttpStatus.SC_NOT_FOUND || response.status() == HttpStatus.SC_GONE) {
      response.answer().close();
      return Optional.empty();
    }
    if (response.status() != HttpStatus.SC_OK) {
      throw refused(url, response);
    }
    return Optional.of(download(call, response));
  }

  /** Returns the body of {@code response}, which the request {@code call} for a whole file has brought. */
  public Download download(Call call, Response response) {
    return Download.of(this, call, response.answer());
  }

  /** Reads all of {@code download} and closes it. More than {@code limit} bytes are a failure. */
  public static byte[] whole(Download download, int limit) throws PlashException {
    try (download) {
      byte[] bytes = download.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw download.failure("it is larger than expected (" + limit + " bytes)");
      }
      return bytes;
    } catch (IOException e) {
      throw PlashException.unwrapping(e, "cannot read " + download.url().shown());
    }
  }

  /** One try of something, which may take several requests, see {@link #persist}. */
  @FunctionalInterface
  public interface Attempt {
    /** Returns the answer that decides. Another try may help against an IOException. */
    Response make() throws IOException, PlashException;
  }

  /**
   * Sends {@code call} and returns the answer, whatever its status; the caller closes it. A server that is busy for a
   * moment, or drops the connection before it answers, is asked again.
   */
  public Response send(Call call) throws PlashException {
    return persist(call, () -> request(call), Fetcher::isBusy);
  }

  /**
   * Makes {@code attempt} until its answer has a status that {@code passing} does not tell of, and at most so often as
   * any server is asked again. Failures are told as those of {@code call}.
   */
  public Response persist(Call call, Attempt attempt, IntPredicate passing) throws PlashException {
    for (int tries = 1; ; tries++) {
      try {
        Response response = attempt.make();
        if (tries > RETRIES || !passing.test(response.status())) {
          return response;
        }
        String state = isBusy(response.status()) ? "is busy" : "fails";
        notice("the server " + state + " (" + error(response) + "), trying again");
        long wanted = wantedPause(response);
        response.answer().discard();
        sleep(Math.max(wanted, pauseMillis << (tries - 1)));
      } catch (IOException e) {
        if (tries > RETRIES || !mayPass(e)) {
          FailureReason reason = reason(call.url(), e);
          throw call.caller().failure(reason.text(), reason.hint());
        }
        notice("the server dropped the connection, trying again");
        pause(tries);
      }
    }
  }

  /** Tells whether {@code status} says that a server is busy, so that the same request may succeed later. */
  public static boolean isBusy(int status) {
    return switch (status) {
      case 429, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private static boolean mayPass(IOException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof AnswerException broken
        ? broken.kind() == AnswerException.Kind.NONE
        : message.contains("Connection reset") || message.contains("Broken pipe");
  }

  // Retry-After of RFC 9110 in seconds; the other form, a date, and what takes too long are passed over.
  private static long wantedPause(Response response) {
    String seconds = response.answer().field("Retry-After").strip();
    return seconds.matches("[0-9]{1,2}") ? Math.min(Integer.parseInt(seconds), MAX_PAUSE_SECONDS) * 1000L : 0;
  }

  /**
   * Sends {@code call} once to each server that it leads to by redirections, and returns the answer, which the caller
   * closes. Another try may help against an IOException.
   */
  public Response request(Call call) throws IOException, PlashException {
    ResourceUrl at = call.url();
    for (int n = 0; n <= MAX_REDIRECTIONS; n++) {
      Answer answer = authorized(call, at);
      String target = answer.field("Location");
      if (!isRedirection(call.method(), answer.status()) || target.isEmpty()) {
        return new Response(answer, at);
      }
      answer.discard();
      at = next(call, at, target);
    }
    throw call.caller().failure("more than " + MAX_REDIRECTIONS + " redirections", "");
  }

  /** Returns where the answer to {@code call} leads that came from {@code at} with the Location {@code target}. */
  public static ResourceUrl next(Call call, ResourceUrl at, String target) throws PlashException {
    ResourceUrl next = at.redirected(target);
    if (next.isFile()) {
      throw call.caller().failure("redirected to a file of this machine, which is refused", "");
    }
    if (at.isSecure() && !next.isSecure()) {
      throw call.caller().failure("redirected from https to " + PythonRepr.of(next.shown()) + ", which is refused",
          "name that address yourself if you trust the way to it");
    }
    call.caller().requireAllowed(next);
    return next;
  }

  private Answer authorized(Call call, ResourceUrl at) throws IOException, PlashException {
    Caller caller = call.caller();
    String sent = caller.authorization(at);
    Answer answer = transport.ask(call, at, sent);
    if (answer.status() == HttpStatus.SC_UNAUTHORIZED
        && caller.isBetterKnown(at, sent, answer.fields("WWW-Authenticate"))) {
      answer.discard();
      answer = transport.ask(call, at, caller.authorization(at));
    }
    return answer;
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

  // Where a body was sent, only those statuses count that let it be sent again.
  private static boolean isRedirection(String method, int status) {
    return switch (status) {
      case 301, 302, 303 -> method.equals("GET") || method.equals("HEAD");
      case 307, 308 -> true;
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
  public static String error(Response response) {
    String words = TerminalText.line(response.answer().phrase());
    return "HTTP Error " + response.status() + (words.isBlank() ? "" : ": " + words);
  }
}
