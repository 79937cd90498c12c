package io.plash.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningToolTest {
  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

  @Test
  void end_manyComplaints_keepsTheFirstAndTheLast() throws Exception {
    try (RunningTool tool =
        RunningTool.start(PATH, List.of("sh", "-c", "seq 1 100000 >&2; echo last >&2"), line -> { })) {
      tool.output().readAllBytes();
      List<String> said = tool.end().errors().lines().toList();

      assertEquals(2000, said.size());
      assertEquals("1", said.get(0));
      assertEquals("last", said.get(1999));
    }
  }

  @Test
  void close_programThatMindsNoSignal_ends() throws Exception {
    RunningTool tool =
        RunningTool.start(PATH, List.of("sh", "-c", "trap '' TERM; echo $$; exec sleep 1000"), line -> { });
    byte[] line = new byte[20];
    int length = tool.output().read(line);
    long pid = Long.parseLong(new String(line, 0, length).strip());
    tool.close();

    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    assertFalse(ProcessHandle.of(pid).isPresent());
  }
}
