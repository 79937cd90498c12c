package io.plash.http;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.util.Map;

/**
 * The way of requests to web servers. The connection of the last answer is kept, and serves the next request
 * to the same server once that answer was read to its end; it ends with this process.
 */
final class Transport {
  static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

  private final Proxies proxies;
  private final Dialer dialer;
  private final String agent;
  private HttpConnection kept;
  private String keptTo = "";

  /** See {@link Dialer}; servers are told that {@code agent} asks. */
  Transport(Map<String, String> environment, String agent, int silenceMillis) {
    this.proxies = new Proxies(environment);
    this.dialer = new Dialer(environment, silenceMillis);
    this.agent = agent;
  }

  /**
   * Sends a request for {@code location} with further header fields. The answer is the caller's to close; a
   * redirection is an answer like others.
   */
  Answer ask(String method, Location location, Map<String, String> fields) throws IOException, PlashException {
    Proxies.Route route = proxies.to(location);
    boolean isToProxy = !route.isDirect() && !location.isSecure();
    String url = location.url().toString();
    Request request = Request.of(method, isToProxy ? url : location.url().getFile())
        .with("Host", location.authority())
        .with("User-Agent", agent)
        .with("Accept", "*/*");
    if (!location.authorization().isEmpty()) {
      request = request.with("Authorization", location.authorization());
    }
    if (isToProxy && !route.authorization().isEmpty()) {
      request = request.with(PROXY_AUTHORIZATION, route.authorization());
    }
    for (Map.Entry<String, String> field : fields.entrySet()) {
      request = request.with(field.getKey(), field.getValue());
    }
    return connection(location, route).ask(request);
  }

  private HttpConnection connection(Location location, Proxies.Route route) throws IOException, PlashException {
    String to = location.scheme() + "://" + location.authority() + " by " + route.name();
    if (kept != null && keptTo.equals(to) && kept.isFree()) {
      return kept;
    }
    if (kept != null && !kept.isBusy()) {
      kept.close(); // whose answer is still being read, closes it
    }
    kept = dialer.dial(location, route);
    keptTo = to;
    return kept;
  }

  /** The proxy on the way to {@code location}, as HOST:PORT; empty for none. */
  String proxy(Location location) throws PlashException {
    return proxies.to(location).name();
  }
}
