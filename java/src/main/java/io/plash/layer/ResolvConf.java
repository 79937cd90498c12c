package io.plash.layer;

import io.plash.context.CommandContext;
import io.plash.failure.PlashException;
import io.plash.launch.StandardMounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The host's resolv.conf, which a layer under construction shows without a mount: it lies in a directory above the
 * parent of the layer, so that commands can replace, move or remove it like any file.
 */
final class ResolvConf {
  private static final Path FILE = Path.of(StandardMounts.RESOLV_CONF);

  /** The directory around it. */
  static final String DIRECTORY = FILE.getParent().toString();

  private ResolvConf() {}

  /** Tells whether the host has the file and this user may read it. */
  static boolean isReadable() {
    return Files.isRegularFile(FILE) && Files.isReadable(FILE);
  }

  /**
   * Copies the file to its path below {@code above}. The directory around it covers {@code etc}, that of the parent, so
   * it gets the mode, owner and time of that. Returns false when this user cannot make it so.
   */
  static boolean place(Path above, Path etc) throws IOException {
    Path folder = above.resolve(Path.of("/").relativize(FILE.getParent()));
    Files.createDirectories(folder);
    Path copy = folder.resolve(FILE.getFileName());
    try {
      Files.write(copy, Files.readAllBytes(FILE));
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
      for (String name : new String[] {"uid", "gid", "mode"}) {
        Object value = Files.getAttribute(etc, "unix:" + name);
        if (!value.equals(Files.getAttribute(folder, "unix:" + name))) {
          Files.setAttribute(folder, "unix:" + name, value);
        }
      }
      Files.setLastModifiedTime(folder, Files.getLastModifiedTime(etc));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Deletes what the layer with the root {@code root} has made of the file, which is not part of the image. Nothing
   * runs in the layer any more, so nobody can replace its /etc by a link after the check.
   */
  static void delete(CommandContext context, Path root) throws PlashException {
    Path file = root.resolve(Path.of("/").relativize(FILE));
    if (!Files.exists(file.getParent())
        || !Files.isDirectory(file.getParent(), LinkOption.NOFOLLOW_LINKS)
        || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.delete(file);
    } catch (IOException e) {
      // It belongs to another id, or is a directory.
      context.namespaces().run(context.tool(), null, List.of("rm", "-rf", file.toString()));
    }
  }
}
