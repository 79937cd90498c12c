package io.plash.launch;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.store.AtomicFile;
import io.plash.store.DataPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When the files with the ranges of ids were changed last, kept for the shell as the times of empty files in
 * {@code plan/}: so it sees without starting a process that a file is another one, whatever the clock says.
 */
public record RangeStamps(List<Stamp> stamps) {
  /** {@code name} is the file's in /etc; without {@code time} it is not there. */
  record Stamp(String name, Optional<FileTime> time) {}

  /** The stamps are not to be changed. */
  public RangeStamps {
    stamps = List.copyOf(stamps);
  }

  /** Of the files as they are now: to be called before anything is concluded from them. */
  public static RangeStamps now() throws PlashException {
    List<Stamp> stamps = new ArrayList<>();
    for (String name : List.of("subuid", "subgid")) {
      Path file = Path.of("/etc", name);
      try {
        stamps.add(new Stamp(name, Optional.of(Files.getLastModifiedTime(file))));
      } catch (NoSuchFileException e) {
        stamps.add(new Stamp(name, Optional.empty()));
      } catch (IOException e) {
        throw PlashException.of("cannot look at " + file + ": " + IoReason.of(e, file), e);
      }
    }
    return new RangeStamps(stamps);
  }

  /** Keeps them for the user {@code uid}. */
  public void write(DataPaths data, long uid) throws PlashException {
    for (Stamp stamp : stamps) {
      Path file = data.rangeStamp(stamp.name(), uid);
      if (stamp.time().isPresent()) {
        AtomicFile.write(data, file, "", stamp.time());
        continue;
      }
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw PlashException.of("cannot delete " + file + ": " + IoReason.of(e, file), e);
      }
    }
  }
}
