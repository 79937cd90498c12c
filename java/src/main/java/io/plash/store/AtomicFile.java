package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** Writes files of the store that others may be reading: complete under another name, then renamed. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Puts {@code text} into {@code file}. */
  public static void write(DataPaths data, Path file, String text) throws PlashException {
    write(data, file, text, Optional.empty());
  }

  /** The same, with {@code time} as the time of its last change; empty for now. */
  public static void write(DataPaths data, Path file, String text, Optional<FileTime> time)
      throws PlashException {
    try (Scratch scratch = Scratch.make(data)) {
      Path fresh = scratch.path().resolve("file");
      Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
      if (time.isPresent()) {
        Files.setLastModifiedTime(fresh, time.get());
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw PlashException.of("cannot write " + file + ": " + IoReason.of(e, file), e);
    }
  }
}
