package io.plash.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request of HTTP/1.1. Its target is a path with its query; for a proxy, it is a whole URL, or HOST:PORT
 * when the method is CONNECT.
 */
public record Request(String method, String target, Map<String, String> fields, Optional<Body> body) {
  /** Content of a media type, of so many bytes; when their number is negative, it is sent in chunks. */
  public record Body(String type, long length, Upload content) {}

  /** A request without header fields and without a body. */
  public static Request of(String method, String target) {
    return new Request(method, target, Map.of(), Optional.empty());
  }

  /** The same request with one more header field. */
  public Request with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Request(method, target, more, body);
  }

  /** The same request with header fields that tell what the body is, and with that body. */
  public Request with(Body sent) {
    Request described = sent.length() < 0
        ? with("Transfer-Encoding", "chunked") : with("Content-Length", Long.toString(sent.length()));
    return new Request(method, target, described.with("Content-Type", sent.type()).fields(), Optional.of(sent));
  }
}
