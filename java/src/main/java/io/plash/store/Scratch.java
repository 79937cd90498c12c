package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A scratch directory of this process in {@code tmp/}. Named {@code plashtmp_OWNER-N}, with the owner
 * as in {@link ScratchOwner}, and a number.
 */
public final class Scratch implements AutoCloseable {
  /** How all names of scratch directories begin. */
  public static final String PREFIX = "plashtmp_";
  /** How the name of a run's file beside its directory ends. */
  static final String RUN_MARK = ".fstab";

  private static final String MOVED_FROM = "moved-from";

  private final Path path;

  private Scratch(Path path) {
    this.path = path;
  }

  /** Makes an empty one, mode 0755: the data directory itself keeps others out. */
  public static Scratch make(DataPaths data) throws PlashException {
    try {
      return new Scratch(Directories.make(unused(data)));
    } catch (IOException e) {
      throw PlashException.of(
          "cannot make a scratch directory in " + data.temp() + ": " + IoReason.of(e), e);
    }
  }

  /** A place for one, where nothing is yet. */
  static Path unused(DataPaths data) throws IOException {
    String owner = PREFIX + ScratchOwner.self();
    for (int n = 0; ; n++) {
      Path path = data.temp().resolve(owner + "-" + n);
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return path;
      }
    }
  }

  /**
   * Makes an empty one outside of the data directory, beside {@code place}, to be renamed to it; mode
   * 0700.
   */
  public static Scratch beside(Path place) throws IOException {
    String name = "." + PREFIX + ProcessHandle.current().pid() + "-";
    return new Scratch(Files.createTempDirectory(place.getParent(), name));
  }

  /** Makes the one called {@code name}, which belongs to another process: the one to be started. */
  public static Scratch make(DataPaths data, String name) throws IOException {
    return new Scratch(Directories.make(data.temp().resolve(name)));
  }

  /** Whether the process that made the scratch directory {@code name} is gone for certain. */
  public static boolean isAbandoned(String name) {
    int end = name.lastIndexOf('-');
    if (!name.startsWith(PREFIX) || end < PREFIX.length()) {
      return false;
    }
    ScratchOwner owner = ScratchOwner.parse(name.substring(PREFIX.length(), end));
    return owner != null && owner.isGone();
  }

  /**
   * The same for names that the 2018 tool gave, {@code plashtmp_SESSION_PID_RANDOM}, by its own rule:
   * the process is there and still in that session.
   */
  static boolean isAbandonedOf2018(String name) {
    if (!name.startsWith(PREFIX)) {
      return false;
    }
    String[] parts = name.substring(PREFIX.length()).split("_", 3);
    return parts.length == 3 && parts[1].matches("[0-9]+") && parts[2].matches("[a-z0-9_]{8}")
        && !ScratchOwner.sessionOf(parts[1]).equals(parts[0]);
  }

  /** Whether nobody is left who made the scratch directory {@code name}, in this tool or that of 2018. */
  public static boolean isLeft(String name) {
    return isAbandoned(name) || isAbandonedOf2018(name) || isAbandonedOfMacro(name);
  }

  /**
   * The same for names that {@code plash.utils.mkdtemp()} gave once, {@code plashtmp_SESSION_PID_START-N}:
   * no process of this pid namespace has that number and start time.
   */
  static boolean isAbandonedOfMacro(String name) {
    if (!name.matches(PREFIX + "[0-9]+_[0-9]+_[0-9]+-[0-9]+")) {
      return false;
    }
    String[] parts = name.substring(PREFIX.length(), name.lastIndexOf('-')).split("_");
    return !ScratchOwner.startOf(parts[1]).equals(parts[2]);
  }

  /** The name of the scratch directory that an entry of {@code tmp/} belongs to: its own, or its run's. */
  public static String owner(Path entry) {
    String name = entry.getFileName().toString();
    return name.endsWith(RUN_MARK) ? name.substring(0, name.length() - RUN_MARK.length()) : name;
  }

  /** Whether an entry of {@code tmp/} is of a started program, and not of something under construction. */
  public static boolean isOfRun(Path entry) {
    return Files.isDirectory(entry.resolve("data"), LinkOption.NOFOLLOW_LINKS)
        || Files.exists(entry.resolveSibling(owner(entry) + RUN_MARK), LinkOption.NOFOLLOW_LINKS);
  }

  /** Writes down that the node is to get a directory of the user's, {@code from}, as its root. */
  public void announceMovedIn(Path from) throws IOException {
    Files.writeString(path.resolve(MOVED_FROM), from.toString());
  }

  /**
   * Whether an entry of {@code tmp/} holds a directory of the user's that was on its way into a
   * container: it is not ours to delete.
   */
  public static boolean isMovedIn(Path entry) {
    return Files.exists(entry.resolve(MOVED_FROM)) && Files.exists(movedIn(entry), LinkOption.NOFOLLOW_LINKS);
  }

  /** Where it is, in an entry that holds one. */
  public static Path movedIn(Path entry) {
    return DataPaths.rootOf(entry.resolve("node"));
  }

  /** Where it was; empty when a crash took that. */
  public static String movedFrom(Path entry) {
    try {
      return Files.readString(entry.resolve(MOVED_FROM));
    } catch (IOException e) {
      return "";
    }
  }

  /** Its path. */
  public Path path() {
    return path;
  }

  /** Its path as seen from {@code lower/}, for fstab lines and overlay options. */
  public String fromLower() {
    return "../tmp/" + path.getFileName();
  }

  /**
   * Deletes it as far as this user can. What belongs to other ids of the user's range is left to
   * whoever can enter the namespace; it lies in {@code tmp/} and is never visible.
   */
  @Override
  public void close() {
    Directories.deleteBestEffort(path);
  }

  /** Makes a directory inside, mode 0755 whatever the umask. */
  public Path directory(String name) throws IOException {
    return Directories.make(path.resolve(name));
  }
}
