package io.plash.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to whatever server a URL leads to.
 *
 * @param method GET, HEAD, POST, PUT
 * @param url where it is sent to at first
 * @param fields header fields for each server that it is sent to
 * @param body its body, which is written anew for each try
 * @param caller on whose behalf it is sent
 */
public record Call(
    String method, ResourceUrl url, Map<String, String> fields, Optional<Request.Body> body, Caller caller) {
  /** Returns a request without header fields and without a body. */
  public static Call of(String method, ResourceUrl url, Caller caller) {
    return new Call(method, url, Map.of(), Optional.empty(), caller);
  }

  /** Returns the request for what {@code url} names. */
  static Call get(ResourceUrl url) {
    return of("GET", url, new UrlCaller(url));
  }

  /** Returns the same request with one more header field. */
  public Call with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Call(method, url, more, body, caller);
  }

  /** Returns the same request with a body. */
  public Call with(Request.Body sent) {
    return new Call(method, url, fields, Optional.of(sent), caller);
  }
}
