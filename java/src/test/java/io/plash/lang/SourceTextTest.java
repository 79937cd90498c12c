package io.plash.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SourceTextTest {
  @Test
  void normalized_carriageReturnBeforeNewline_isDropped() {
    assertEquals("a\nb\n", SourceText.normalized("a\r\nb\r\n"));
  }

  @Test
  void normalized_carriageReturnElsewhere_stays() {
    assertEquals("a\rb\r", SourceText.normalized("a\rb\r"));
  }

  @Test
  void normalized_byteOrderMark_isDroppedAtTheStartAlone() {
    assertEquals("a\ufeff\n", SourceText.normalized("\ufeffa\ufeff\r\n"));
  }
}
