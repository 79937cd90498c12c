package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.program.Command;
import io.plash.program.RunningProgram;
import io.plash.program.SearchPath;
import io.plash.value.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hashes the contents of files. Large ones are read by sha1sum and sha256sum: workers run without the compiler that
 * knows the instructions of processors for that (-XX:TieredStopAtLevel=1), and take four times as long themselves
 * (measured); and to write the bytes to both programs took a fifth of the whole.
 */
final class ContentDigests {
  private static final List<String> PROGRAMS = List.of("sha1sum", "sha256sum");
  private static final long LARGE_BYTES = 8 << 20;
  private static final long CLOCK_TICK_MILLIS = 20; // longer than any kernel's
  private static final int SHA1_DIGITS = 40;
  private static final int SHA256_DIGITS = 64;

  private final Map<String, String> environment;
  private final byte[] buffer = new byte[1 << 16];

  /** The hexadecimal SHA-1 and SHA-256 of one content. */
  record Pair(String sha1, String sha256) {}

  /** Finds the programs by the PATH of {@code environment}; where they are not there, all is hashed here. */
  ContentDigests(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns the digests of the content of {@code file}, a regular file. */
  Pair of(Path file) throws IOException {
    if (Files.size(file) >= LARGE_BYTES && PROGRAMS.stream().allMatch(SearchPath.of(environment)::has)) {
      Optional<Pair> digests = byPrograms(file);
      digests = digests.isPresent() ? digests : byPrograms(file); // it may have been written just before
      if (digests.isPresent()) {
        return digests.get();
      }
    }
    MessageDigest sha1 = Digest.beginSha1();
    MessageDigest sha256 = Digest.begin();
    try (InputStream input = Files.newInputStream(file)) {
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        sha1.update(buffer, 0, count);
        sha256.update(buffer, 0, count);
      }
    }
    return new Pair(Digest.hex(sha1), Digest.hex(sha256));
  }

  // Nothing where a program fails, or somebody may have written to the file meanwhile, so that they differ in what they
  // have read.
  private Optional<Pair> byPrograms(Path file) throws IOException {
    ByteArrayOutputStream sha1 = new ByteArrayOutputStream();
    ByteArrayOutputStream sha256 = new ByteArrayOutputStream();
    long begin = System.currentTimeMillis();
    FileTime before = changed(file);
    try (RunningProgram first = start(PROGRAMS.get(0), file, sha1);
        RunningProgram second = start(PROGRAMS.get(1), file, sha256)) {
      int status = first.await() | second.await();
      boolean isSame = before.equals(changed(file)) && before.toMillis() < begin - CLOCK_TICK_MILLIS;
      return isSame && status == 0 ? pair(hex(sha1, SHA1_DIGITS), hex(sha256, SHA256_DIGITS)) : Optional.empty();
    } catch (PlashException e) {
      return Optional.empty();
    }
  }

  private static FileTime changed(Path file) throws IOException {
    return (FileTime) Files.getAttribute(file, "unix:ctime");
  }

  private RunningProgram start(String program, Path file, OutputStream sink) throws PlashException {
    return RunningProgram.start(Command.ofTool(environment, List.of(program)).stdinFrom(file.toFile()).stdoutTo(sink));
  }

  private static Optional<Pair> pair(String sha1, String sha256) {
    return sha1.isEmpty() || sha256.isEmpty() ? Optional.empty() : Optional.of(new Pair(sha1, sha256));
  }

  // Returns the digest that the program printed first; an empty text when that is none.
  private static String hex(ByteArrayOutputStream said, int digits) {
    String text = said.toString(StandardCharsets.US_ASCII);
    return text.matches("(?s)[0-9a-f]{" + digits + "} .*") ? text.substring(0, digits) : "";
  }
}
