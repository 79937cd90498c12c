package io.plash.http;

import io.plash.failure.PlashException;
import java.util.List;

/**
 * On whose behalf requests are sent: how failures are told, and what servers are told of the user. Several threads
 * may ask at once.
 */
public interface Caller {
  /** Returns the failure of what the requests are for. The reason is part of a line; the hint may be empty. */
  PlashException failure(String reason, String hint);

  /** Returns the value of the Authorization header field for a request to {@code url}; empty for none. */
  default String authorization(ResourceUrl url) throws PlashException {
    return "";
  }

  /**
   * Tells whether a request that was refused (401) is to be sent once more, since {@link #authorization} has a better
   * answer now. Without {@code challenges} the server does not say what it wants.
   *
   * @param url where the request was sent to, which may be another server after a redirection
   * @param sent the value of the Authorization header field that it had; empty without one
   * @param challenges the values of the WWW-Authenticate header fields of the answer
   */
  default boolean isBetterKnown(ResourceUrl url, String sent, List<String> challenges) throws PlashException {
    return false;
  }

  /** Fails when requests must not be redirected to {@code url}. */
  default void requireAllowed(ResourceUrl url) throws PlashException {}
}
