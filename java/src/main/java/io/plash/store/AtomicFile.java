package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Makes files and links that others may be reading: complete under a name in {@code tmp/}, then renamed. What
 * a process that was killed leaves there is deleted as its scratch directories are.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Puts {@code text}, in UTF-8, into {@code file}. */
  public static void write(DataPaths data, Path file, String text) throws PlashException {
    write(data, file, text, Optional.empty());
  }

  /** The same; {@code time} becomes the time of the file's last change, instead of now. */
  public static void write(DataPaths data, Path file, String text, Optional<FileTime> time)
      throws PlashException {
    try {
      Path fresh = Scratch.unused(data);
      try {
        Files.write(fresh, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
        if (time.isPresent()) {
          Files.setLastModifiedTime(fresh, time.get());
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw PlashException.of("cannot write " + file + ": " + IoReason.of(e, file), e);
    }
  }

  /**
   * Puts {@code text}, in UTF-8, into {@code file}, which may lie outside of the data directory. Its permissions stay;
   * those of a new one are {@code fresh}.
   */
  public static void writeOutside(Path file, String text, Set<PosixFilePermission> fresh) throws PlashException {
    try {
      Path place = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
      try (Scratch scratch = Scratch.beside(place)) {
        Path part = scratch.path().resolve(place.getFileName());
        Files.writeString(part, text);
        Files.setPosixFilePermissions(part, Files.exists(place) ? Files.getPosixFilePermissions(place) : fresh);
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) { // what it names may be a part of this
      throw PlashException.of("cannot write " + file + ": " + IoReason.alone(e), e);
    }
  }

  /** Makes {@code link} a symbolic link to {@code target}, in place of what it was. */
  static void link(DataPaths data, Path link, Path target) throws IOException {
    try {
      Files.createSymbolicLink(link, target);
    } catch (FileAlreadyExistsException e) {
      replaceLink(data, link, target);
    }
  }

  private static void replaceLink(DataPaths data, Path link, Path target) throws IOException {
    Path fresh = Scratch.unused(data);
    try {
      Files.createSymbolicLink(fresh, target);
      Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
