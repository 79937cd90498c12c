package io.plash.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {
  private static List<Challenge> parse(String... values) {
    return Challenge.parse(List.of(values));
  }

  @Test
  void parse_bearer_hasItsParameters() {
    assertEquals(
        List.of(new Challenge("bearer",
            Map.of("realm", "https://a.example/t?x=1,2", "service", "s", "scope", "r:n:pull,push"))),
        parse("Bearer realm=\"https://a.example/t?x=1,2\",service=\"s\" , Scope=\"r:n:pull,push\""));
  }

  @Test
  void parse_severalSchemes_inOneFieldAndInTwo() {
    List<Challenge> expected = List.of(
        new Challenge("negotiate", Map.of()), new Challenge("basic", Map.of("realm", "a b")),
        new Challenge("bearer", Map.of("realm", "u")));
    assertEquals(expected, parse("Negotiate, Basic realm=\"a b\", Bearer realm=u"));
    assertEquals(expected, parse("Negotiate", "Basic realm=\"a b\"", "Bearer realm=u"));
  }

  @Test
  void parse_quotedQuotes_areText() {
    assertEquals("a \"b\" \\ c", parse("Basic realm=\"a \\\"b\\\" \\\\ c\"").get(0).parameter("realm"));
  }

  @Test
  void parse_blanksAroundEquals_areNoText() {
    assertEquals("x", parse("Bearer  realm = \"x\"").get(0).parameter("realm"));
  }

  @Test
  void parse_firstOfTwoValues_counts() {
    assertEquals("a", parse("Bearer realm=\"a\", realm=\"b\"").get(0).parameter("realm"));
  }

  @Test
  void parse_nonsense_ends() {
    for (String nonsense : List.of(
        "", ",,,", "=", "\"", "Bearer realm=\"open", "Bearer realm=\"x\\", "a=b=c", "(){}", "=\"x\"")) {
      assertTimeout(Duration.ofSeconds(5), () -> parse(nonsense), nonsense);
    }
  }
}
