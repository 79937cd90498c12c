package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Deletes links and build records whose container is gone. A link is deleted only when it certainly leads nowhere;
 * one that cannot be followed for another reason stays, and so does everything that is not a link.
 */
public final class DanglingLinks {
  private static final String LAYERS = "/layer/0/";
  private static final String ID = "\nid "; // begins the line of a build record that names the container

  private final Store store;
  private final boolean trial;

  /** Cleans the data directory of {@code store}; in a {@code trial} everything is counted, and nothing deleted. */
  public DanglingLinks(Store store, boolean trial) {
    this.store = store;
    this.trial = trial;
  }

  /** Deletes entries of {@code index/} and {@code lower/}, and returns how many of {@code index/} it deleted. */
  public int unlinkIndexes() throws PlashException {
    Path index = store.data().root().resolve("index");
    try (LinkLock alone = LinkLock.toDelete(store.data())) {
      int count = unlinkDead(index);
      unlinkDead(store.data().lower());
      return count;
    } catch (IOException e) {
      throw PlashException.of("cannot clean " + index + ": " + IoReason.of(e, index), e);
    }
  }

  /** Deletes keys of the map, and returns how many. */
  public int unlinkKeys() throws PlashException {
    Path map = store.data().root().resolve("map");
    try (LinkLock alone = LinkLock.toDelete(store.data())) {
      return unlinkDead(map);
    } catch (IOException e) {
      throw PlashException.of("cannot clean " + map + ": " + IoReason.of(e, map), e);
    }
  }

  /** Deletes build records whose container is gone, and those that name none. */
  public void forgetRecords() throws PlashException {
    if (trial) {
      return;
    }
    try (DirectoryStream<Path> records = Files.newDirectoryStream(store.data().buildRecords())) {
      for (Path record : records) {
        if (Files.isRegularFile(record) && !answers(record)) {
          Files.deleteIfExists(record);
        }
      }
    } catch (IOException e) {
      throw PlashException.of("cannot clean " + store.data().buildRecords() + ": " + IoReason.of(e), e);
    }
  }

  private int unlinkDead(Path directory) throws IOException {
    int count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (Files.isSymbolicLink(entry) && isDead(entry)) {
          count += trial || Files.deleteIfExists(entry) ? 1 : 0;
        }
      }
    }
    return count;
  }

  private boolean isDead(Path link) throws IOException {
    try {
      Files.readAttributes(link, BasicFileAttributes.class);
      return false;
    } catch (NoSuchFileException e) {
      return !isOnlyMoved(link);
    } catch (FileSystemException e) {
      String reason = e.getReason();
      return reason != null && reason.startsWith("Too many levels"); // ELOOP
    }
  }

  // Links of the 2018 tool are absolute. After the data directory was moved they lead nowhere, though their container
  // exists.
  private boolean isOnlyMoved(Path link) throws IOException {
    String target = Files.readSymbolicLink(link).toString();
    int at = target.lastIndexOf(LAYERS);
    return target.startsWith("/") && at >= 0 && Files.exists(Path.of(store.data().root() + target.substring(at)));
  }

  private boolean answers(Path record) throws IOException {
    String text = new String(Files.readAllBytes(record), StandardCharsets.ISO_8859_1);
    int at = text.indexOf(ID);
    int end = text.indexOf('\n', at + 1);
    if (at < 0 || end < 0) {
      return false;
    }
    try {
      store.node(ContainerId.parse(text.substring(at + ID.length(), end)));
      return true;
    } catch (PlashException e) {
      return false;
    }
  }
}
