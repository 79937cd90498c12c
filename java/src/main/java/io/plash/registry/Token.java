package io.plash.registry;

import com.google.gson.JsonObject;
import io.plash.http.ResourceUrl;
import java.util.Optional;

/**
 * What a server of tokens gives, kept in memory alone.
 *
 * @param value the token
 * @param until when it is renewed, by the clock of {@link System#nanoTime}
 */
record Token(String value, long until) {
  private static final int USUAL_SECONDS = 60; // distribution-spec, token authentication
  private static final long RENEWED_AT = 800_000_000L; // nanoseconds for each second of its time

  /** Reads the answer of a server of tokens, given at {@code now}. */
  static Optional<Token> read(String answer, long now) {
    return JsonMembers.object(answer).flatMap(json -> {
      String token = JsonMembers.text(json, "token");
      String value = token.isEmpty() ? JsonMembers.text(json, "access_token") : token;
      return value.isEmpty() || !isOneLine(value) ? Optional.empty() : Optional.of(new Token(value, until(json, now)));
    });
  }

  private static long until(JsonObject json, long now) {
    String seconds = JsonMembers.text(json, "expires_in");
    return now + RENEWED_AT * (seconds.matches("[0-9]{1,6}") ? Long.parseLong(seconds) : USUAL_SECONDS);
  }

  // It becomes a header field.
  private static boolean isOneLine(String value) {
    return value.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** Tells whether it can be used at {@code now}. */
  boolean isFresh(long now) {
    return now - until < 0;
  }

  /** Returns nothing of the token, since no trace may show it. */
  @Override
  public String toString() {
    return "a token";
  }
}
