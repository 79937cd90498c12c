package io.plash.program;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Programs that go on unpacking an archive after SIGKILL has ended the process that started them. They are found by
 * the directory that their arguments name, in {@code /proc/PID/cmdline}, see proc(5).
 */
public final class StrayUnpackers {
  private StrayUnpackers() {}

  /** Kills the programs that unpack into a directory whose path ends in {@code root}, and waits for their end. */
  public static void endUnpacking(String root) throws PlashException {
    List<ProcessHandle> unpackers = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
        if (unpacks(process, root)) {
          handle.ifPresent(unpackers::add);
        }
      }
    } catch (IOException e) {
      throw PlashException.of("cannot read /proc: is it mounted?", e);
    }
    new ProcessTree(unpackers).kill();
  }

  // Tells whether the process is the shell of plash--unpack or its tar.
  private static boolean unpacks(Path process, String root) {
    try {
      String words = new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8);
      return words.contains(root + "\0") && (words.contains("/plash--unpack\0") || words.contains("\0--directory="));
    } catch (IOException e) {
      return false; // ended meanwhile
    }
  }
}
