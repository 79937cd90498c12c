package io.plash.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The root directory of this process, told from those of chroots and of other mount namespaces. */
public final class RootDirectory {
  /** Stands for what proc(5) does not tell. */
  public static final String UNKNOWN = ".";

  private static final Path ROOT = Path.of("/");
  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final Path DETAILS = Path.of("/proc/self/fdinfo");

  private RootDirectory() {}

  /**
   * Returns {@code MOUNT.INODE} by what proc(5) tells of a descriptor of it, as {@code namespaces_root_is_known} in
   * {@code lib/namespaces.sh} has it; what is not told is empty there.
   */
  public static String identity() {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(ROOT);
        DirectoryStream<Path> descriptors = Files.newDirectoryStream(OPEN)) {
      for (Path descriptor : descriptors) {
        if (Files.isSameFile(descriptor, ROOT) && Files.readSymbolicLink(descriptor).equals(ROOT)) {
          ProcFields details = ProcFields.read(DETAILS.resolve(descriptor.getFileName()));
          return details.field("mnt_id") + "." + details.field("ino");
        }
      }
      return UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
