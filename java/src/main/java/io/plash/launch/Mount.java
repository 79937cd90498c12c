package io.plash.launch;

import io.plash.store.MergedTree;
import java.util.ArrayList;
import java.util.List;

/** One line of a container's fstab, its paths as {@link #path} writes them. */
record Mount(String source, String target, String type, List<String> options) {
  /** Stands for the place where the container's root is mounted. */
  static final String NEW_ROOT = LaunchPlan.ROOT;

  /** A recursive bind of a host path to a resolved place in the image. */
  static Mount bind(String source, MergedTree.Target target, List<String> more) {
    List<String> options = new ArrayList<>(List.of("rbind"));
    options.addAll(more);
    return new Mount(path(source), inNewRoot(target.path()), "none", options);
  }

  /** A place in the container, given by its path there, as a field. */
  static String inNewRoot(String place) {
    return NEW_ROOT + path(place);
  }

  /** The line. */
  String line() {
    return source + " " + target + " " + type + " " + String.join(",", options) + " 0 0";
  }

  /**
   * A path as a field of fstab(5): blanks, control characters and backslashes in octal, as well as #,
   * which starts a comment.
   */
  static String path(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      if (c <= ' ' || c == '\\' || c == '#' || c == 0x7f) {
        out.append('\\').append((char) ('0' + (c >> 6))).append((char) ('0' + (c >> 3 & 7)));
        out.append((char) ('0' + (c & 7)));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
