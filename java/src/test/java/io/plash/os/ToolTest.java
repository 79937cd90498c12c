package io.plash.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.value.PlashException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolTest {
  private final Tool tool = new Tool(Map.of("PATH", "/usr/bin:/bin", "LANGUAGE", "de", "KEPT", "yes"));

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
  void run_environment_isWithoutTheUsersLanguage() throws PlashException {
    assertEquals("-yes", tool.run(null, List.of("sh", "-c", "printf %s \"${LANGUAGE-}-$KEPT\"")).output());
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
