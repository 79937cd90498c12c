package io.plash.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An entry of {@code tmp/}: a scratch directory, a file beside one that goes with it, or anything else. */
public record ScratchEntry(Path path) {
  /** How the names of all scratch directories begin. */
  public static final String PREFIX = ScratchName.PREFIX;

  /** The longest name of a scratch directory, for counting bytes. */
  public static final String LONGEST_NAME = ScratchName.LONGEST;

  /** How the name of the fstab of a run, which lies beside its scratch directory, ends. */
  static final String FSTAB = ".fstab";

  /** The file that names the user's directory which is to become the root of the node under construction. */
  private static final String MOVED_FROM = "moved-from";

  /** Returns all entries of {@code tmp/} in no particular order. */
  public static List<ScratchEntry> all(DataPaths data) throws IOException {
    List<ScratchEntry> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(data.temp())) {
      for (Path entry : entries) {
        all.add(new ScratchEntry(entry));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return all;
  }

  /** Tells whether its name begins as those of scratch directories do. */
  public boolean hasScratchName() {
    return path.getFileName().toString().startsWith(PREFIX);
  }

  /** Returns the name of the scratch directory that the entry is, or that it lies beside. */
  public String directory() {
    String name = path.getFileName().toString();
    return name.endsWith(FSTAB) ? name.substring(0, name.length() - FSTAB.length()) : name;
  }

  /** Tells whether the process that made the scratch directory has certainly ended. False for other entries. */
  public boolean isDead() {
    Optional<ScratchName> name = ScratchName.parse(directory());
    return name.isPresent() && name.get().isDead();
  }

  /**
   * Tells the same, but false for names that earlier versions gave. These do not tell the boot and the pid
   * namespace, so builds do not rely on them; {@code plash clean}, which the user calls, does.
   */
  public boolean isDeadOfThisVersion() {
    Optional<ScratchName> name = ScratchName.parse(directory());
    return name.isPresent() && name.get().form() == ScratchName.Form.CURRENT && name.get().isDead();
  }

  /** Tells whether the scratch directory belongs to a run of a program, and not to a container being made. */
  public boolean isOfRun() {
    return Files.isDirectory(path.resolve("data"), LinkOption.NOFOLLOW_LINKS)
        || Files.exists(path.resolveSibling(directory() + FSTAB), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Tells whether it holds a directory of the user's that {@code add-layer} was about to make a container of. Only
   * the user may delete that.
   */
  public boolean isMovedIn() {
    return Files.exists(path.resolve(MOVED_FROM)) && Files.exists(movedIn(), LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the path that such a directory has now. */
  public Path movedIn() {
    return DataPaths.rootOf(DataPaths.nodeIn(path));
  }

  /** Returns the path that such a directory had before; empty when the file that says so cannot be read. */
  public String movedFrom() {
    try {
      return Files.readString(path.resolve(MOVED_FROM));
    } catch (IOException e) {
      return "";
    }
  }

  /** Writes down that the user's directory {@code from} is about to be moved in. */
  public void announceMovedIn(Path from) throws IOException {
    Files.writeString(path.resolve(MOVED_FROM), from.toString());
  }
}
