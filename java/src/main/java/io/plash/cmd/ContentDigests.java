package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.program.Command;
import io.plash.program.RunningProgram;
import io.plash.program.SearchPath;
import io.plash.value.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hashes the contents of files. Large ones are read by sha1sum: workers run without the compiler that knows the
 * instructions of processors for that (-XX:TieredStopAtLevel=1), and take four times as long themselves (measured).
 */
final class ContentDigests {
  private static final String PROGRAM = "sha1sum";
  private static final long LARGE_BYTES = 8 << 20;
  private static final int DIGITS = 40;

  private final Map<String, String> environment;
  private final byte[] buffer = new byte[1 << 16];

  /** Finds the program by the PATH of {@code environment}; where it is not there, all is hashed here. */
  ContentDigests(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns the hexadecimal SHA-1 of the content of {@code file}, a regular file. */
  String of(Path file) throws IOException {
    Optional<String> digest = Files.size(file) < LARGE_BYTES ? Optional.empty() : byProgram(file);
    return digest.isPresent() ? digest.get() : ofBytes(file);
  }

  private String ofBytes(Path file) throws IOException {
    MessageDigest digest = Digest.beginSha1();
    try (InputStream input = Files.newInputStream(file)) {
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return Digest.hex(digest);
  }

  // Nothing where there is no such program, or where it fails.
  private Optional<String> byProgram(Path file) {
    if (!SearchPath.of(environment).has(PROGRAM)) {
      return Optional.empty();
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Command command = Command.ofTool(environment, List.of(PROGRAM)).stdinFrom(file.toFile()).stdoutTo(said);
    try (RunningProgram program = RunningProgram.start(command.killedOnSignal())) {
      return program.await() == 0 ? digest(said.toString(StandardCharsets.US_ASCII)) : Optional.empty();
    } catch (PlashException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> digest(String text) {
    return text.matches("(?s)[0-9a-f]{" + DIGITS + "} .*") ? Optional.of(text.substring(0, DIGITS)) : Optional.empty();
  }
}
