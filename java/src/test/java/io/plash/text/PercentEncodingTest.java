package io.plash.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentEncodingTest {
  @ParameterizedTest
  @CsvSource({"a-Z.09/, a-Z.09/", "'a b?', a%20b%3F", "é|%, %C3%A9%7C%25", "'', ''"})
  void encode_whatIsNotPlain_isItsBytes(String text, String encoded) {
    assertEquals(encoded, PercentEncoding.encode(text, "-./"));
    assertEquals(text, new String(PercentEncoding.decode(encoded), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"%, %", "%4, %4", "%4x, %4x", "%zz, %zz", "100%, 100%", "%41%c3%a9, Aé"})
  void decode_percentSignWithoutDigits_standsForItself(String encoded, String text) {
    assertEquals(text, new String(PercentEncoding.decode(encoded), StandardCharsets.UTF_8));
  }
}
