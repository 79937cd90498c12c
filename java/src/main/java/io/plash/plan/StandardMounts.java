package io.plash.plan;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The host paths that every container sees, in the order they are mounted. */
public final class StandardMounts {
  private static final List<String> RUN =
      List.of("/tmp", "/home", "/root", "/etc/resolv.conf", "/sys", "/dev", "/proc");

  private static final String MAY_BE_MISSING = "nofail";

  private StandardMounts() {}

  /** All of them. */
  public static List<String> paths() {
    return RUN;
  }

  /** Whether the path is a directory; the others are files. */
  public static boolean isDirectory(String path) {
    return !path.equals("/etc/resolv.conf");
  }

  /**
   * Adds them to a running container's fstab. The host may have one today and not tomorrow, so each is
   * marked as one that may be missing: the shell looks at every start.
   */
  public static void addForRun(Fstab fstab) throws IOException {
    for (String path : RUN) {
      fstab.bind(path, isDirectory(path), List.of(MAY_BE_MISSING));
    }
  }

  /**
   * Adds those of {@code present} to the fstab of a layer being built: without /tmp, whose files are
   * the image's there, and with what {@code readOnly} names bound read-only. Its keys are mount
   * points at or below standard paths, its values the options a read-only bind of them takes.
   */
  public static void addForBuild(Fstab fstab, List<String> present, Map<String, List<String>> readOnly)
      throws IOException {
    for (String path : present) {
      if (path.equals("/tmp")) {
        continue;
      }
      fstab.bind(path, isDirectory(path), readOnly.getOrDefault(path, List.of()));
      for (Map.Entry<String, List<String>> below : readOnly.entrySet()) {
        if (below.getKey().startsWith(path + "/")) {
          fstab.below(path, below.getKey(), below.getValue());
        }
      }
    }
  }
}
