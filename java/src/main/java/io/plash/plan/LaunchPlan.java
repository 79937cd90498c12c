package io.plash.plan;

import io.plash.store.MergedTree;
import io.plash.value.ShellQuote;
import java.io.IOException;
import java.util.List;

/**
 * What the shell must know to start programs in a container without asking: written beside the layer
 * when the container came to be, sourced by {@code lib/launch.sh}.
 *
 * <p>The first line is {@code # plash-plan VERSION UID}; a plan of another version or user is written
 * anew. Then come assignments, all values quoted, and the function that prints the fstab.
 */
public final class LaunchPlan {
  /** Stands in fstab lines for the name of the run's scratch directory. */
  public static final String SCRATCH = "\u0001";

  private static final int VERSION = 1;
  private static final String DEFAULT_SHELL = "/bin/sh";

  private final String shell;
  private final String rootMode;
  private final Fstab fstab;

  private LaunchPlan(String shell, String rootMode, Fstab fstab) {
    this.shell = shell;
    this.rootMode = rootMode;
    this.fstab = fstab;
  }

  /** The plan for starting programs with {@code fstab} in the file system {@code tree}. */
  public static LaunchPlan of(MergedTree tree, Fstab fstab) throws IOException {
    return new LaunchPlan(rootShell(tree), tree.rootMode(), fstab);
  }

  /** The image's shell for root; empty when the image has no /bin/sh, without which nothing starts. */
  public static String rootShell(MergedTree tree) throws IOException {
    MergedTree.Kind kind = tree.resolve("/bin/sh").kind();
    if (kind != MergedTree.Kind.FILE && kind != MergedTree.Kind.UNKNOWN) {
      return "";
    }
    String passwd = tree.head("/etc/passwd").orElse("");
    String[] fields = passwd.lines().findFirst().orElse("").split(":");
    return fields.length == 7 && fields[6].startsWith("/") ? fields[6] : DEFAULT_SHELL;
  }

  /** The file's text for the user {@code uid}. */
  public String text(long uid) {
    StringBuilder out = new StringBuilder("# plash-plan " + VERSION + " " + uid + "\n");
    out.append("plan_shell=").append(ShellQuote.always(shell)).append('\n');
    out.append("plan_root_mode=").append(ShellQuote.always(rootMode)).append('\n');
    out.append("plan_upper_files=").append(ShellQuote.always(String.join(" ", fstab.upperFiles()))).append('\n');
    out.append("plan_fstab() {\n  printf '%s\\n'");
    for (String line : fstab.lines()) {
      out.append(" \\\n    ").append(template(line));
    }
    return out.append("\n}\n").toString();
  }

  private static String template(String line) {
    String[] parts = line.split(SCRATCH, -1);
    StringBuilder out = new StringBuilder(ShellQuote.always(parts[0]));
    for (String part : List.of(parts).subList(1, parts.length)) {
      out.append("\"$scratch\"").append(ShellQuote.always(part));
    }
    return out.toString();
  }
}
