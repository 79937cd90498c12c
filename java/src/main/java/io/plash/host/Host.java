package io.plash.host;

import io.plash.failure.PlashException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Facts about the host and this process. */
public final class Host {
  private Host() {}

  /** The effective group id, as this user namespace numbers it. */
  public static long gid() throws PlashException {
    try {
      return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:gid")) & 0xffffffffL;
    } catch (IOException e) {
      throw PlashException.of("cannot read /proc/self: is /proc mounted?", e);
    }
  }

  /** The effective user id, as this user namespace numbers it. */
  public static long uid() throws PlashException {
    try {
      return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")) & 0xffffffffL;
    } catch (IOException e) {
      throw PlashException.of("cannot read /proc/self: is /proc mounted?", e);
    }
  }

  /** Those of {@code paths} that are directories, links to them included. */
  public static List<String> directories(List<String> paths) {
    List<String> present = new ArrayList<>();
    for (String path : paths) {
      if (Files.isDirectory(Path.of(path))) {
        present.add(path);
      }
    }
    return present;
  }
}
