package io.plash.launch;

import java.io.IOException;
import java.util.List;

/** The host paths that containers see, in the order they are mounted. */
public final class StandardMounts {
  /** The only file among them. */
  public static final String RESOLV_CONF = "/etc/resolv.conf";

  private static final List<String> RUN =
      List.of("/tmp", "/home", "/root", RESOLV_CONF, "/sys", "/dev", "/proc");

  private static final List<String> BUILD = List.of("/home", "/sys", "/dev", "/proc");
  private static final String MAY_BE_MISSING = "nofail";

  private StandardMounts() {}

  /**
   * Adds them to a running container's fstab. The host may have one today and not tomorrow, so each is
   * marked as one that may be missing: the shell looks at every start.
   */
  public static void addForRun(Fstab fstab) throws IOException {
    for (String path : RUN) {
      fstab.bind(path, !path.equals(RESOLV_CONF), List.of(MAY_BE_MISSING));
    }
  }

  /** Those that commands of a layer see: not /tmp and /root, which are the image's own there. */
  public static List<String> ofBuild() {
    return BUILD;
  }

  /**
   * Adds those of {@code present} to the fstab of a layer being built. {@code plash--surround} has made them
   * ready in the directory {@code surroundings}, but for /proc.
   */
  public static void addForBuild(Fstab fstab, List<String> present, String surroundings) throws IOException {
    for (String path : present) {
      fstab.bind(path.equals("/proc") ? path : surroundings + path, path, true, List.of());
    }
  }
}
