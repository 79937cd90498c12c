package io.plash.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream messages = new PrintStream(written, true, StandardCharsets.UTF_8);
  private long now;
  private int width;

  private String written() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private Progress progress(Map<String, String> environment) throws PlashException {
    return Progress.of(environment, messages, this::terminal, () -> now);
  }

  private IntSupplier terminal(int columns) {
    width = columns;
    return () -> width;
  }

  private Progress bar() throws PlashException {
    return progress(Map.of("PLASH_TERMINAL", "60", "TERM", "xterm"));
  }

  @Test
  void begin_inAPipe_isOneLineWithTheSize() throws PlashException {
    Progress progress = progress(Map.of("TERM", "xterm"));
    try (Progress.Step step = progress.begin("fetching", "http://localhost/a.tar", 12_345_678)) {
      now = SECOND;
      step.advance(12_345_678);
    }
    progress.begin("fetching", "http://localhost/b.tar", -1).close();
    progress.say("extracting...");
    assertEquals(
        "plash: fetching http://localhost/a.tar (12.3 MB)\n"
            + "plash: fetching http://localhost/b.tar\nplash: extracting...\n",
        written());
  }

  @Test
  void say_aNameThatWouldControlTheTerminal_isOneLine() throws PlashException {
    Progress progress = progress(Map.of("TERM", "xterm"));
    progress.begin("fetching", "oci:a\nplash: b\033[2J:t", -1).close();
    assertEquals("plash: fetching oci:a plash: b?[2J:t\n", written());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLASH_PROGRESS=plain", "TERM=dumb"})
  void begin_onATerminalThatShallNotBeRedrawn_isOneLine(String setting) throws PlashException {
    String[] pair = setting.split("=");
    Map<String, String> environment = new java.util.HashMap<>(Map.of("PLASH_TERMINAL", "1", "TERM", "xterm"));
    environment.put(pair[0], pair[1]);
    progress(environment).begin("fetching", "x", 10).close();
    assertEquals("plash: fetching x (10 B)\n", written());
  }

  @Test
  void anything_withNone_saysNothing() throws PlashException {
    Progress progress = progress(Map.of("PLASH_PROGRESS", "none", "PLASH_TERMINAL", "1", "TERM", "xterm"));
    try (Progress.Step step = progress.begin("fetching", "x", 10)) {
      now = SECOND;
      step.advance(10);
    }
    progress.say("extracting...");
    assertEquals("", written());
  }

  @Test
  void of_unknownSetting_isRefused() {
    PlashException refused =
        assertThrows(PlashException.class, () -> progress(Map.of("PLASH_PROGRESS", "loud")));
    assertEquals("PLASH_PROGRESS is 'loud', which means nothing", refused.getMessage());
  }

  @Test
  void advance_onATerminal_showsPercentBarSizeRateAndTimeLeft() throws PlashException {
    try (Progress.Step step = bar().begin("fetching", "http://localhost/a.tar", 10_000_000)) {
      now = SECOND;
      step.advance(2_500_000);
    }
    String[] lines = written().split("\r");
    assertEquals("plash: fetching 0% [" + " ".repeat(30) + "] 10.0 MB", lines[1].strip());
    assertEquals("plash: fetching 25% [##        ] 10.0 MB 2.5 MB/s 0:03 left", lines[2].strip());
  }

  @Test
  void advance_oftenInAShortTime_redrawsAtMostTenTimesASecond() throws PlashException {
    try (Progress.Step step = bar().begin("fetching", "x", 1000)) {
      IntStream.range(0, 1000).forEach(n -> {
        now += SECOND / 1000;
        step.advance(1);
      });
    }
    long drawn = written().chars().filter(c -> c == '\r').count();
    assertTrue(drawn >= 10 && drawn <= 12, "drawn " + drawn + " times");
  }

  @Test
  void close_afterAll_endsTheLineOnceWith100Percent() throws PlashException {
    Progress.Step step = bar().begin("fetching", "x", 1000);
    now = 2 * SECOND;
    step.advance(1000);
    step.close();
    step.close();
    assertTrue(written().contains("plash: fetching 100% [###"), written());
    assertEquals(1, written().chars().filter(c -> c == '\n').count());
    assertTrue(written().stripTrailing().endsWith("500 B/s 0:02"), written());
  }

  @Test
  void say_inTheMiddleOfABar_beginsALineOfItsOwn() throws PlashException {
    Progress progress = bar();
    Progress.Step step = progress.begin("fetching", "x", 1000);
    progress.say("a line");
    step.close();
    progress.say("extracting...");
    String[] lines = written().split("\n");
    assertEquals("plash: a line", lines[1]);
    assertTrue(lines[2].startsWith("\rplash: fetching 0%"), lines[2]);
    assertEquals("plash: extracting...", lines[3]);
  }

  @Test
  void advance_withoutAKnownSize_showsWhatCame() throws PlashException {
    Progress.Step step = bar().begin("fetching", "x", -1);
    now = SECOND;
    step.advance(3_000);
    assertEquals("plash: fetching 3.0 kB 3.0 kB/s", written().split("\r")[2].strip());
  }

  @ParameterizedTest
  @CsvSource({"62, plash: fetching 25% [###         ] 10.0 MB 2.5 MB/s 0:03 left",
    "53, plash: fetching 25% 10.0 MB 2.5 MB/s 0:03 left", "47, plash: fetching 25% 10.0 MB 2.5 MB/s 0:03 left",
    "46, plash: fetching 25%", "20, plash: fetching 25%", "19, fetching 25%", "12, 25%", "4, 25%", "3, 25", "1, 2"})
  void draw_afterAResize_showsWhatThereIsRoomFor(int columns, String line) throws PlashException {
    Progress.Step step = bar().begin("fetching", "x", 10_000_000);
    now = SECOND;
    width = columns;
    step.advance(2_500_000);
    String[] lines = written().split("\r");
    assertEquals(line, lines[2].strip());
    assertEquals(Math.max(1, columns - 1), lines[2].length());
  }

  @ParameterizedTest
  @CsvSource({"60, plash: fetching 3.0 kB 3.0 kB/s", "30, plash: fetching 3.0 kB", "20, fetching 3.0 kB", "10, 3.0 kB"})
  void draw_withoutAKnownSize_showsWhatThereIsRoomFor(int columns, String line) throws PlashException {
    Progress.Step step = bar().begin("fetching", "x", -1);
    now = SECOND;
    width = columns;
    step.advance(3_000);
    assertEquals(line, written().split("\r")[2].strip());
  }

  @ParameterizedTest
  @CsvSource({"0,0 B", "999,999 B", "1000,1.0 kB", "99999,99.9 kB", "100000,100 kB", "157286400,157 MB",
      "4800000000,4.8 GB", "9223372036854775807,9.2 EB"})
  void bytes_areShownInThreeDigitsOrSo(long bytes, String shown) {
    assertEquals(shown, HumanUnits.bytes(bytes));
  }

  @ParameterizedTest
  @CsvSource({"0,0:00", "7,0:07", "750,12:30", "3723,1:02:03"})
  void seconds_areShownAsAClock(long seconds, String shown) {
    assertEquals(shown, HumanUnits.seconds(seconds));
  }
}
