package io.plash.http;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.util.Map;

/**
 * Sends requests to web servers: to the server itself or to a proxy, and with the header fields that all requests
 * have. The connection of the last answer is kept: it serves the next request to the same server once that answer
 * was read to its end, and ends with this process.
 */
final class Transport {
  static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

  private final Proxies proxies;
  private final Dialer dialer;
  private final String agent;
  private HttpConnection kept;
  private String keptTo = "";

  /** Connects as a {@link Dialer} of these arguments does, and tells servers that {@code agent} asks. */
  Transport(Map<String, String> environment, String agent, int silenceMillis) {
    this.proxies = new Proxies(environment);
    this.dialer = new Dialer(environment, agent, silenceMillis);
    this.agent = agent;
  }

  /**
   * Sends a request for {@code url} with further header fields, and returns the answer, which the caller closes. A
   * redirection, or a status that tells of a failure, is an answer like others.
   */
  Answer ask(String method, ResourceUrl url, Map<String, String> fields) throws IOException, PlashException {
    Proxies.Route route = proxies.to(url);
    boolean isToProxy = !route.isDirect() && !url.isSecure();
    Request request = Request.of(method, isToProxy ? url.encoded().toString() : url.target())
        .with("Host", url.authority())
        .with("User-Agent", agent)
        .with("Accept", "*/*");
    if (!url.authorization().isEmpty()) {
      request = request.with("Authorization", url.authorization());
    }
    if (isToProxy && !route.authorization().isEmpty()) {
      request = request.with(PROXY_AUTHORIZATION, route.authorization());
    }
    for (Map.Entry<String, String> field : fields.entrySet()) {
      request = request.with(field.getKey(), field.getValue());
    }
    return connection(url, route).ask(request);
  }

  private HttpConnection connection(ResourceUrl url, Proxies.Route route) throws IOException, PlashException {
    String to = url.scheme() + "://" + url.authority() + " by " + route.name();
    if (kept != null && keptTo.equals(to) && kept.isFree()) {
      return kept;
    }
    if (kept != null && !kept.isBusy()) {
      kept.close(); // else whoever reads its answer closes it
    }
    kept = dialer.dial(url, route);
    keptTo = to;
    return kept;
  }

  /** Returns the proxy on the way to {@code url} as HOST:PORT; empty when there is none. */
  String proxy(ResourceUrl url) throws PlashException {
    return proxies.to(url).name();
  }
}
