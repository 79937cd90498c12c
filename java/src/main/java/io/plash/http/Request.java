package io.plash.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request of HTTP/1.1. Its target is a path with its query. For a proxy it is a whole URL instead, or HOST:PORT
 * when the method is CONNECT.
 */
public record Request(String method, String target, Map<String, String> fields, Optional<Body> body) {
  /** The body of a request: its media type, its length in bytes and its content. A negative length is not known. */
  public record Body(String type, long length, Upload content) {}

  /** Returns a request without header fields and without a body. */
  public static Request of(String method, String target) {
    return new Request(method, target, Map.of(), Optional.empty());
  }

  /** Returns the same request with one more header field. */
  public Request with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Request(method, target, more, body);
  }

  /** Returns the same request with a body, and with the header fields that describe it. */
  public Request with(Body sent) {
    Request described = sent.length() < 0
        ? with("Transfer-Encoding", "chunked") : with("Content-Length", Long.toString(sent.length()));
    return new Request(method, target, described.with("Content-Type", sent.type()).fields(), Optional.of(sent));
  }
}
