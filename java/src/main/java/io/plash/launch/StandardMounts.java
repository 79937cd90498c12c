package io.plash.launch;

import java.io.IOException;
import java.util.List;

/** The paths of the host that programs in containers see, in the order in which they are mounted. */
public final class StandardMounts {
  /** The only one of them that is a file. */
  public static final String RESOLV_CONF = "/etc/resolv.conf";

  // The last one is for those who ask for it: desktop_share in lib/launch.sh.
  private static final List<String> RUN =
      List.of("/tmp", "/home", "/root", RESOLV_CONF, "/sys", "/dev", "/proc", "/run/user");

  private static final List<String> BUILD = List.of("/home", "/sys", "/dev", "/proc");
  private static final String MAY_BE_MISSING = "nofail";

  private StandardMounts() {}

  /**
   * Adds the paths for running a program to {@code fstab}. Each has the option nofail, by which the shell looks at
   * every start whether the host has it.
   */
  public static void addForRun(Fstab fstab) throws IOException {
    for (String path : RUN) {
      fstab.bind(path, !path.equals(RESOLV_CONF), List.of(MAY_BE_MISSING));
    }
  }

  /** Returns the paths that commands of a layer see. /tmp and /root are not among them: there the image's are used. */
  public static List<String> ofBuild() {
    return BUILD;
  }

  /**
   * Adds {@code present}, those of the paths for a layer that the host has, to {@code fstab}. All but /proc come from
   * the directory {@code surroundings}, where {@code plash--surround} has prepared them.
   */
  public static void addForBuild(Fstab fstab, List<String> present, String surroundings) throws IOException {
    for (String path : present) {
      fstab.bind(path.equals("/proc") ? path : surroundings + path, path, true, List.of());
    }
  }
}
