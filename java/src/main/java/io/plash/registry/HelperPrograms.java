package io.plash.registry;

import io.plash.failure.PlashException;
import io.plash.program.Command;
import io.plash.program.RunningProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the programs docker-credential-NAME of the user's PATH. */
public final class HelperPrograms implements CredentialHelper {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*"; // no path
  private static final int MAX_BYTES = 1 << 20;

  private final Map<String, String> environment;

  /** Starts them in {@code environment}, which is the caller's. */
  public HelperPrograms(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Optional<String> get(String name, String server) throws PlashException {
    if (!name.matches(NAME)) {
      throw PlashException.of("there is no docker-credential-NAME of that name");
    }
    Command command = Command.of(environment, List.of("docker-credential-" + name, "get"))
        .stdinPiped().stderrTo(OutputStream.nullOutputStream()).killedOnSignal();
    try (RunningProgram program = RunningProgram.start(command)) {
      say(program, server);
      String output = new String(program.stdout().readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      return program.await() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it has closed its streams without an answer
    }
  }

  // It may answer without reading.
  private static void say(RunningProgram program, String server) {
    try (OutputStream stdin = program.stdin()) {
      stdin.write((server + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return;
    }
  }
}
