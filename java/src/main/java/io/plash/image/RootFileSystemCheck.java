package io.plash.image;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells a root file system from other contents of archives, such as the layers that {@code docker save} writes. */
final class RootFileSystemCheck {
  private static final Set<String> TOP = Set.of(
      "bin", "boot", "dev", "etc", "home", "lib", "lib64", "media", "mnt", "opt", "proc", "root", "run", "sbin",
      "srv", "sys", "tmp", "usr", "var");

  private RootFileSystemCheck() {}

  /**
   * Fails when an unpacked archive is no root file system, and says what it is.
   *
   * @param name the archive, as messages name it
   * @param root the directory that it was unpacked into
   */
  static void require(String name, Path root) throws PlashException {
    List<Path> entries;
    try {
      entries = entries(root);
    } catch (IOException e) {
      return; // the top directory is closed to this user, as that of no archive of these kinds is
    }
    String what = "cannot unpack " + name + ": ";
    if (entries.isEmpty()) {
      throw PlashException.of(what + "it is empty").withHint("an image is an archive of its files, from / on");
    }
    if (is(root, "manifest.json") && (is(root, "blobs") || is(root, "repositories") || hasLayer(entries))) {
      throw PlashException.of(what + "it holds layers of an image, as `docker save` writes them, not its files")
          .withHint("`docker load -i FILE`, then `plash import-docker NAME`");
    }
    if (is(root, "oci-layout") && is(root, "index.json")) {
      throw PlashException.of(what + "it is an OCI archive: it holds layers of an image, not its files")
          .withHint("`podman load -i FILE` or `docker load -i FILE`, then `plash import-docker NAME`");
    }
    requireTop(what, entries);
  }

  private static void requireTop(String what, List<Path> entries) throws PlashException {
    String only = entries.get(0).getFileName().toString();
    if (entries.size() == 1 && !TOP.contains(only) && TOP.stream().anyMatch(top -> is(entries.get(0), top))) {
      throw PlashException.of(what + "all its files lie in one directory, " + only)
          .withHint("unpack it, and pack what is in there: `tar -C " + only + " -c . | plash import-tar`");
    }
  }

  private static boolean hasLayer(List<Path> entries) {
    return entries.stream().anyMatch(entry -> is(entry, "layer.tar"));
  }

  private static boolean is(Path directory, String name) {
    return Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)
        && !Files.isSymbolicLink(directory);
  }

  private static List<Path> entries(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    }
    return entries;
  }
}
