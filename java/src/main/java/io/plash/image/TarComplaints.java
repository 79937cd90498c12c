package io.plash.image;

import io.plash.program.Tool;
import io.plash.terminal.Progress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads from the stderr of GNU tar what it complains of. */
final class TarComplaints {
  private static final String MKNOD_REFUSED = ": Cannot mknod: Operation not permitted";
  private static final String LINK_REFUSED = ": Cannot hard link to ";
  private static final String MISSING = ": No such file or directory";
  /** What tar says when it looks for the next member in what is none. */
  static final String NO_HEADER = "Skipping to next header";

  private static final String NO_HEADER_IN_PLAIN = "it is damaged, or something that is no archive follows its end";
  private static final String TAR = "/tar: "; // behind the path that it was started by
  private static final String SHORTENED = "Removing leading `";
  private static final String FINAL_WORDS = "Exiting with failure status due to previous errors";
  private static final int TAR_LEFT_SOME = 2;

  private final Progress progress;

  /** Makes a reader of complaints, which says to {@code progress} that device nodes were left out. */
  TarComplaints(Progress progress) {
    this.progress = progress;
  }

  /**
   * Returns the lines of {@code text}, without the name that tar begins each of its own with. That tar shortened
   * names is no failure, so those lines are dropped.
   */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n")) {
      String said = line.startsWith("/") && line.contains(TAR) ? line.substring(line.indexOf(TAR) + 1) : line;
      said = said.startsWith("tar: ") ? said.substring("tar: ".length()) : said;
      if (!said.isBlank() && !said.startsWith(SHORTENED)) {
        lines.add(said);
      }
    }
    return lines;
  }

  /**
   * Returns what went wrong according to {@code tar}, the first thing first; nothing when the archive is unpacked.
   * An ordinary user cannot make device nodes, so these, and hard links to them, are left out, which is said in one
   * line: containers have the host's /dev.
   */
  List<String> of(Tool.Result tar) {
    List<String> lines = lines(tar.errors());
    int status = tar.status();
    List<String> complaints = new ArrayList<>();
    Set<String> left = new HashSet<>();
    String first = "";
    for (String line : lines) {
      int link = line.indexOf(LINK_REFUSED);
      if (line.endsWith(MKNOD_REFUSED)) {
        String name = line.substring(0, line.length() - MKNOD_REFUSED.length());
        first = first.isEmpty() ? name : first;
        left.add(plain(name));
      } else if (link > 0 && line.endsWith(MISSING) && left.contains(target(line, link))) {
        left.add(plain(line.substring(0, link)));
      } else if (!line.equals(FINAL_WORDS)) {
        complaints.add(line.equals(NO_HEADER) ? NO_HEADER_IN_PLAIN : line);
      }
    }
    if (!left.isEmpty()) {
      String more = left.size() == 1 ? "" : ", and " + (left.size() - 1) + " more";
      progress.say("ignoring dev file: " + first + " (Operation not permitted)" + more);
    }
    if (status != 0 && complaints.isEmpty() && !(!left.isEmpty() && status == TAR_LEFT_SOME)) {
      complaints.add("tar ended with status " + status);
    }
    return complaints;
  }

  // The name that tar puts between quotes, which are those of its locale.
  private static String target(String line, int link) {
    String quoted = line.substring(link + LINK_REFUSED.length(), line.length() - MISSING.length());
    return quoted.length() < 2 ? "" : plain(quoted.substring(1, quoted.length() - 1));
  }

  private static String plain(String name) {
    String rest = name;
    while (rest.startsWith("./") || rest.startsWith("/")) {
      rest = rest.substring(rest.indexOf('/') + 1);
    }
    return rest;
  }
}
