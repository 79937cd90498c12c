package io.plash.http;

import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.ProtocolException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Gets what URLs name, by HttpURLConnection: the first request of java.net.http costs a fresh JVM 300
 * ms more. Redirections are followed, but never from https to http.
 */
public final class Fetcher {
  /** How long nothing at all may come. */
  private static final int SILENCE_MILLIS = 30_000;
  private static final int MAX_REDIRECTIONS = 10;
  private static final int RETRIES = 3;
  private static final int MAX_PAUSE_SECONDS = 30;
  private static final int PRINTABLE_FIRST = 0x20;
  private static final int PRINTABLE_END = 0x7f;

  private final Map<String, String> environment;
  private final String version;
  private final Consumer<String> notices;
  private final int silenceMillis;
  private final long pauseMillis;
  private Optional<SSLSocketFactory> trust;

  /**
   * A fetcher that heeds the variables of {@code environment} for proxies and certificates, names
   * itself {@code plash/version} and gives lines about lost connections to {@code notices}.
   */
  public Fetcher(Map<String, String> environment, String version, Consumer<String> notices) {
    this(environment, version, notices, SILENCE_MILLIS, 1000);
  }

  Fetcher(
      Map<String, String> environment, String version, Consumer<String> notices, int silence, long pause) {
    this.environment = environment;
    this.version = version;
    this.notices = notices;
    this.silenceMillis = silence;
    this.pauseMillis = pause;
  }

  /** What is there; that nothing is there is a failure. */
  public Download open(Location location) throws PlashException {
    if (location.isFile()) {
      return Download.ofFile(location, location.path());
    }
    Response response = begin(location);
    if (response.status() != HttpURLConnection.HTTP_OK) {
      throw refused(location, response);
    }
    return download(location, response);
  }

  /** What is there, or nothing when the server says that nothing is (404, 410). */
  public Optional<Download> openIfThere(Location location) throws PlashException {
    if (location.isFile()) {
      Path path = location.path();
      return Files.exists(path) ? Optional.of(Download.ofFile(location, path)) : Optional.empty();
    }
    Response response = begin(location);
    if (response.status() == HttpURLConnection.HTTP_NOT_FOUND || response.status() == HttpURLConnection.HTTP_GONE) {
      response.connection().disconnect();
      return Optional.empty();
    }
    if (response.status() != HttpURLConnection.HTTP_OK) {
      throw refused(location, response);
    }
    return Optional.of(download(location, response));
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
  record Response(HttpURLConnection connection, int status, Location from) {}

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
        response.connection().disconnect();
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
    String message = String.valueOf(e.getMessage());
    return message.contains("Connection reset") || message.contains("Unexpected end of file from server");
  }

  // Retry-After of RFC 9110 in seconds; the other form, a date, and what takes too long are passed over.
  private static long wantedPause(Response response) {
    String seconds = String.valueOf(response.connection().getHeaderField("Retry-After")).strip();
    return seconds.matches("[0-9]{1,2}") ? Math.min(Integer.parseInt(seconds), MAX_PAUSE_SECONDS) * 1000L : 0;
  }

  private Download download(Location location, Response response) throws PlashException {
    try {
      return Download.of(this, location, response);
    } catch (IOException e) {
      throw location.failure(reason(location, e).text());
    }
  }

  /** One GET with further headers, redirections followed. Input and output errors may pass away. */
  Response request(Location location, Map<String, String> headers) throws IOException, PlashException {
    Location at = location;
    for (int n = 0; n <= MAX_REDIRECTIONS; n++) {
      HttpURLConnection connection = connect(at, headers);
      int status = status(connection);
      String target = connection.getHeaderField("Location");
      if (!isRedirection(status) || target == null) {
        return new Response(connection, status, at);
      }
      connection.disconnect();
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

  // The JDK calls itself for each answer 100, so a server that sends nothing else fills the stack.
  private static int status(HttpURLConnection connection) throws IOException {
    try {
      int status = connection.getResponseCode();
      if (status < 0) {
        throw new ProtocolException("what answers there is not HTTP");
      }
      return status;
    } catch (StackOverflowError e) {
      throw new ProtocolException("the server sends one answer 100 after the other");
    }
  }

  private HttpURLConnection connect(Location at, Map<String, String> headers) throws IOException, PlashException {
    Proxies.Route route = new Proxies(environment).to(at);
    if (route.user().isPresent()) {
      // Read when the first connection is made; else the JDK keeps passwords from proxies for https.
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }
    URLConnection opened = at.url().openConnection(route.proxy());
    HttpURLConnection connection = (HttpURLConnection) opened;
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout(silenceMillis);
    connection.setReadTimeout(silenceMillis);
    connection.setRequestProperty("User-Agent", "plash/" + version);
    connection.setRequestProperty("Accept", "*/*");
    headers.forEach(connection::setRequestProperty);
    if (!at.authorization().isEmpty()) {
      connection.setRequestProperty("Authorization", at.authorization());
    }
    if (route.user().isPresent()) {
      connection.setAuthenticator(new ProxyUser(route.user().get()));
    }
    if (connection instanceof HttpsURLConnection secure && trust().isPresent()) {
      secure.setSSLSocketFactory(trust().get());
    }
    return connection;
  }

  private Optional<SSLSocketFactory> trust() throws PlashException {
    if (trust == null) {
      trust = Trust.of(environment);
    }
    return trust;
  }

  /** Why a request for {@code location} failed. */
  Reason reason(Location location, IOException e) throws PlashException {
    return Reason.of(e, new Proxies(environment).to(location).name());
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
    response.connection().disconnect();
    return switch (response.status()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          failure.withHint("it wants a user and password: " + response.from().scheme() + "://USER:PASSWORD@HOST/...");
      case HttpURLConnection.HTTP_PROXY_AUTH ->
          failure.withHint(Reason.PROXY_LOGIN);
      default -> failure;
    };
  }

  /** Such as {@code HTTP Error 404: Not Found}; the words are the server's. */
  static String error(Response response) {
    StringBuilder text = new StringBuilder("HTTP Error " + response.status());
    String words = "";
    try {
      words = String.valueOf(response.connection().getResponseMessage());
    } catch (IOException e) {
      return text.toString(); // the status alone
    }
    if (!words.isBlank() && !words.equals("null")) {
      text.append(": ").append(printable(words));
    }
    return text.toString();
  }

  /** What a server says, without what would do something to a terminal. */
  static String printable(String words) {
    StringBuilder text = new StringBuilder();
    words.chars().filter(c -> c >= PRINTABLE_FIRST && c < PRINTABLE_END).forEach(c -> text.append((char) c));
    return text.toString();
  }

  /** Answers a proxy, and no server, with a user and password. */
  private static final class ProxyUser extends Authenticator {
    private final Proxies.User user;

    ProxyUser(Proxies.User user) {
      this.user = user;
    }

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return getRequestorType() == RequestorType.PROXY
          ? new PasswordAuthentication(user.name(), user.password().toCharArray())
          : null;
    }
  }
}
