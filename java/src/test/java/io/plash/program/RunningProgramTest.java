package io.plash.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.failure.PlashException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningProgramTest {
  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

  private static Command shell(String script) {
    return Command.of(PATH, List.of("sh", "-c", script));
  }

  private static ProcessHandle next(BufferedReader lines) throws Exception {
    return ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
  }

  private static BufferedReader lines(RunningProgram program) {
    return new BufferedReader(new InputStreamReader(program.stdout(), StandardCharsets.UTF_8));
  }

  @Test
  void await_manyComplaints_keepsTheFirstAndTheLast() throws Exception {
    KeptLines kept = new KeptLines(line -> { });
    try (RunningProgram program = RunningProgram.start(shell("seq 1 100000 >&2; echo last >&2").stderrTo(kept))) {
      program.await();
      List<String> said = kept.text().lines().toList();

      assertEquals(2000, said.size());
      assertEquals("1", said.get(0));
      assertEquals("last", said.get(1999));
    }
  }

  @Test
  void close_programsThatMindNoSignal_areKilledWithWhatTheyStartThen(@TempDir Path directory) throws Exception {
    Path late = directory.resolve("late");
    RunningProgram program =
        RunningProgram.start(shell("for i in 1 2 3; do sh -c 'trap \"\" TERM; echo $$; sleep 1000' & done; "
            + "trap 'sleep 1000 & echo $! >" + late + "' TERM; echo $$; wait; wait"));
    BufferedReader lines = lines(program);
    List<ProcessHandle> all = new ArrayList<>(List.of(next(lines), next(lines), next(lines), next(lines)));
    long begun = System.nanoTime();
    program.close();

    assertTrue(System.nanoTime() - begun < 15_000_000_000L);
    all.add(ProcessHandle.of(Long.parseLong(Files.readString(late).strip())).orElse(all.get(0)));
    for (ProcessHandle process : all) {
      process.onExit().get(5, TimeUnit.SECONDS);
      assertFalse(process.isAlive());
    }
  }

  @Test
  void kill_program_takesAlongWhatItHasStarted() throws Exception {
    RunningProgram program = RunningProgram.start(shell("sh -c 'echo $$; exec sleep 1000' & sleep 1000"));
    ProcessHandle child = next(lines(program));
    program.kill();

    child.onExit().get(5, TimeUnit.SECONDS);
    assertEquals(128 + 9, program.await());
  }

  @Test
  void await_programLeftRunning_holdsNothingUp() throws Exception {
    FirstBytes printed = new FirstBytes(100);
    RunningProgram program = RunningProgram.start(shell("echo said; sleep 5 &").stdoutTo(printed));
    long begun = System.nanoTime();

    assertEquals(0, program.await(1000));
    assertTrue(System.nanoTime() - begun < 4_000_000_000L);
    assertEquals("said\n", printed.text());
  }

  @Test
  void start_stdinPiped_isWhatTheCallerWrites() throws Exception {
    FirstBytes printed = new FirstBytes(3);
    try (RunningProgram program = RunningProgram.start(shell("cat").stdinPiped().stdoutTo(printed))) {
      program.stdin().write("given".getBytes(StandardCharsets.UTF_8));
      program.stdin().close();

      assertEquals(0, program.await());
      assertEquals("giv", printed.text());
      assertTrue(printed.isOver());
    }
  }

  @Test
  void start_missingProgram_failsForTheKernelsReason() {
    Command command = Command.of(PATH, List.of("/nonexistent/program"));
    PlashException failure = assertThrows(PlashException.class, () -> RunningProgram.start(command));

    assertEquals("cannot start /nonexistent/program: No such file or directory", failure.getMessage());
    assertEquals("No such file or directory", failure.getCause().getMessage());
  }
}
