package io.plash.registry;

import io.plash.failure.PlashException;
import io.plash.http.Call;
import io.plash.http.Caller;
import io.plash.http.Fetcher;
import io.plash.http.ResourceUrl;
import io.plash.http.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Locale;

/**
 * Where requests for a registry are sent to.
 *
 * @param server HOST[:PORT]
 * @param base the URL of its root
 * @param settings what the user has said about it
 */
record Endpoint(String server, ResourceUrl base, RegistrySettings settings) {
  private static final int BAD_REQUEST = 400;

  /**
   * Finds out how {@code server} is asked: by TLS, unless the user says otherwise. One on this machine may speak plain
   * HTTP; which of the two it is, it is asked.
   */
  static Endpoint find(String server, RegistrySettings settings, Fetcher fetcher) throws PlashException {
    ResourceUrl secure = ResourceUrl.parse("https://" + server + "/v2/");
    boolean plain = settings.isPlain(server) || isLoopback(secure.host()) && isHttp(server, fetcher);
    return new Endpoint(server, plain ? ResourceUrl.parse("http://" + server + "/v2/") : secure, settings);
  }

  // A server that waits for TLS answers with 400 or with what is not HTTP.
  private static boolean isHttp(String server, Fetcher fetcher) throws PlashException {
    ResourceUrl url = ResourceUrl.parse("http://" + server + "/v2/");
    Caller nobody = (reason, hint) -> PlashException.of(reason).withHint(hint);
    try {
      Response response = fetcher.request(Call.of("GET", url, nobody));
      response.answer().discard();
      return response.status() != BAD_REQUEST;
    } catch (ConnectException e) {
      return true; // the next request tells what is wrong
    } catch (SocketTimeoutException e) {
      throw PlashException.of("cannot reach " + server + ": no answer in time", e);
    } catch (IOException e) {
      return false;
    }
  }

  /** Tells whether {@code url} may be asked without TLS: it is on this machine, or the user has said so. */
  boolean isPlainAllowed(ResourceUrl url) {
    String host = url.host().toLowerCase(Locale.ROOT);
    return isLoopback(host) || settings.isPlain(host + ":" + url.port()) || settings.isPlain(host) && url.port() == 80;
  }

  static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost") || host.equals("[::1]")
        || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }

  /** Returns the URL of {@code path} below the root of the registry. */
  ResourceUrl at(String path) throws PlashException {
    return ResourceUrl.parse(base.shown() + path);
  }
}
