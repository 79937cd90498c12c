package io.plash.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.failure.PlashException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "10", "999999999"})
  void parse_canonicalDecimal_isTheId(String text) throws PlashException {
    assertEquals(text, ContainerId.parse(text).toString());
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '^', value = {
    "^^, ^container id must be integer, got ''^", "xx, ^container id must be integer, got 'xx'^",
    "-1, ^container id must be integer, got '-1'^", "^ 1^, ^container id must be integer, got ' 1'^",
    "٣, ^container id must be integer, got '٣'^", "01, no container '01'", "00, no container '00'",
    "1000000000, no container '1000000000'", "99999999999999999999, no container '99999999999999999999'"
  })
  void parse_otherText_isRefusedInTheWordsOf2018(String text, String message) {
    PlashException refused = assertThrows(PlashException.class, () -> ContainerId.parse(text));

    assertEquals(message, refused.getMessage());
    assertEquals(1, refused.status());
  }

  @ParameterizedTest
  @ValueSource(strings = "0")
  void parseRunnable_root_isRefused(String text) {
    PlashException refused = assertThrows(PlashException.class, () -> ContainerId.parseRunnable(text));

    assertEquals("container must not be the special root container ('0')", refused.getMessage());
  }
}
