package io.plash.store;

import io.plash.value.PlashException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files of the store that others may be reading: complete under another name, then renamed. */
public final class Publication {
  private Publication() {}

  /** Puts {@code text} into {@code file}. */
  public static void write(DataDirectory data, Path file, String text) throws PlashException {
    try (Scratch scratch = Scratch.make(data)) {
      Path fresh = scratch.path().resolve("file");
      Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw PlashException.of("cannot write " + file + ": " + IoReason.of(e, file), e);
    }
  }
}
