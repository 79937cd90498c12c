package io.plash.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = Long.MAX_VALUE - SECOND; // the clock of nanoTime may overflow

  private static void assertLasts(long seconds, String answer) {
    Token token = Token.read(answer, NOW).orElseThrow();
    assertTrue(token.isFresh(NOW + (seconds - 1) * SECOND), answer);
    assertFalse(token.isFresh(NOW + seconds * SECOND), answer);
  }

  @Test
  void read_time_isRenewedAtFourFifths() {
    assertLasts(240, "{\"token\":\"t\",\"expires_in\":300}");
    assertLasts(48, "{\"token\":\"t\"}");
    assertLasts(48, "{\"token\":\"t\",\"expires_in\":null}");
    assertLasts(48, "{\"token\":\"t\",\"expires_in\":-7}");
  }

  @Test
  void read_eitherName() {
    assertEquals("a", Token.read("{\"access_token\":\"a\"}", 0).orElseThrow().value());
    assertEquals("t", Token.read("{\"access_token\":\"a\",\"token\":\"t\"}", 0).orElseThrow().value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"token\":\"\"}", "{\"token\":7,", "{\"token\":\"a\\r\\nX: y\"}",
      "{\"token\":[]}", "<html>"})
  void read_nonsense_isNone(String answer) {
    assertTrue(Token.read(answer, 0).isEmpty());
  }

  @Test
  void toString_hasNotTheToken() {
    assertFalse(new Token("s3cret", 0).toString().contains("s3cret"));
  }
}
