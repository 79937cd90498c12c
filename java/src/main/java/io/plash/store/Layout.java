package io.plash.store;

import io.plash.value.PlashException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Makes the data directory. Every step tolerates what is there already and overwrites nothing. */
final class Layout {
  private static final String[] DIRECTORIES = {
    "config", "index", "map", "layer/0/_data/root", "mnt", "tmp", "plan/build", "lock",
    "lower/base/dev", "lower/base/etc", "lower/base/home", "lower/base/proc", "lower/base/root",
    "lower/base/sys", "lower/base/tmp",
  };

  private final DataDirectory data;

  Layout(DataDirectory data) {
    this.data = data;
  }

  /**
   * Makes what is missing. {@code taste} is what an init asks for: written verbatim when there is no
   * union taste yet; without it the taste is {@code auto}.
   */
  void make(Optional<String> taste) throws PlashException {
    try {
      // The last thing that make() writes: when it is there, so is all else.
      if (!Files.exists(data.lower(io.plash.value.ContainerId.ROOT))) {
        makeAll(taste.orElse("auto"));
      }
    } catch (IOException e) {
      throw PlashException.of("cannot make the data directory " + data.root() + ": " + IoReason.of(e), e)
          .withHint("set PLASH_DATA to a directory that you can write");
    }
  }

  private void makeAll(String taste) throws IOException {
    Files.createDirectories(data.root());
    Files.setPosixFilePermissions(data.root(), PosixFilePermissions.fromString("rwx------"));
    for (String name : DIRECTORIES) {
      Files.createDirectories(data.root().resolve(name));
    }
    create(data.lower().resolve("base/etc/resolv.conf"), "");
    create(data.idCounter(), "");
    create(data.unionTaste(), taste + "\n");
    create(data.layerLocks(), "");
    link(data.root().resolve("index/0"), Path.of("../layer/0"));
    link(data.lower(io.plash.value.ContainerId.ROOT), Path.of("../layer/0/_data/root"));
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
