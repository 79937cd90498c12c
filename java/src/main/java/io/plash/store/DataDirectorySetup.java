package io.plash.store;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.ShellQuote;
import io.plash.value.ContainerId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Makes the data directory. Every step accepts what exists already and overwrites nothing. */
final class DataDirectorySetup {
  private static final String[] DIRECTORIES = {
    "config", "index", "map", "layer/0/_data/root", "mnt", "tmp", "plan/build", "lock",
    "lower/base/dev", "lower/base/etc", "lower/base/home", "lower/base/proc", "lower/base/root",
    "lower/base/sys", "lower/base/tmp",
  };

  private static final String BASE = "lower/base/";
  private static final int MODE = 07777;
  private static final int STICKY_WORLD_WRITABLE = 01777;

  /** The directory that mke2fs makes at the top of a file system. */
  static final String LOST_AND_FOUND = "lost+found";

  private static final String ADVICE = "set PLASH_DATA to a directory that you can write";

  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;

  private final DataPaths data;

  private final DefaultAclRemoval removal;

  DataDirectorySetup(DataPaths data, DefaultAclRemoval removal) {
    this.data = data;
    this.removal = removal;
  }

  /**
   * Makes what is missing. Where config/union_taste does not exist yet, {@code taste} is written to it, or
   * {@code auto} when that is empty. Fails when the directory belongs to another user, may be written by everybody,
   * or holds files that plash did not make.
   */
  void make(Optional<String> taste) throws PlashException {
    requireTrusted();
    if (Files.isDirectory(data.root()) && !Files.isExecutable(data.root())) {
      throw PlashException.of("cannot enter the data directory " + data.root() + ": permission denied")
          .withHint(ADVICE);
    }
    try {
      if (!isComplete()) {
        requireOwn();
        requireApart();
        makeAll(taste.orElse("auto"));
      }
      openTemp();
    } catch (IOException e) {
      throw PlashException.of("cannot make the data directory " + data.root() + ": " + IoReason.of(e, data.root()), e)
          .withHint(ADVICE);
    }
  }

  /** Makes a data directory that exists already private again. Fails when it belongs to another user. */
  void claim() throws PlashException {
    requireOwner();
    if (isUsed()) {
      protect();
    }
  }

  private boolean isUsed() {
    return Files.isDirectory(data.root().resolve("layer"));
  }

  // The files in the directory decide what is started, so only this user may write there.
  private void requireTrusted() throws PlashException {
    requireOwner();
    Path root = data.root();
    if (isUsed() && (number(root, "unix:mode") & (STICKY | OTHERS_WRITE)) == OTHERS_WRITE) {
      throw PlashException.of("every user may write to the data directory " + root)
          .withHint("when nobody did: chmod go-w " + ShellQuote.quote(root.toString()));
    }
  }

  // The shell asks the same, before it reads anything. The owner of /proc/self is the effective user.
  private void requireOwner() throws PlashException {
    Path root = data.root();
    if (!Files.isDirectory(root) || number(root, "unix:uid") == number(Path.of("/proc/self"), "unix:uid")) {
      return;
    }
    try {
      throw PlashException.of("the data directory " + root + " belongs to " + Files.getOwner(root).getName())
          .withHint("set PLASH_DATA to a directory of your own");
    } catch (IOException e) {
      throw PlashException.of("cannot tell whose " + root + " is: " + IoReason.of(e, root), e);
    }
  }

  private static int number(Path path, String attribute) throws PlashException {
    try {
      return (Integer) Files.getAttribute(path, attribute);
    } catch (IOException e) {
      throw PlashException.of("cannot look at " + path + ": " + IoReason.of(e, path), e);
    }
  }

