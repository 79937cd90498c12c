package io.plash.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  /** All entries of {@code tmp/}, in no order. */
  public static List<ScratchEntry> all(DataPaths data) throws IOException {
    List<ScratchEntry> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(data.temp())) {
      entries.forEach(entry -> all.add(new ScratchEntry(entry)));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return all;
  }

  /** Whether its name begins as those of scratch directories do. */
  public boolean hasScratchName() {
    return path.getFileName().toString().startsWith(PREFIX);
  }

  /** The name of the scratch directory: the entry's own, or of the one that it lies beside. */
  public String directory() {
    String name = path.getFileName().toString();
    return name.endsWith(FSTAB) ? name.substring(0, name.length() - FSTAB.length()) : name;
  }

  /** Whether the process that made the scratch directory is gone for certain; false where plash made none. */
  public boolean isDead() {
    return ScratchName.parse(directory()).map(ScratchName::isDead).orElse(false);
  }

  /**
   * The same, but false for names of earlier versions. Those do not tell the boot and the pid namespace, so
   * that only who asks for it ({@code plash clean}) relies on them.
   */
  public boolean isDeadOfThisVersion() {
    return ScratchName.parse(directory())
        .map(name -> name.form() == ScratchName.Form.CURRENT && name.isDead()).orElse(false);
  }

  /** Whether the scratch directory is that of a started program, and not of something under construction. */
  public boolean isOfRun() {
    return Files.isDirectory(path.resolve("data"), LinkOption.NOFOLLOW_LINKS)
        || Files.exists(path.resolveSibling(directory() + FSTAB), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Whether it holds a directory of the user's that {@code add-layer} was about to make a container of. Only
   * the user may delete that.
   */
  public boolean isMovedIn() {
    return Files.exists(path.resolve(MOVED_FROM)) && Files.exists(movedIn(), LinkOption.NOFOLLOW_LINKS);
  }

  /** Where that directory is now. */
  public Path movedIn() {
    return DataPaths.rootOf(DataPaths.nodeIn(path));
  }

  /** Where that directory was; empty when a crash took the file that says so. */
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
