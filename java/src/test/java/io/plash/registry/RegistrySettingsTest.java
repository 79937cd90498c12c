package io.plash.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {
  @Test
  void parse_lines_areHeeded() throws PlashException {
    RegistrySettings settings = RegistrySettings.parse("f", List.of(
        "# comment", "", "plain  Registry.example:5000", "\tmirror docker.io a.example/proxy",
        "mirror docker.io b.example",
        "realm a.example b.example"));
    assertTrue(settings.isPlain("registry.example:5000"));
    assertFalse(settings.isPlain("registry.example"));
    assertEquals(List.of("a.example/proxy", "b.example"), settings.mirrors("docker.io"));
    assertEquals(List.of(), settings.mirrors("a.example"));
    assertTrue(settings.isRealm("a.example", "B.example"));
    assertFalse(settings.isRealm("b.example", "a.example"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "plain a b", "mirror a", "realm a", "insecure a", "plain a # b"})
  void parse_nonsense_isToldWithItsLine(String line) {
    PlashException failure = assertThrows(PlashException.class, () -> RegistrySettings.parse("f", List.of("", line)));
    assertTrue(failure.getMessage().startsWith("f, line 2: "), failure.getMessage());
  }

  @Test
  void read_missingFile_saysNothing() throws PlashException {
    assertFalse(RegistrySettings.read(Path.of("/nonexistent/file")).isPlain("a"));
  }
}
