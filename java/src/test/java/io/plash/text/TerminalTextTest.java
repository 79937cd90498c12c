package io.plash.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TerminalTextTest {
  @Test
  void line_plainText_isUnchanged() {
    assertEquals("a b é 日 \ud83d\ude00 ~", TerminalText.line("a b é 日 \ud83d\ude00 ~"));
  }

  @Test
  void line_whatSteersATerminal_isReplaced() {
    assertEquals("?[31m a b  c d???e", TerminalText.line("\u001b[31m\ta\nb\r\nc\u2028d\u0007\u007f\u009be"));
    assertEquals("a?b??", TerminalText.line("a\u202eb\u200f\udb40\udc41"));
  }
}