  /** Gives the directory mode 0700, and takes away the default ACL that it may have from its parent. */
  void protect() throws PlashException {
    removal.remove(data.root());
    if (Files.isDirectory(data.temp())) {
      removal.remove(data.temp());
    }
    try {
      Files.setPosixFilePermissions(data.root(), PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw PlashException.of("cannot make the data directory private: " + IoReason.of(e), e).withHint(ADVICE);
    }
  }

  // An image without a /tmp gets this one, in which every user of a container may make files. Earlier versions made
  // it with the umask of the caller.
  private void openTemp() throws IOException {
    Path temp = data.lower().resolve("base/tmp");
    if (((Integer) Files.getAttribute(temp, "unix:mode") & MODE) != STICKY_WORLD_WRITABLE) {
      for (String name : DIRECTORIES) {
        if (name.startsWith(BASE)) {
          Files.setPosixFilePermissions(data.root().resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
      Files.setAttribute(temp, "unix:mode", STICKY_WORLD_WRITABLE);
    }
  }

  private boolean isComplete() throws IOException {
    for (String name : DIRECTORIES) {
      if (!Files.isDirectory(data.root().resolve(name))) {
        return false;
      }
    }
    // makeAll() makes these last.
    return isThere(data.unionTaste()) && Files.exists(data.lower(ContainerId.ROOT));
  }

  // With PLASH_DATA=/tmp, for example, other users would lose their /tmp.
  private void requireOwn() throws IOException, PlashException {
    if (!Files.isDirectory(data.root()) || Files.exists(data.root().resolve("layer"))) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(data.root())) {
      for (Path entry : entries) {
        if (!isKnown(entry)) {
          throw PlashException.of("cannot make the data directory " + data.root() + ": it holds other files")
              .withHint("set PLASH_DATA to a new or empty directory");
        }
      }
    }
  }

  /**
   * Tells whether {@code entry} of a data directory is there by right: plash made it, or the file system has it by
   * itself.
   */
  static boolean isKnown(Path entry) {
    String name = entry.getFileName().toString();
    for (String directory : DIRECTORIES) {
      if (directory.equals(name) || directory.startsWith(name + "/")) {
        return true;
      }
    }
    return name.equals("id_counter") || name.equals(LOST_AND_FOUND);
  }

  // A container of the other one would show it, and plash rm would delete it.
  private void requireApart() throws PlashException {
    Path above = data.root().toAbsolutePath().getParent();
    Optional<Path> around = above == null ? Optional.empty() : DataDirectoryAround.find(above);
    if (around.isPresent()) {
      throw PlashException.of("cannot make the data directory " + data.root() + ": it lies in another, "
              + around.get())
          .withHint(ADVICE);
    }
  }

  // createDirectories would make the directory and not the one that the way up leads from, without which it is nowhere.
  private void requireWayUp() throws NoSuchFileException {
    for (Path part = data.root(); part != null; part = part.getParent()) {
      if (part.endsWith("..") && !Files.isDirectory(part)) {
        throw new NoSuchFileException(part.toString());
      }
    }
  }

  private void makeAll(String taste) throws IOException, PlashException {
    requireWayUp();
    Files.createDirectories(data.root());
    protect();
    for (String name : DIRECTORIES) {
      Files.createDirectories(data.root().resolve(name));
    }
    create(data.lower().resolve("base/etc/resolv.conf"), "");
    create(data.idCounter(), "");
    if (!isThere(data.unionTaste())) {
      AtomicFile.write(data, data.unionTaste(), taste + "\n");
    }
    create(data.layerLocks(), "");
    link(data.root().resolve("index/0"), Path.of("../layer/0"));
    link(data.lower(ContainerId.ROOT), Path.of("../layer/0/_data/root"));
  }

  // A full disk or a power cut may leave the file empty; then it counts as missing.
  private static boolean isThere(Path file) throws IOException {
    return Files.exists(file) && Files.size(file) > 0;
  }

  private static void create(Path file, String content) throws IOException {
    try {
      Files.writeString(file, content, java.nio.file.StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      return;
    }
  }

  private static void link(Path link, Path target) throws IOException {
    try {
      Files.createSymbolicLink(link, target);
    } catch (FileAlreadyExistsException e) {
      return;
    }
  }
}
