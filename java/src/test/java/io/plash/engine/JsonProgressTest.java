package io.plash.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonProgressTest {
  private static List<Map<String, String>> read(String text) throws IOException {
    List<Map<String, String>> all = new ArrayList<>();
    try (JsonProgress progress = JsonProgress.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      for (var next = progress.next(); next.isPresent(); next = progress.next()) {
        all.add(next.get());
      }
    }
    return all;
  }

  @Test
  void next_ofLines_isTheTextsOfEach() throws IOException {
    assertEquals(
        List.of(Map.of("status", "a", "id", "1"), Map.of("error", "b\n")),
        read("{\"status\":\"a\",\"progressDetail\":{\"current\":1},\"n\":[1],\"id\":\"1\"}\r\n"
            + "{\"errorDetail\":{\"message\":\"b\"},\"error\":\"b\\n\"}\n"));
  }

  @Test
  void next_ofObjectsWithoutLines_isEach() throws IOException {
    assertEquals(2, read("{\"a\":\"b\"}{}").size());
  }

  @Test
  void next_ofNothing_isEmpty() throws IOException {
    assertEquals(List.of(), read(""));
    assertEquals(List.of(), read(" \r\n"));
  }

  @Test
  void next_thatIsCut_fails() {
    assertThrows(ProtocolException.class, () -> read("{\"a\":\"b\"}\n{\"a\":"));
  }

  @Test
  void next_ofSomethingElse_fails() {
    for (String text : List.of("[]", "<html>", "1", "\"a\"", "{\"a\" \"b\"}")) {
      assertThrows(ProtocolException.class, () -> read(text), text);
    }
  }

  @Test
  void member_isTheText_orEmpty() {
    assertEquals(Optional.of("no"), JsonProgress.member("{\"cause\":1,\"message\":\"no\"}\n", "message"));
    for (String text : List.of("", "{}", "[]", "<html>", "{\"message\":1}", "{\"message\":")) {
      assertEquals(Optional.empty(), JsonProgress.member(text, "message"), text);
    }
  }
}
