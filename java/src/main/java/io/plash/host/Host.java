package io.plash.host;

import io.plash.failure.PlashException;
import io.plash.program.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Facts about the host and about the user of this process. */
public final class Host {
  private Host() {}

  /** Returns the effective group id, as the current user namespace numbers it. */
  public static long gid() throws PlashException {
    return id("unix:gid");
  }

  /** Returns the effective user id, as the current user namespace numbers it. */
  public static long uid() throws PlashException {
    return id("unix:uid");
  }

  private static long id(String attribute) throws PlashException {
    try {
      return ((Integer) Files.getAttribute(Path.of("/proc/self"), attribute)) & 0xffffffffL;
    } catch (IOException e) {
      throw PlashException.of("cannot read /proc/self: is /proc mounted?", e);
    }
  }

  /** Returns what uname(1), started by {@code tool}, calls this kind of machine, such as {@code x86_64}. */
  public static String machine(Tool tool) throws PlashException {
    return tool.run(null, List.of("uname", "-m")).output().strip();
  }

  /** Returns Debian's name for the architecture of the machine that uname(1), started by {@code tool}, tells of. */
  public static String architecture(Tool tool) throws PlashException {
    return architecture(machine(tool));
  }

  /** Returns Debian's name for the architecture that uname(1) calls {@code machine}. */
  static String architecture(String machine) {
    return switch (machine) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      case "armv7l", "armv8l" -> "armhf";
      case "armv6l", "armv5tel" -> "armel";
      case "i386", "i486", "i586", "i686" -> "i386";
      case "ppc64le" -> "ppc64el";
      case "loongarch64" -> "loong64";
      default -> machine;
    };
  }

  /** Returns those of {@code paths} that are directories or symbolic links to directories. */
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
