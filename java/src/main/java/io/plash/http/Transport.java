package io.plash.http;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends requests to web servers: to the server itself or to a proxy, and with the header fields that all requests
 * have. Connections are kept: one serves the next request to the same server once its answer was read to its end,
 * and ends with this process. Several threads may send at once.
 */
final class Transport {
  static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

  private final Proxies proxies;
  private final Dialer dialer;
  private final String agent;
  private final int silenceMillis;
  private final Map<String, List<HttpConnection>> kept = new HashMap<>();
  private volatile int patienceMillis;

  /**
   * Connects as a {@link Dialer} does, and tells servers that {@code agent} asks. Until a server has answered, one that
   * sends nothing for {@code firstMillis} is given up, and later one that sends nothing for {@code silenceMillis}.
   */
  Transport(Map<String, String> environment, String agent, int firstMillis, int silenceMillis) {
    this.proxies = new Proxies(environment);
    this.dialer = new Dialer(environment, agent);
    this.agent = agent;
    this.silenceMillis = silenceMillis;
    this.patienceMillis = firstMillis;
  }

  /**
   * Sends {@code call} to the server of {@code url} with the Authorization {@code authorization}, or without one when
   * it is empty, and returns the answer, which the caller closes. A redirection, or a status that tells of a failure,
   * is an answer like others.
   */
  Answer ask(Call call, ResourceUrl url, String authorization) throws IOException, PlashException {
    Proxies.Route route = proxies.to(url);
    boolean isToProxy = !route.isDirect() && !url.isSecure();
    Request request = Request.of(call.method(), isToProxy ? url.encoded() : url.target())
        .with("Host", url.authority())
        .with("User-Agent", agent)
        .with("Accept", "*/*");
    String known = authorization.isEmpty() ? url.authorization() : authorization;
    if (!known.isEmpty()) {
      request = request.with("Authorization", known);
    }
    if (isToProxy && !route.authorization().isEmpty()) {
      request = request.with(PROXY_AUTHORIZATION, route.authorization());
    }
    for (Map.Entry<String, String> field : call.fields().entrySet()) {
      request = request.with(field.getKey(), field.getValue());
    }
    if (call.body().isPresent()) {
      request = request.with(call.body().get());
    } else if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
      request = request.with("Content-Length", "0");
    }
    HttpConnection connection = connection(url, route);
    Answer answer = connection.ask(request);
    if (patienceMillis != silenceMillis) {
      patienceMillis = silenceMillis;
    }
    connection.bearSilence(silenceMillis);
    return answer;
  }

  private HttpConnection connection(ResourceUrl url, Proxies.Route route) throws IOException, PlashException {
    String to = url.scheme() + "://" + url.authority() + " by " + route.name();
    Optional<HttpConnection> free = reserved(to);
    if (free.isPresent()) {
      return free.get();
    }
    HttpConnection made = dialer.dial(url, route, patienceMillis);
    made.reserve();
    synchronized (kept) {
      kept.computeIfAbsent(to, unused -> new ArrayList<>()).add(made);
    }
    return made;
  }

  private Optional<HttpConnection> reserved(String to) {
    synchronized (kept) {
      List<HttpConnection> known = kept.getOrDefault(to, new ArrayList<>());
      for (HttpConnection connection : List.copyOf(known)) {
        if (connection.isFree()) {
          connection.reserve();
          return Optional.of(connection);
        }
        if (!connection.isBusy()) {
          connection.close();
          known.remove(connection);
        }
      }
      return Optional.empty();
    }
  }

  /** Returns the proxy on the way to {@code url} as HOST:PORT; empty when there is none. */
  String proxy(ResourceUrl url) throws PlashException {
    return proxies.to(url).name();
  }
}
