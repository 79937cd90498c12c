package io.plash.layer;

import io.plash.store.MergedTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A file of the host that a layer under construction shows at the same path without a mount. It lies in a directory
 * above the parent of the layer, so that commands can replace, move or remove it like any file.
 */
final class HostFile {
  private HostFile() {}

  /**
   * Copies {@code file} to the same path below {@code above}. The directory around it covers that of the parent, so
   * it gets the mode, owner and time that {@code tree} has there. Returns false when this user cannot make it so.
   */
  static boolean place(Path file, Path above, MergedTree tree) throws IOException {
    Optional<Path> shown = tree.directory(file.getParent().toString());
    if (shown.isEmpty()) {
      return false;
    }
    Path folder = above.resolve(Path.of("/").relativize(file.getParent()));
    Files.createDirectories(folder);
    Path copy = folder.resolve(file.getFileName());
    try {
      Files.write(copy, Files.readAllBytes(file));
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
      for (String name : new String[] {"uid", "gid", "mode"}) {
        Object value = Files.getAttribute(shown.get(), "unix:" + name);
        if (!value.equals(Files.getAttribute(folder, "unix:" + name))) {
          Files.setAttribute(folder, "unix:" + name, value);
        }
      }
      Files.setLastModifiedTime(folder, Files.getLastModifiedTime(shown.get()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
