package io.plash.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.failure.PlashException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolTest {
  private final Tool tool = new Tool(
      Map.of("PATH", "/usr/bin:/bin", "LANGUAGE", "de", "TAR_OPTIONS", "-P", "PLASH_X", "yes"));

  @Test
  void run_oddWords_arriveAsTheyAre() throws PlashException {
    List<String> odd =
        List.of("", " ", " a b ", "'a'", "\"a b\"", "'", "\"", "a\nb", "\\", "${x}", "*", "-n", "it's \"it\"");
    List<String> words = new ArrayList<>(List.of("printf", "<%s>"));
    words.addAll(odd);

    assertEquals("<" + String.join("><", odd) + ">", tool.run(null, words).output());
  }

  @Test
  void run_failingProgram_isAResult() throws PlashException {
    Tool.Result result = tool.run(null, List.of("sh", "-c", "echo said; echo first >&2; echo second >&2; exit 7"));

    assertEquals(new Tool.Result(7, "said\n", "first\nsecond\n"), result);
    assertEquals("first", result.firstError());
  }

  @Test
  void run_environment_isOfWhatToolsNeed() throws PlashException {
    List<String> words = List.of("sh", "-c", "env | grep -v -e PWD= -e _= | sort");

    assertEquals("LC_ALL=C.UTF-8\nPATH=/usr/bin:/bin\nPLASH_X=yes\n", tool.run(null, words).output());
  }

  @Test
  void run_endlessComplaints_areKeptInPart() throws PlashException {
    Tool.Result result = tool.run(null, List.of("sh", "-c", "echo first >&2; head -c 5000000 /dev/zero >&2; exit 3"));

    assertEquals("first", result.firstError());
    assertEquals(1 << 20, result.errors().length());
  }

  @Test
  void run_missingProgram_fails() {
    PlashException failure =
        assertThrows(PlashException.class, () -> tool.run(null, List.of("/nonexistent/program")));

    assertEquals(true, failure.getMessage().startsWith("cannot start /nonexistent/program"));
  }

  @Test
  void run_input_isEmpty() throws PlashException {
    assertEquals("0\n", tool.run(null, List.of("sh", "-c", "wc -c | tr -d ' '")).output());
  }
}
