package io.plash.launch;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.IdMapper;
import io.plash.store.AtomicFile;
import io.plash.store.DataPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The times at which /etc/subuid, /etc/subgid, newuidmap(1) and newgidmap(1) were changed last. They are kept as the
 * times of empty files in {@code plan/}, so that the shell sees a change without starting a process, whatever the clock
 * says.
 */
public record RangeStamps(List<Stamp> stamps) {
  /** The time of last change of the file {@code name}; empty when there is no such file. */
  record Stamp(String name, Optional<FileTime> time) {}

  /** Copies the stamps. */
  public RangeStamps {
    stamps = List.copyOf(stamps);
  }

  /**
   * Returns the times as they are now, those of the programs that PATH of {@code environment} leads to. Must be called
   * before the files are read, so that no change is missed.
   */
  public static RangeStamps now(Map<String, String> environment) throws PlashException {
    List<Path> files = new ArrayList<>(List.of(Path.of("/etc/subuid"), Path.of("/etc/subgid")));
    for (String name : IdMapper.NAMES) {
      files.add(IdMapper.find(environment, name).path());
    }
    List<Stamp> stamps = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
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

  /** Tells whether they are those that {@link #write} has kept in {@code data} for the surroundings {@code key}. */
  boolean areKept(DataPaths data, EntryKey key) {
    for (Stamp stamp : stamps) {
      if (!stamp.time().equals(time(data.rangeStamp(stamp.name(), key.toString())))) {
        return false;
      }
    }
    return true;
  }

  private static Optional<FileTime> time(Path file) {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Writes them to {@code data} for the surroundings {@code key}. */
  public void write(DataPaths data, EntryKey key) throws PlashException {
    for (Stamp stamp : stamps) {
      Path file = data.rangeStamp(stamp.name(), key.toString());
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
