package io.plash.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonReprTest {
  private static final long SEED = 20181107;
  private static final String SPECIAL = "'\"\\\n\r\t \u0000\u001b\u007f\u0085\u00a0\u00ad\u200b\u2028\u3000\ue000é木";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(quoteCharacter = '^', value = {
    "^^, ''", "a, 'a'", "it's, ^\"it's\"^", "'\", '\\'\"'", "a\\b, 'a\\\\b'", "é, 'é'"
  })
  void of_text_isQuoted(String text, String expected) {
    assertEquals(expected, PythonRepr.of(text));
  }

  @Test
  void of_loneSurrogate_isEscaped() {
    assertEquals("'\\ud800'", PythonRepr.of("\ud800"));
  }

  @Test
  void of_randomText_isWhatPythonWrites() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")));
    Random random = new Random(SEED);
    List<String> expected = new ArrayList<>();
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      String text = text(random);
      expected.add(PythonRepr.of(text));
      input.append(text).append('\uffff');
    }
    Path file = Files.writeString(folder.resolve("input"), input);
    Process python = new ProcessBuilder("/usr/bin/python3", "-c",
        "import sys\n"
            + "text = open(sys.argv[1], encoding='utf-8', newline='').read()\n"
            + "for part in text.split('\\uffff')[:-1]:\n"
            + "  sys.stdout.buffer.write((repr(part) + '\\n').encode())\n", file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String answered = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, python.waitFor());
    assertEquals(String.join("\n", expected) + "\n", answered);
  }

  // Code points up to the CJK ideographs: the two may know different versions of Unicode above.
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(10); length > 0; length--) {
      text.append(random.nextBoolean()
          ? SPECIAL.charAt(random.nextInt(SPECIAL.length()))
          : (char) (random.nextBoolean() ? random.nextInt(0x250) : 0x4e00 + random.nextInt(0x5000)));
    }
    return text.toString();
  }
}
