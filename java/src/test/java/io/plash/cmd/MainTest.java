package io.plash.cmd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path folder;
  private String output;
  private String errors;

  @Test
  void main_failure_isOneLineAndStatusOne() throws Exception {
    assertEquals(1, main(Map.of(), "rm", "99"));
    assertEquals("", output);
    assertEquals("plash error: no container '99'\n", errors);
  }

  @Test
  void main_debug_showsWhere() throws Exception {
    for (String yes : List.of("1", "yes", "TRUE")) {
      assertEquals(1, main(Map.of("PLASH_DEBUG", yes), "rm", "99"));
      assertTrue(errors.contains("\tat io.plash."), errors);
      assertTrue(errors.endsWith("plash error: no container '99'\n"), errors);
    }
    assertEquals(1, main(Map.of("PLASH_DEBUG", "0"), "rm", "99"));
    assertEquals("plash error: no container '99'\n", errors);
  }

  @Test
  void main_unknownWorker_isRefused() throws Exception {
    assertEquals(1, main(Map.of(), "no-such"));
    assertEquals("plash error: no such worker: no-such\n", errors);
    assertEquals(1, main(Map.of()));
  }

  @Test
  void main_terminal_coloursTheMark() throws Exception {
    main(Map.of("PLASH_TERMINAL", "1", "TERM", "xterm"), "rm", "99");
    assertEquals("\u001b[38;05;1mplash error:\u001b[0;0m no container '99'\n", errors);
    main(Map.of("PLASH_TERMINAL", "1", "TERM", "xterm", "NO_COLOR", "1"), "rm", "99");
    assertEquals("plash error: no container '99'\n", errors);
    main(Map.of("PLASH_TERMINAL", "1", "TERM", "dumb"), "rm", "99");
    assertEquals("plash error: no container '99'\n", errors);
  }

  @Test
  void main_fullOutput_isAFailure() throws Exception {
    int status = start(Path.of("/dev/full"), Map.of(), "eval", "--run", "hi");

    assertEquals(1, status);
    assertEquals("plash error: cannot write the result to stdout\n", errors);
  }

  private int main(Map<String, String> variables, String... arguments) throws Exception {
    Path file = folder.resolve("output");
    int status = start(file, variables, arguments);
    output = Files.readString(file);
    return status;
  }

  private int start(Path file, Map<String, String> variables, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(
        System.getProperty("java.home") + "/bin/java", "-cp", System.getProperty("java.class.path"),
        "-XX:TieredStopAtLevel=1", "io.plash.cmd.Main"));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(file.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PLASH_") || name.equals("NO_COLOR"));
    builder.environment().putAll(
        Map.of("PLASH_DATA", folder.resolve("data").toString(), "PLASH_LIBEXEC", "/nonexistent", "LC_ALL", "C.UTF-8"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return process.waitFor();
  }
}
