package io.plash.registry;

import io.plash.text.TerminalText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * As whom a registry is asked.
 *
 * @param user the name of the user
 * @param secret the password, or the refresh token
 * @param isRefreshToken whether the secret is a refresh token of OAuth 2
 * @param origin where it was found, for messages
 */
record Login(String user, String secret, boolean isRefreshToken, String origin) {
  /** Returns it as the value of an Authorization header field. */
  String basic() {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns who it is in words for messages. */
  String shown() {
    return TerminalText.line((isRefreshToken || user.isEmpty() ? "the owner of a token" : user) + " from " + origin);
  }

  /** Returns the same, since no trace may show the secret. */
  @Override
  public String toString() {
    return shown();
  }
}
