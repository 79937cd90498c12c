package io.plash.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellQuoteTest {
  private static final long SEED = 20181107;
  private static final String SPECIAL = "'\"\\`$!#&|;<>()[]{}*?~ \t\n\r=%@_-+/.,:^\u001b\u007f";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(quoteCharacter = '^', value = {
    "^^, ''", "abc, abc", "AZaz09, AZaz09", "_@%+=:.-/, _@%+=:.-/", "^a,b^, ^a,b^", "-x, -x",
    "a b, 'a b'", "it's, ^'it'\"'\"'s'^", "^'^, ^''\"'\"''^", "a\"b, ^'a\"b'^", "$x, '$x'", "\\, '\\'",
    "a#, 'a#'", "~, '~'", "*, '*'", "{a}, '{a}'", "!, '!'", "a;b, 'a;b'", "é, 'é'", "٣, '٣'"
  })
  void quote_word_isQuotedOnlyWhenNeeded(String word, String quoted) {
    assertEquals(quoted, ShellQuote.quote(word));
  }

  @Test
  void quote_newline_isKeptInQuotes() {
    assertEquals("'a\nb'", ShellQuote.quote("a\nb"));
  }

  @Test
  void quote_everyPrintableAscii_leavesOnlyHarmlessBare() {
    StringBuilder bare = new StringBuilder();
    for (char c = 0; c < 0x80; c++) {
      if (ShellQuote.quote(String.valueOf(c)).length() == 1) {
        bare.append(c);
      }
    }

    assertEquals("%+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", bare.toString());
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void quote_randomWords_areReadBackByTheShell() throws Exception {
    Random random = new Random(SEED);
    List<String> words = new ArrayList<>();
    StringBuilder script = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      String word = word(random);
      words.add(word);
      script.append("printf '%s\\0' ").append(ShellQuote.quote(word)).append('\n');
      expected.append(word).append('\0');
    }

    byte[] read = runShell(script.toString());

    String message = "seed " + SEED;
    assertEquals(words, List.of(new String(read, UTF_8).split("\0", -1)).subList(0, words.size()), message);
    assertArrayEquals(expected.toString().getBytes(UTF_8), read, message);
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      switch (random.nextInt(4)) {
        case 0 -> word.append((char) ('a' + random.nextInt(26)));
        case 1 -> word.appendCodePoint(anyCodePoint(random));
        default -> word.append(SPECIAL.charAt(random.nextInt(SPECIAL.length())));
      }
    }
    return word.toString();
  }

  /** Anything a file can hold as UTF-8 and an argument can be: no surrogate, no NUL. */
  private static int anyCodePoint(Random random) {
    int c = 1 + random.nextInt(Character.MAX_CODE_POINT);
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 'x' : c;
  }

  /** The script goes by way of a file, so that no encoding of arguments stands in between. */
  private byte[] runShell(String script) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("script"), script);
    Path output = folder.resolve("output");
    Process sh = new ProcessBuilder("sh", file.toString())
        .redirectOutput(output.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    assertEquals(0, sh.waitFor());
    return Files.readAllBytes(output);
  }
}
