package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A scratch directory that this process has made and owns. It lies in {@code tmp/} under a name as
 * {@link ScratchName} has it, or beside the place that it will be renamed to.
 */
public final class Scratch implements AutoCloseable {
  private final Path path;

  private Scratch(Path path) {
    this.path = path;
  }

  /** Makes an empty one in {@code tmp/}, mode 0755: the data directory itself keeps other users out. */
  public static Scratch make(DataPaths data) throws PlashException {
    try {
      return new Scratch(makeDirectory(unused(data)));
    } catch (IOException e) {
      throw PlashException.of(
          "cannot make a scratch directory in " + data.temp() + ": " + IoReason.of(e), e);
    }
  }

  /** Makes the scratch directory {@code name}, which belongs to the process of the caller that will be the program. */
  public static Scratch make(DataPaths data, String name) throws IOException {
    return new Scratch(makeDirectory(data.temp().resolve(name)));
  }

  /**
   * Makes an empty one outside of the data directory, mode 0700. It lies beside {@code place}, so that it can be
   * renamed to that.
   */
  public static Scratch beside(Path place) throws IOException {
    String name = "." + ScratchName.PREFIX + ProcessHandle.current().pid() + "-";
    return new Scratch(Files.createTempDirectory(place.getParent(), name));
  }

  /**
   * Returns a path in {@code tmp/} where nothing is yet, with a name that belongs to this process. When the process
   * is killed, what it made there is deleted later, like a scratch directory.
   */
  static Path unused(DataPaths data) throws IOException {
    String owner = ScratchName.PREFIX + ScratchOwner.self();
    for (int n = 0; ; n++) {
      Path path = data.temp().resolve(owner + "-" + n);
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return path;
      }
    }
  }

  /** Returns its path. */
  public Path path() {
    return path;
  }

  /** Returns its path relative to {@code lower/}, for lines of an fstab and options of an overlay. */
  public String fromLower() {
    return "../tmp/" + path.getFileName();
  }

  /** Makes a directory inside, mode 0755 whatever the umask, and its parents. */
  public Path directory(String name) throws IOException {
    return makeDirectory(path.resolve(name));
  }

  /** Deletes the file {@code name} inside, if it is there. */
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path.resolve(name));
  }

  /** Makes a node inside, which may become a container, without a root directory; returns its path. */
  public Path makeNode() throws IOException {
    Path node = makeDirectory(DataPaths.nodeIn(path));
    makeDirectory(DataPaths.rootOf(node).getParent());
    return node;
  }

  /** Makes a node inside with an empty root directory; returns the path of the node. */
  public Path makeNodeWithRoot() throws IOException {
    Path node = makeNode();
    makeDirectory(DataPaths.rootOf(node));
    return node;
  }

  /**
   * Deletes it as far as this user can outside of namespaces. Files of other ids of the user's range stay in
   * {@code tmp/}, where no container shows them, until they are deleted from inside a namespace.
   */
  @Override
  public void close() {
    deleteBestEffort(path);
  }

  private static Path makeDirectory(Path path) throws IOException {
    Files.createDirectories(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    return path;
  }

  // A loop with one directory open at a time, since the depth of directories is not bounded. Links are not followed.
  private static void deleteBestEffort(Path tree) {
    Deque<Path> pending = new ArrayDeque<>(List.of(tree));
    Set<Path> emptied = new HashSet<>();
    while (!pending.isEmpty()) {
      Path path = pending.peek();
      try {
        Files.deleteIfExists(path);
        pending.pop();
      } catch (DirectoryNotEmptyException e) {
        if (!emptied.add(path) || !pushEntries(path, pending)) {
          pending.pop();
        }
      } catch (IOException e) {
        pending.pop();
      }
    }
  }

  // Returns false when the directory cannot be read.
  private static boolean pushEntries(Path directory, Deque<Path> pending) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(pending::push);
      return true;
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
  }
}
