package io.plash.launch;

import io.plash.store.MergedTree;
import java.util.ArrayList;
import java.util.List;

/** One line of a container's fstab; its paths are in the form of {@link #path}. */
record Mount(String source, String target, String type, List<String> options) {
  /** Stands for the place where the root of the container is mounted. */
  static final String NEW_ROOT = LaunchPlan.ROOT;

  /** Returns the recursive bind of {@code source}, a path of the host, to {@code target} in the image. */
  static Mount bind(String source, MergedTree.Target target, List<String> more) {
    List<String> options = new ArrayList<>(List.of("rbind"));
    options.addAll(more);
    return new Mount(path(source), inNewRoot(target.path()), "none", options);
  }

  /** Returns the field that names {@code place}, a path in the container. */
  static String inNewRoot(String place) {
    return NEW_ROOT + path(place);
  }

  /** Returns the line, without a newline. */
  String line() {
    return source + " " + target + " " + type + " " + String.join(",", options) + " 0 0";
  }

  /**
   * Returns a path as a field of fstab(5): blanks, control characters, backslashes and #, which begins a comment, are
   * written in octal digits.
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
